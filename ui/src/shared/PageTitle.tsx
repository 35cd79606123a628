import { Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { usePart } from './part'
import { useSession } from './session'

/** The one heading of a page, and the name of its tab; of what stands beside a page, a heading below that. */
export function PageTitle({ name, children }: { name: string; children?: ReactNode }) {
  const isPart = usePart() !== ''
  return isPart ? (
    <Title order={2} size="h4" className="page-title">
      {children ?? name}
    </Title>
  ) : (
    <Heading name={name}>{children}</Heading>
  )
}

function Heading({ name, children }: { name: string; children?: ReactNode }) {
  useDocumentTitle(`${name} · ${useSession().data?.instance_name ?? 'Airflow.NET'}`)
  return (
    <Title order={1} size="h3" className="page-title">
      {children ?? name}
    </Title>
  )
}
