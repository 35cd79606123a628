import { Button, Group, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { runQuestion } from '../early/questions'
import { readAll } from '../shared/readAll'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { TaskDialog, type TaskWay } from './TaskBulk'

/** What can be done with all tasks of a group in a run, or with all instances of a mapped task. */
export function GroupActions({ dagId, runId, groupId, taskId }: { dagId: string; runId: string; groupId?: string; taskId?: string }) {
  const may = useMay(dagId)
  const [way, setWay] = useState<TaskWay | null>(null)
  const tasks = useQuery({
    queryKey: ['tasks', dagId, runId, 'all of', groupId, taskId],
    queryFn: () => readAll<TaskInstance>(`${runQuestion(dagId, runId)}/taskInstances`, { task_group_id: groupId, task_id: taskId, order_by: 'id' }, 'task_instances'),
    enabled: way !== null,
  })
  if (!may('can_edit', 'Task Instances')) return null
  const close = () => setWay(null)
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" loading={way === 'clear' && tasks.isFetching} onClick={() => setWay('clear')}>
        {groupId === undefined ? t('Run all of them again…') : t('Run the group again…')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default">
            {groupId === undefined ? t('Mark all of them as') : t('Mark the group as')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setWay('success')}>{t('Success')}</Menu.Item>
          <Menu.Item onClick={() => setWay('failed')}>{t('Failed')}</Menu.Item>
          <Menu.Item onClick={() => setWay('skipped')}>{t('Skipped')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {tasks.error && <Problem error={tasks.error} />}
      {way && tasks.data && !tasks.isFetching && <TaskDialog way={way} tasks={tasks.data} onDone={close} onClose={close} />}
    </Group>
  )
}
