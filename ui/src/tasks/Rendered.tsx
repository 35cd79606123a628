import { Stack, Text } from '@mantine/core'
import { Coloured } from '../shared/Coloured'
import { coloured, languageOfField } from '../shared/colours'
import { CopyButton } from '../shared/CopyButton'
import { pretty } from '../shared/Json'
import { t } from '../shared/words'

/** What became of the templates of a task, in the colours of its language. */
export default function Rendered({ fields }: { fields: Record<string, unknown> }) {
  const entries = Object.entries(fields)
  if (entries.length === 0) return <Text c="dimmed">{t('The task has no templates.')}</Text>
  return (
    <Stack gap="xs">
      {entries.map(([name, value]) => {
        const text = pretty(value)
        return (
          <div key={name}>
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <div className="copied">
              <pre className="log" tabIndex={0} aria-label={name}>
                <Coloured tokens={coloured(text, languageOfField(name, text))} />
              </pre>
              <CopyButton text={text} />
            </div>
          </div>
        )
      })}
    </Stack>
  )
}
