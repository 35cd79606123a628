import { Alert, Badge, Button, Code, FileInput, Group, List, Loader, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, lazy, useEffect, useState } from 'react'
import { upload } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { tell } from '../shared/notices'
import { Problem } from '../shared/Problem'
import { told } from '../shared/time'
import { t } from '../shared/words'
import { changeName } from './changeName'
import { lineOf, placeOf, type Change, type DeployedDag, type Deployment, type DeployProblem, type Dropped } from './deploy'

const DeployGraph = lazy(() => import('./DeployGraph'))

const colors: Record<Change, string> = { unchanged: 'gray', added: 'green', changed: 'yellow', removed: 'red' }

const formOf = (files: readonly Dropped[]): FormData => {
  const form = new FormData()
  for (const { path, file } of files) form.append('files', file, path)
  return form
}

/** Shows what DAG files would change before they go live: what does not build by its line, tasks and edges, and the next runs. */
export default function DeployModal({ dropped, onClose }: { dropped: readonly Dropped[]; onClose: () => void }) {
  const client = useQueryClient()
  const [files, setFiles] = useState<readonly Dropped[]>(dropped)
  const [folder, setFolder] = useState('')
  const [typed] = useDebouncedValue(folder, 400)
  const [round, setRound] = useState(0)
  const preview = useQuery({
    queryKey: ['preview', undefined, 'deploy', files.map(({ path, file }) => [path, file.size, file.lastModified]), typed, round],
    queryFn: ({ signal }) => upload<Deployment>('/api/v2/deploy', formOf(files), { dry_run: true, folder: typed || undefined }, signal),
    enabled: files.length > 0,
    retry: false,
    gcTime: 0,
  })
  const texts = useTexts(files, preview.data)
  const deploy = useMutation({
    mutationFn: () => upload<Deployment>('/api/v2/deploy', formOf(files), { folder: typed || undefined }),
    onSuccess: async (done) => {
      tell(t('Live: {{dags}}', { dags: done.dags.map((dag) => dag.dag_id).join(', ') || done.files.map((file) => file.path).join(', ') }))
      onClose()
      await client.invalidateQueries()
    },
  })
  const isReady = preview.data?.is_valid === true && !preview.isFetching && typed === folder
  return (
    <Modal opened onClose={onClose} title={t('Deploy DAG files')} size="xl" closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) deploy.mutate()
        }}
      >
        <Stack>
          <Text size="sm">{t('They are built and read as the dag-processor does it. Nothing changes before you put them live.')}</Text>
          <Group grow align="start">
            <FileInput
              label={t('Files')}
              multiple
              value={files.map(({ file }) => file)}
              valueComponent={() => <span className="wrap">{files.map(({ path }) => path).join(', ')}</span>}
              onChange={(chosen) => {
                setFiles(chosen.map((file) => ({ path: file.name, file })))
                setRound(round + 1)
              }}
              clearable
              clearButtonProps={{ 'aria-label': t('Other files') }}
              data-autofocus
            />
            <TextInput label={t('Folder')} description={t('Below the folder of DAGs; into it when empty')} value={folder} onChange={(event) => setFolder(event.currentTarget.value)} />
          </Group>
          {preview.error && <Problem error={preview.error} retry={() => void preview.refetch()} />}
          {preview.isFetching && <Loader size="sm" role="progressbar" aria-label={t('Building them')} />}
          {preview.data && !preview.isFetching && <Preview of={preview.data} texts={texts} />}
          <FormEnd error={deploy.error} isSaving={deploy.isPending} onClose={onClose} label={t('Put them live')} button={{ disabled: !isReady }} />
        </Stack>
      </form>
    </Modal>
  )
}

/** The texts of the files with problems, so that their lines can be shown. */
function useTexts(files: readonly Dropped[], deployment: Deployment | undefined): ReadonlyMap<string, string> {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    const wrong = files.filter(({ path }) => deployment?.problems.some((problem) => problem.file === path || problem.file.endsWith(`/${path}`)))
    let isGone = false
    void Promise.all(wrong.map(async ({ path, file }) => [path, await file.text()] as const)).then((read) => {
      if (!isGone) setTexts(new Map(read))
    })
    return () => {
      isGone = true
    }
  }, [files, deployment])
  return texts
}

