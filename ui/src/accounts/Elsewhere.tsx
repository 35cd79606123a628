import { Stack, Text } from '@mantine/core'
import { PageTitle } from '../shared/PageTitle'
import { t } from '../shared/words'

/** Where users do not stand in the database, nothing can be changed here. */
export function Elsewhere({ title }: { title: string }) {
  return (
    <Stack>
      <PageTitle name={title} />
      <Text>{t('The users and their roles stand in the configuration: [core] simple_auth_manager_users. Where that is empty, they are kept in the database and can be changed here.')}</Text>
    </Stack>
  )
}
