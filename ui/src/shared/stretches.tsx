import { Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { t } from './words'

const HOUR = 3_600_000

/** Stretches of time that one looks back over, in hours. */
const stretches = { '1': () => t('the last hour'), '24': () => t('the last day'), '168': () => t('the last week'), '720': () => t('the last month') } as const

type Stretch = keyof typeof stretches

/** How far back is looked, which stands in the address, and since when that is; a week unless said otherwise. */
export function useStretch(): { stretch: Stretch; since: string } {
  const { hours } = useSearch({ strict: false })
  const stretch: Stretch = hours && hours in stretches ? (hours as Stretch) : '168'
  return { stretch, since: useMemo(() => new Date(Date.now() - Number(stretch) * HOUR).toISOString(), [stretch]) }
}

/** Chooses how far back is looked. */
export function StretchSelect({ stretch }: { stretch: Stretch }) {
  const navigate = useNavigate()
  return (
    <Select
      size="xs"
      w={160}
      aria-label={t('Look back over')}
      data={Object.entries(stretches).map(([value, label]) => ({ value, label: label() }))}
      value={stretch}
      onChange={(value) => void navigate({ to: '.', search: value ? { hours: value } : {}, replace: true })}
      allowDeselect={false}
    />
  )
}
