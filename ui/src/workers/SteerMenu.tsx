import { Button, Group, Menu, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { FormEnd } from '../shared/FormEnd'
import { tell as inform } from '../shared/notices'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'
import { addQueue, drain, removeQueue, resize, resume, shutDown } from './steer'
import type { Worker } from './worker'

const MOST_SLOTS = 10_000

type Asked = 'slots' | 'queues' | 'drain' | 'end'

/** What a worker can be told; each is asked for once more where it takes something away. */
export function SteerMenu({ worker }: { worker: Worker }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { act, ...back } = useSteering(worker, () => setAsked(null))
  const isDrained = worker.state === 'drained' || worker.state === 'draining'
  const close = () => {
    back.reset()
    setAsked(null)
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className="small-button" aria-label={t('Steer {{worker}}', { worker: worker.name })}>
            {t('Steer')} ▾
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked('slots')}>{t('Slots…')}</Menu.Item>
          <Menu.Item onClick={() => setAsked('queues')}>{t('Queues…')}</Menu.Item>
          {isDrained ? (
            <Menu.Item onClick={() => act(t('{{worker}} serves its queues again', { worker: worker.name }), () => resume(worker.name))}>{t('Take up work again')}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => setAsked('drain')}>{t('Drain it…')}</Menu.Item>
          )}
          <Menu.Item color="red" onClick={() => setAsked('end')}>
            {t('Shut it down…')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'slots' && <SlotsModal worker={worker} back={back} act={act} onClose={close} />}
      {asked === 'queues' && <QueuesModal worker={worker} back={back} act={act} onClose={close} />}
      {asked === 'drain' && (
        <Ask title={t('Drain {{worker}}?', { worker: worker.name })} back={back} onClose={close} label={t('Drain it')} onDo={() => act(t('{{worker}} is drained', { worker: worker.name }), () => drain(worker.name))}>
          {t('It takes nothing new and finishes what it has: {{number}} now. It can take up work again.', { number: worker.active })}
        </Ask>
      )}
      {asked === 'end' && (
        <Ask title={t('Shut {{worker}} down?', { worker: worker.name })} back={back} onClose={close} label={t('Shut it down')} color="red" onDo={() => act(t('{{worker}} ends when its tasks have ended', { worker: worker.name }), () => shutDown(worker.name))}>
          {t('It finishes what it has: {{number}} now, and then its process ends. It comes back only when somebody starts it on its host.', { number: worker.active })}
        </Ask>
      )}
      {back.error && asked === null && <Problem error={back.error} />}
    </>
  )
}

interface Back {
  isPending: boolean
  error: Error | null
  reset: () => void
}

type Act = (done: string, what: () => Promise<unknown>, stays?: boolean) => void

function useSteering(worker: Worker, onDone: () => void): Back & { act: Act } {
  const client = useQueryClient()
  const tell = useMutation({
    mutationFn: async ({ what }: { what: () => Promise<unknown>; done: string; stays: boolean }) => what(),
    onSuccess: (_, { done, stays }) => {
      inform(done)
      if (!stays) onDone()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['workers'] }),
    mutationKey: ['steer', worker.id],
  })
  return { isPending: tell.isPending, error: tell.error, reset: tell.reset, act: (done, what, stays = false) => tell.mutate({ what, done, stays }) }
}

function Ask({ title, label, color, back, onDo, onClose, children }: { title: string; label: string; color?: string; back: Back; onDo: () => void; onClose: () => void; children: ReactNode }) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <Text size="sm">{children}</Text>
        <FormEnd error={back.error} isSaving={back.isPending} onClose={onClose} label={label} isDangerous={color === 'red'} onSave={onDo} />
      </Stack>
    </Modal>
  )
}

function SlotsModal({ worker, back, act, onClose }: { worker: Worker; back: Back; act: Act; onClose: () => void }) {
  const [slots, setSlots] = useState<number | string>(worker.capacity)
  return (
    <Modal opened onClose={onClose} title={t('Slots of {{worker}}', { worker: worker.name })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          act(t('{{worker}} has {{number}} slots', { worker: worker.name, number: slots }), () => resize(worker.name, Number(slots)))
        }}
      >
        <Stack>
          <NumberInput label={t('Tasks at once')} description={t('What runs goes on when there are fewer. It holds until the worker ends.')} min={1} max={MOST_SLOTS} allowDecimal={false} required value={slots} onChange={setSlots} data-autofocus />
          <FormEnd error={back.error} isSaving={back.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}

function QueuesModal({ worker, back, act, onClose }: { worker: Worker; back: Back; act: Act; onClose: () => void }) {
  const [queue, setQueue] = useState('')
  return (
    <Modal opened onClose={onClose} title={t('Queues of {{worker}}', { worker: worker.name })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          act(t('{{worker}} serves {{queue}}', { worker: worker.name, queue }), () => addQueue(worker.name, queue.trim()), true)
          setQueue('')
        }}
      >
        <Stack>
          <ul className="plain-list">
            {worker.queues.map((one) => (
              <li key={one}>
                {one}
                <button type="button" className="small-button" disabled={back.isPending} aria-label={t('Serve {{queue}} no more', { queue: one })} onClick={() => act(t('{{worker}} serves {{queue}} no more', { worker: worker.name, queue: one }), () => removeQueue(worker.name, one), true)}>
                  {t('Take away')}
                </button>
              </li>
            ))}
          </ul>
          {worker.queues.length === 0 && <Text size="sm">{t('It serves none.')}</Text>}
          <Group align="end">
            <TextInput flex={1} label={t('One queue more')} required maxLength={256} value={queue} onChange={(event) => setQueue(event.currentTarget.value)} data-autofocus />
            <Button type="submit" loading={back.isPending} disabled={!queue.trim()}>
              {t('Add it')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {t('It holds until the worker ends.')}
          </Text>
          {back.error && <Problem error={back.error} />}
        </Stack>
      </form>
    </Modal>
  )
}
