import { ActionIcon, Button, Group, Menu, Select } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { TypedInput } from './TypedInput'
import { t } from './words'

export interface Filter {
  /** Its name in the address. */
  name: string
  /** The parameter of the API; a pattern is looked for anywhere, or at the beginning only where somebody says so. */
  parameter: string
  label: string
  choices?: readonly (string | { value: string; label: string })[]
  /** What is typed; a text, unless said otherwise. Times are in UTC. */
  kind?: 'text' | 'number' | 'time'
  /** It is not there until it is asked for. */
  isMore?: boolean
}

type Search = Record<string, string | undefined>

/** What a filter asks the API: a time gets its zone. */
export const asked = (filter: Filter, value: string | undefined): string | undefined => (value ? (filter.kind === 'time' && !value.endsWith('Z') ? `${value}:00Z` : value) : undefined)

/** Whether a text can be looked for at its beginning only, which a database finds at once. */
export const hasBeginning = (filter: Filter): boolean => filter.choices === undefined && filter.parameter.endsWith('_pattern') && filter.parameter !== 'consuming_asset_pattern'

/** What of the address says that a text stands at the beginning. */
export const beginningOf = (filter: Filter): string => `${filter.name}_begins`

/** The parameter that is asked: that of the beginning has a name of its own. */
export const parameterOf = (filter: Filter, search: Search): string => (hasBeginning(filter) && search[beginningOf(filter)] ? filter.parameter.replace(/_pattern$/, '_prefix_pattern') : filter.parameter)

/** The filters of a list: those that one needs often, and others that can be put beside them. */
export function Filters({ filters, search, set, size = 'sm', hasKeys = false }: { filters: Filter[]; search: Search; set: (changed: Search) => void; size?: 'xs' | 'sm'; hasKeys?: boolean }) {
  const [added, setAdded] = useState<readonly string[]>([])
  const isFiltered = filters.some((filter) => search[filter.name])
  const shown = filters.filter((filter) => !filter.isMore || search[filter.name] || added.includes(filter.name))
  const hidden = filters.filter((filter) => !shown.includes(filter))
  const first = useRef<HTMLInputElement>(null)
  const [isAdding, setAdding] = useState(false)
  useHotkeys(
    hasKeys
      ? [
          ['/', () => first.current?.focus()],
          ['f', () => hidden.length > 0 && setAdding(true)],
        ]
      : [],
  )
  const drop = (name: string) => {
    setAdded(added.filter((one) => one !== name))
    set({ [name]: undefined, [`${name}_begins`]: undefined })
  }
  return (
    <>
      {shown.map((filter, at) => (
        <Group key={filter.name} gap={2} wrap="nowrap">
          {filter.choices ? (
            <Select
              {...(at === 0 ? { ref: first } : {})}
              size={size}
              w={170}
              aria-label={filter.label}
              placeholder={filter.label}
              clearable
              data={[...filter.choices]}
              value={search[filter.name] ?? null}
              onChange={(value) => set({ [filter.name]: value ?? undefined })}
            />
          ) : (
            <TypedInput
              {...(at === 0 ? { ref: first } : {})}
              size={size}
              w={170}
              aria-label={filter.label}
              title={filter.label}
              placeholder={filter.label}
              type={filter.kind === 'number' ? 'number' : filter.kind === 'time' ? 'datetime-local' : 'text'}
              {...(filter.kind === 'time' ? { leftSection: <small className="dim nowrap">{filter.label}</small>, leftSectionWidth: 16 + 7 * filter.label.length, w: 216 + 7 * filter.label.length } : {})}
              autoFocus={added.at(-1) === filter.name && !search[filter.name]}
              {...(hasBeginning(filter)
                ? {
                    rightSection: (
                      <button
                        type="button"
                        className="begins"
                        aria-pressed={Boolean(search[beginningOf(filter)])}
                        aria-label={t('{{filter}}: only at the beginning', { filter: filter.label })}
                        title={search[beginningOf(filter)] ? t('Found at the beginning only; press to find it anywhere') : t('Found anywhere; press to find it at the beginning only, which is faster')}
                        onClick={() => set({ [beginningOf(filter)]: search[beginningOf(filter)] ? undefined : 'true' })}
                      >
                        <svg aria-hidden viewBox="0 0 16 10" width="16" height="10">
                          <path d="M1 0v10M4 5h11M11 2l4 3-4 3" fill="none" stroke="currentColor" strokeWidth="1.5" />
                        </svg>
                      </button>
                    ),
                  }
                : {})}
              value={search[filter.name] ?? ''}
              onType={(value) => set({ [filter.name]: value })}
            />
          )}
          {filter.isMore && (
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('Without {{filter}}', { filter: filter.label })} onClick={() => drop(filter.name)}>
              ×
            </ActionIcon>
          )}
        </Group>
      ))}
      {hidden.length > 0 && (
        <Menu position="bottom-end" opened={isAdding} onChange={setAdding}>
          <Menu.Target>
            <Button size={size} variant="default">{t('+ Filter')}</Button>
          </Menu.Target>
          <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
            {hidden.map((filter) => (
              <Menu.Item key={filter.name} onClick={() => setAdded([...added, filter.name])}>
                {filter.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {isFiltered && (
        <Button
          size={size}
          variant="subtle"
          onClick={() => {
            setAdded([])
            set(Object.fromEntries(filters.flatMap((filter) => [[filter.name, undefined], [beginningOf(filter), undefined]])))
          }}
        >
          {t('Show all')}
        </Button>
      )}
    </>
  )
}
