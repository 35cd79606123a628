import { Alert, Button } from '@mantine/core'
import { ApiError } from './api'
import { t } from './words'

/** What went wrong, in words, and a way to try again. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <Alert color="red" title={titleOf(error)} role="alert">
      <div className="wrap">{error instanceof Error ? error.message : String(error)}</div>
      {retry && (
        <Button mt="sm" size="xs" variant="default" onClick={retry}>
          {t('Try again')}
        </Button>
      )}
    </Alert>
  )
}

function titleOf(error: unknown): string {
  if (!(error instanceof ApiError)) return t('That did not work')
  switch (error.status) {
    case 0:
      return t('The server cannot be reached')
    case 403:
      return t('You may not do this')
    case 404:
      return t('This is not there')
    default:
      return t('That did not work')
  }
}
