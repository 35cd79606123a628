import type { State } from './types'
import { t } from './words'

/** Airflow's state colours, which the users know; the greys are lighter, so that they can be told from a dark page too. */
const colors: Record<string, string> = {
  success: '#007600',
  failed: '#e7000b',
  running: '#0092b8',
  queued: '#8a837d',
  scheduled: '#8b8698',
  skipped: '#e60076',
  upstream_failed: '#e17100',
  up_for_retry: '#d08700',
  up_for_reschedule: '#0084d1',
  deferred: '#9810fa',
  awaiting_input: '#d93f0a',
  restarting: '#7f22fe',
  removed: '#7b8798',
  planned: '#8fb3d9',
}

export const NO_STATE = 'no_status'

const NONE = '#7d93aa'

export const stateColor = (state: string | null): string => (state ? (colors[state] ?? NONE) : NONE)

const names: Record<string, () => string> = {
  success: () => t('success'),
  failed: () => t('failed'),
  running: () => t('running'),
  queued: () => t('queued'),
  scheduled: () => t('scheduled'),
  skipped: () => t('skipped'),
  upstream_failed: () => t('upstream failed'),
  up_for_retry: () => t('up for retry'),
  up_for_reschedule: () => t('up for reschedule'),
  deferred: () => t('deferred'),
  awaiting_input: () => t('awaiting input'),
  restarting: () => t('restarting'),
  removed: () => t('removed'),
  planned: () => t('planned'),
}

export const stateName = (state: string | null): string => (state === null || state === NO_STATE ? t('no status') : (names[state]?.() ?? state.replaceAll('_', ' ')))

export const runStates = ['queued', 'running', 'success', 'failed'] as const

export const taskStates = ['scheduled', 'queued', 'running', 'success', 'failed', 'upstream_failed', 'skipped', 'up_for_retry', 'up_for_reschedule', 'deferred', 'awaiting_input', 'restarting', 'removed'] as const

/** What comes first is what a person wants to see first. */
const urgency = ['failed', 'upstream_failed', 'up_for_retry', 'awaiting_input', 'running', 'queued', 'scheduled', 'deferred', 'success']

export const byUrgency = (left: State, right: State): number => (urgency.indexOf(left ?? '') + 99) % 99 - ((urgency.indexOf(right ?? '') + 99) % 99)

export const isUnfinished = (state: State): boolean => state === null || ['scheduled', 'queued', 'running', 'restarting', 'up_for_retry', 'up_for_reschedule', 'deferred', 'awaiting_input'].includes(state)

const kinds: Record<string, () => string> = {
  manual: () => t('manual'),
  scheduled: () => t('by schedule'),
  backfill: () => t('backfill'),
  asset_triggered: () => t('by assets'),
  operator_triggered: () => t('by a task'),
  asset_materialization: () => t('to make an asset'),
}

/** What a run was made by. */
export const kindName = (kind: string): string => kinds[kind]?.() ?? kind.replaceAll('_', ' ')
