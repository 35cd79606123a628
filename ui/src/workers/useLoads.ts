import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { withLoads, type Load, type Workers } from './worker'

/** How busy the hosts of workers are, as they tell it: a stream of its own, as only this page shows it. */
export function useLoads(): void {
  const client = useQueryClient()
  useEffect(() => {
    const stream = new EventSource('/api/v2/events?kind=load')
    stream.addEventListener('load', (event: MessageEvent<string>) => {
      const loads = JSON.parse(event.data) as Load[]
      client.setQueryData<Workers>(['workers'], (workers) => workers && withLoads(workers, loads))
    })
    return () => stream.close()
  }, [client])
}
