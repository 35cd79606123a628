import { Button, Group, Modal, Select, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { chooseFirstView, firstView } from '../shared/firstView'
import { FormEnd } from '../shared/FormEnd'
import { chooseZone, exact, localZone, zone } from '../shared/time'
import { chooseLanguage, language, languages, t, type Language } from '../shared/words'

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]

/** The language of the pages, and the zone in which they tell the time; both are kept in this browser. */
export default function Settings({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState(zone())
  const [isGraph, setGraph] = useState(() => firstView() === 'graph')
  return (
    <Modal opened onClose={onClose} title={t('Language and time zone')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <Select
          label={t('Language')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          value={language()}
          onChange={(code) => code && chooseLanguage(code as Language)}
          allowDeselect={false}
        />
        <Select label={t('Time zone')} searchable data={zones} limit={60} value={name} onChange={(value) => value && setName(value)} allowDeselect={false} nothingFoundMessage={t('No zone is called that')} />
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => setName('UTC')}>
            UTC
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setName(localZone())}>
            {t('Of this computer: {{zone}}', { zone: localZone() })}
          </Button>
        </Group>
        <Switch label={t('A DAG opens with its graph')} checked={isGraph} onChange={(event) => {
          setGraph(event.currentTarget.checked)
          chooseFirstView(event.currentTarget.checked ? 'graph' : 'grid')
        }} />
        <Text size="sm">{t('It is {{time}} there now.', { time: exact(Date.now(), name) })}</Text>
        <FormEnd error={null} isSaving={false} onClose={onClose} label={t('Use it')} button={{ disabled: name === zone() }} onSave={() => chooseZone(name)} />
      </Stack>
    </Modal>
  )
}
