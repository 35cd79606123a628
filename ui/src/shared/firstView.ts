const KEY = 'default_dag_view'

/** The tab that a DAG opens with, as it was chosen in this browser. */
export const firstView = (): 'grid' | 'graph' => (localStorage.getItem(KEY) === 'graph' ? 'graph' : 'grid')

export const chooseFirstView = (view: 'grid' | 'graph'): void => localStorage.setItem(KEY, view)
