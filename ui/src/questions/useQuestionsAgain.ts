import { useQueryClient } from '@tanstack/react-query'
import { useRunChanges } from '../shared/events'

/** While somebody is asked, has the number of questions counted again with every change of the DAG: an answer is such a change. */
export function useQuestionsAgain(dagId: string, queryKey: readonly unknown[], number: number | undefined): void {
  const client = useQueryClient()
  useRunChanges((changed) => {
    if (number && changed === dagId) void client.invalidateQueries({ queryKey })
  })
}
