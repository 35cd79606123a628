import { expect, it } from 'vitest'
import { lasted } from './lasted'

const at = (second: number) => new Date(second * 1000).toISOString()

it('tells waiting from running', () => expect(lasted({ queued_when: at(10), start_date: at(12), end_date: at(20), duration: 7.5 }, 0)).toEqual({ waited: 2, ran: 7.5 }))

it('counts what runs until now', () => expect(lasted({ queued_when: at(10), start_date: at(12), end_date: null, duration: null }, 15_000)).toEqual({ waited: 2, ran: 3 }))

it('never waits backwards, as after a deferral', () => expect(lasted({ queued_when: at(30), start_date: at(12), end_date: at(40), duration: 28 }, 0).waited).toBe(0))
