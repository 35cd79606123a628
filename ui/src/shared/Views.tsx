import { Button, Group, Menu, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from './words'
import { dropView, keepView, readViews, searchOf } from './keptViews'

/** Keeps what a list shows now under a name, and brings it back. */
export function Views({ place }: { place: string }) {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const navigate = useNavigate()
  const [views, setViews] = useState(() => readViews(place))
  const [name, setName] = useState('')
  const now = searchOf(search)
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default">{t('Views')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Group key={view.name} gap={0} wrap="nowrap">
            <Menu.Item flex={1} closeMenuOnClick onClick={() => void navigate({ to: '.', search: view.search as never })}>
              {view.name}
            </Menu.Item>
            <Menu.Item w={36} ta="center" aria-label={t('Forget the view {{name}}', { name: view.name })} onClick={() => setViews(dropView(place, view.name))}>
              ×
            </Menu.Item>
          </Group>
        ))}
        {views.length > 0 && <Menu.Divider />}
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setViews(keepView(place, { name: name.trim(), search: now }))
            setName('')
          }}
        >
          <Group gap={4} p={4} wrap="nowrap">
            <TextInput size="xs" flex={1} aria-label={t('Keep this as')} placeholder={t('Keep this as')} value={name} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => event.stopPropagation()} />
            <Button size="xs" type="submit" disabled={!name.trim() || Object.keys(now).length === 0} title={Object.keys(now).length === 0 ? t('There is nothing to keep: nothing is filtered or ordered') : ''}>
              {t('Keep')}
            </Button>
          </Group>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}
