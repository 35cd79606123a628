export interface Reference {
  dag_id: string
  task_id?: string
}

export interface Asset {
  id: number
  name: string
  uri: string
  group: string
  extra: Record<string, unknown>
  created_at: string
  scheduled_dags: Reference[]
  producing_tasks: Reference[]
  consuming_tasks: Reference[]
  aliases: { name: string }[]
  watchers: { name: string }[]
  last_asset_event: { timestamp: string | null } | null
}

/** Whether a DAG still makes it, reads it or waits for it. */
export const isNamed = (asset: Asset): boolean => asset.scheduled_dags.length + asset.producing_tasks.length + asset.consuming_tasks.length > 0
