import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { t } from '../shared/words'

/** Asks before one is logged out. */
const LogoutModal = ({ onClose }: { onClose: () => void }) => (
  <Modal opened onClose={onClose} title={t('Log out?')} closeButtonProps={{ 'aria-label': t('Close') }}>
    <Stack>
      <Text size="sm">{t('You are about to be logged out. What is not saved is lost.')}</Text>
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button component="a" href="/api/v2/auth/logout" data-autofocus>
          {t('Log out')}
        </Button>
      </Group>
    </Stack>
  </Modal>
)

export default LogoutModal
