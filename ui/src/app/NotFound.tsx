import { Stack, Text } from '@mantine/core'
import { AnchorLink } from '../shared/AnchorLink'
import { PageTitle } from '../shared/PageTitle'
import { t } from '../shared/words'

/** No page has this address. */
export function NotFound() {
  return (
    <Stack p="xl" align="start">
      <PageTitle name={t('There is no page here')} />
      <Text>{t('The address may have been mistyped, or the page may have been moved.')}</Text>
      <AnchorLink to="/">{t('Go to the first page')}</AnchorLink>
    </Stack>
  )
}
