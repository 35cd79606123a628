import { Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { Segments } from '../shared/Segments'
import { ShownOnce } from '../shared/ShownOnce'
import { duration } from '../shared/time'
import { t } from '../shared/words'

interface Issued {
  access_token: string
  expires_in_seconds: number
}

/** Makes a token that is as good as logging in anew, and shows it this once. */
export default function TokenModal({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState('api')
  const make = useMutation({ mutationFn: () => send<Issued>('POST', '/ui/auth/token', { token_type: kind }) })
  return (
    <Modal opened onClose={onClose} title={t('Token of the moment')} closeButtonProps={{ 'aria-label': t('Close') }}>
      {make.data ? (
        <ShownOnce secret={make.data.access_token} onClose={onClose}>
          <Text size="sm">{t('It ends in {{time}}, and cannot be ended before.', { time: duration(make.data.expires_in_seconds) })}</Text>
        </ShownOnce>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate()
          }}
        >
          <Stack>
            <Text size="sm">{t('For a call or two by hand. A program is better off with a personal access token, which has a name and can be ended.')}</Text>
            <Segments
              aria-label={t('What it is for')}
              value={kind}
              onChange={setKind}
              data={[
                { value: 'api', label: t('REST API') },
                { value: 'cli', label: t('Command line') },
              ]}
            />
            <FormEnd error={make.error} isSaving={make.isPending} onClose={onClose} label={t('Make it')} />
          </Stack>
        </form>
      )}
    </Modal>
  )
}
