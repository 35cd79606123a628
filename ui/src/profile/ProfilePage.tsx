import { Button, Card, Group, Modal, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, part, send } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { Facts } from '../shared/Facts'
import { FormEnd } from '../shared/FormEnd'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { ShownOnce } from '../shared/ShownOnce'
import { useSession } from '../shared/session'
import { Time } from '../shared/Time'
import { t } from '../shared/words'

interface Token {
  id: string
  name: string
  created_at: string
  expires_at: string | null
  last_used_at: string | null
}

const DAY = 86_400_000

/** Who one is, and the tokens that one's programs log in with. */
export function ProfilePage() {
  const session = useSession()
  const client = useQueryClient()
  const [isMaking, setMaking] = useState(false)
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => get<{ tokens: Token[] }>('/api/v2/tokens') })
  const end = useMutation({ mutationFn: (id: string) => send('DELETE', `/api/v2/tokens/${part(id)}`), onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }) })
  return (
    <Stack>
      <PageTitle name={t('Profile and tokens')} />
      <Facts
        of={[
          [t('User'), session.data?.username],
          [t('Role'), session.data?.role],
          [t('Version of Airflow.NET'), session.data?.version],
        ]}
      />
      <Card withBorder>
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h5">
            {t('Personal access tokens')}
          </Title>
          <Button size="xs" onClick={() => setMaking(true)}>
            {t('New token')}
          </Button>
        </Group>
        <Text size="sm" mb="xs">
          {t('With one a program may do what you may, until you end it.')}
        </Text>
        {tokens.error && <Problem error={tokens.error} retry={() => void tokens.refetch()} />}
        {end.error && <Problem error={end.error} />}
        {!tokens.error && (
          <DataTable
            items={tokens.data?.tokens}
            keyOf={(token) => token.id}
            empty={t('You have none.')}
            minWidth={420}
            columns={[
              { label: t('Name'), show: (token) => token.name },
              { label: t('Made'), show: (token) => <Time at={token.created_at} /> },
              { label: t('Last used'), show: (token) => <Time at={token.last_used_at} /> },
              { label: t('Ends'), show: (token) => <Time at={token.expires_at} /> },
              {
                label: '',
                show: (token) => (
                  <Button size="compact-xs" variant="default" loading={end.isPending && end.variables === token.id} onClick={() => end.mutate(token.id)} aria-label={`${t('End it')}: ${token.name}`}>
                    {t('End it')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Card>
      {isMaking && <TokenModal onClose={() => setMaking(false)} />}
    </Stack>
  )
}

/** Makes a token, and shows it the only time. */
function TokenModal({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const make = useMutation({
    mutationFn: () => send<{ token: string }>('POST', '/api/v2/tokens', { name, expires_at: days === '0' ? null : new Date(Date.now() + Number(days) * DAY).toISOString() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  })
  const choices = [
    { value: '7', label: t('After a week') },
    { value: '30', label: t('After a month') },
    { value: '90', label: t('After three months') },
    { value: '365', label: t('After a year') },
    { value: '0', label: t('Never') },
  ]
  return (
    <Modal opened onClose={onClose} title={t('New token')} closeButtonProps={{ 'aria-label': t('Close') }}>
      {make.data ? (
        <ShownOnce secret={make.data.token} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate()
          }}
        >
          <Stack>
            <TextInput label={t('Name')} description={t('What it is for')} required maxLength={250} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
            <Select label={t('Ends')} data={choices} value={days} onChange={(value) => setDays(value ?? '90')} allowDeselect={false} />
            <FormEnd error={make.error} isSaving={make.isPending} onClose={onClose} label={t('Make it')} />
          </Stack>
        </form>
      )}
    </Modal>
  )
}
