import { Suspense, lazy, useState } from 'react'
import type { Session } from '../shared/session'
import { t } from '../shared/words'
import type { Dropped } from './deploy'
import { mayDeploy } from './mayDeploy'
import { useDrop } from './useDrop'

const DeployModal = lazy(() => import('./DeployModal'))

/** DAG files can be dropped on any page by those who may deploy. */
export function DropDeploy({ session }: { session: Session | undefined }) {
  const [files, setFiles] = useState<Dropped[] | null>(null)
  const isOver = useDrop(mayDeploy(session) && files === null, setFiles)
  return (
    <>
      {isOver && (
        <div className="drop-here" role="status">
          {t('Drop DAG files to see what they would change')}
        </div>
      )}
      <Suspense>{files && <DeployModal dropped={files} onClose={() => setFiles(null)} />}</Suspense>
    </>
  )
}