function Preview({ of, texts }: { of: Deployment; texts: ReadonlyMap<string, string> }) {
  return (
    <>
      {of.problems.length > 0 && (
        <Alert color={of.is_valid ? 'yellow' : 'red'} role="alert" title={of.is_valid ? t('Something to look at') : t('They cannot go live like this')}>
          <Stack gap="xs">
            {of.problems.map((problem, index) => (
              <OneProblem key={index} problem={problem} line={lineOf(problem, texts)} />
            ))}
          </Stack>
        </Alert>
      )}
      {of.is_valid && of.dags.length === 0 && <Text size="sm">{t('No DAG changes by it.')}</Text>}
      {of.dags.map((dag) => (
        <OneDag key={dag.dag_id} dag={dag} isAlone={of.dags.length === 1} />
      ))}
      <Text size="xs" c="dimmed" className="wrap">
        {of.files.map((file) => `${file.path} (${changeName(file.change)})`).join(' · ')}
      </Text>
    </>
  )
}

function OneProblem({ problem, line }: { problem: DeployProblem; line: string | null }) {
  return (
    <div>
      <Text size="sm" className="wrap">
        <b>{placeOf(problem)}</b>: {problem.code && `${problem.code}: `}
        {problem.message}
      </Text>
      {line !== null && (
        <Code block>
          {line}
          {problem.column !== null && `\n${' '.repeat(problem.column - 1)}^`}
        </Code>
      )}
      {problem.detail && (
        <details>
          <summary>{t('More')}</summary>
          <Code block>{problem.detail}</Code>
        </details>
      )}
    </div>
  )
}

function OneDag({ dag, isAlone }: { dag: DeployedDag; isAlone: boolean }) {
  const [isDrawn, setDrawn] = useState(isAlone && dag.change !== 'removed')
  const lists: [string, string[]][] = [
    [t('New tasks'), dag.tasks_added],
    [t('Changed tasks'), dag.tasks_changed],
    [t('Tasks that go'), dag.tasks_removed],
    [t('New edges'), dag.edges_added],
    [t('Edges that go'), dag.edges_removed],
  ]
  return (
    <section aria-label={dag.dag_id}>
      <Group gap="xs" mb={4}>
        <Title order={3} size="h5">
          {dag.dag_id}
        </Title>
        <Badge color={colors[dag.change]} variant="dot" tt="none">
          {changeName(dag.change)}
        </Badge>
        {dag.is_paused && dag.change !== 'removed' && (
          <Text size="sm" c="dimmed">
            {t('paused')}
          </Text>
        )}
      </Group>
      <List size="sm">
        {dag.schedule !== dag.schedule_before && (
          <List.Item>{dag.change === 'added' ? t('Schedule: {{now}}', { now: dag.schedule ?? t('none') }) : t('Schedule: {{before}} becomes {{now}}', { before: dag.schedule_before ?? t('none'), now: dag.schedule ?? t('none') })}</List.Item>
        )}
        {lists
          .filter(([, names]) => names.length > 0)
          .map(([label, names]) => (
            <List.Item key={label}>
              {label}: {names.join(', ')}
            </List.Item>
          ))}
        {dag.next_runs.length > 0 && (
          <List.Item>
            {dag.is_paused ? t('Next runs, once it is not paused: {{runs}}', { runs: dag.next_runs.map(told).join(', ') }) : t('Next runs: {{runs}}', { runs: dag.next_runs.map(told).join(', ') })}
          </List.Item>
        )}
      </List>
      {dag.change !== 'removed' &&
        (isDrawn ? (
          <div className="low">
            <Suspense fallback={<Loader role="progressbar" aria-label={t('Loading')} />}>
              <DeployGraph dag={dag} />
            </Suspense>
          </div>
        ) : (
          <Button mt={4} size="xs" variant="default" onClick={() => setDrawn(true)}>
            {t('Show as a graph')}
          </Button>
        ))}
    </section>
  )
}
