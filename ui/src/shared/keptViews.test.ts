import { beforeEach, describe, expect, it } from 'vitest'
import { dropView, keepView, readViews, searchOf } from './keptViews'

describe('views that are kept', () => {
  beforeEach(() => localStorage.clear())

  it('are of their list, by name, the last of a name', () => {
    keepView('/dags', { name: 'b', search: { q: 'old' } })
    keepView('/dags', { name: 'a', search: {} })
    keepView('/dags', { name: 'b', search: { q: 'new' } })
    expect(readViews('/dags')).toEqual([{ name: 'a', search: {} }, { name: 'b', search: { q: 'new' } }])
    expect(readViews('/dag_runs')).toEqual([])
    expect(dropView('/dags', 'a').map((view) => view.name)).toEqual(['b'])
  })

  it('do without what somebody else wrote there', () => {
    localStorage.setItem('views /dags', '{"not": "a list"}')
    expect(readViews('/dags')).toEqual([])
    localStorage.setItem('views /dags', 'no JSON')
    expect(readViews('/dags')).toEqual([])
  })

  it('hold filters and order, not the page', () => expect(searchOf({ q: 'x', page: '3', order: '-id', tag: undefined, state: '' })).toEqual({ q: 'x', order: '-id' }))
})
