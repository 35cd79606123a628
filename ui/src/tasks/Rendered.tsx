import { Stack, Text } from '@mantine/core'
import { Json } from '../shared/Json'
import { t } from '../shared/words'

/** What became of the templates of a task. */
export default function Rendered({ fields }: { fields: Record<string, unknown> }) {
  const entries = Object.entries(fields)
  if (entries.length === 0) return <Text c="dimmed">{t('The task has no templates.')}</Text>
  return (
    <Stack gap="xs">
      {entries.map(([name, value]) => (
        <div key={name}>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Json value={value} label={name} />
        </div>
      ))}
    </Stack>
  )
}
