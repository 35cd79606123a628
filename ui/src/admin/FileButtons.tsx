import { Button, FileButton, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { get, send } from '../shared/api'
import { t } from '../shared/words'
import { readVariables } from './body'
import type { Item, Kind } from './kind'

const PAGE = 100

/** Takes all variables along as a file, and brings them back; what is there already is overwritten. */
export function FileButtons({ kind, mayWrite }: { kind: Kind; mayWrite: boolean }) {
  const client = useQueryClient()
  const take = useMutation({
    mutationFn: async () => {
      const all: Item[] = []
      for (let more = true; more; ) {
        const page = await get<{ total_entries: number } & Record<string, Item[]>>(kind.path, { limit: PAGE, offset: all.length })
        const found = (page[kind.list] ?? []) as Item[]
        all.push(...found)
        more = found.length > 0 && all.length < page.total_entries
      }
      const file = new Blob([JSON.stringify(Object.fromEntries(all.map((item) => [item.key, { value: item.value, description: item.description }])), null, 2)], { type: 'application/json' })
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = 'variables.json'
      link.click()
      URL.revokeObjectURL(link.href)
    },
  })
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const entities = readVariables(await file.text())
      const answer = await send<{ create: { success: string[]; errors: { error: string }[] } }>('PATCH', kind.path, { actions: [{ action: 'create', entities, action_on_existence: 'overwrite' }] })
      const [first] = answer.create.errors
      if (first) throw new Error(first.error)
      return answer.create.success.length
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['admin'] }),
  })
  return (
    <>
      {bring.data !== undefined && <Text size="sm" role="status">{t('Written: {{number}}', { number: bring.data })}</Text>}
      {(bring.error ?? take.error) && <Text size="sm" c="red" role="alert">{t('That did not work')}: {(bring.error ?? take.error)?.message}</Text>}
      <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
        {t('To a file')}
      </Button>
      {mayWrite && (
        <FileButton accept="application/json" onChange={(file) => file && bring.mutate(file)} inputProps={{ 'aria-label': t('From a file') }}>
          {(props) => (
            <Button variant="default" loading={bring.isPending} {...props}>
              {t('From a file')}
            </Button>
          )}
        </FileButton>
      )}
    </>
  )
}
