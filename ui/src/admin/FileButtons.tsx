import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../shared/api'
import { t } from '../shared/words'
import { ImportModal } from './ImportModal'
import type { Item, Kind } from './kind'

const PAGE = 100

/** Takes all variables along as a file, and brings them back. */
export function FileButtons({ kind, mayWrite }: { kind: Kind; mayWrite: boolean }) {
  const [isBringing, setBringing] = useState(false)
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
  return (
    <>
      {take.error && <Text size="sm" c="red" role="alert">{t('That did not work')}: {take.error.message}</Text>}
      <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
        {t('To a file')}
      </Button>
      {mayWrite && (
        <Button variant="default" onClick={() => setBringing(true)}>
          {t('From a file…')}
        </Button>
      )}
      {isBringing && <ImportModal kind={kind} onClose={() => setBringing(false)} />}
    </>
  )
}
