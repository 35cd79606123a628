import { Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

/** The one heading of a page, and the name of its tab. */
export function PageTitle({ name, children }: { name: string; children?: ReactNode }) {
  useDocumentTitle(`${name} · Airflow.NET`)
  return (
    <Title order={1} size="h3" className="page-title">
      {children ?? name}
    </Title>
  )
}
