import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

/** What turns Markdown into elements comes with the first text that has any. */
async function writer(): Promise<(text: string) => string> {
  const [{ marked }, { default: purify }] = await Promise.all([import('marked'), import('dompurify')])
  return (text) => purify.sanitize(marked.parse(text, { async: false, gfm: true, breaks: true }), { USE_PROFILES: { html: true }, FORBID_TAGS: ['style', 'form', 'input', 'button'], FORBID_ATTR: ['style', 'id', 'class', 'name'] })
}

/** A text that somebody wrote in Markdown; nothing in it can run, and until it can be laid out it is shown as it is. */
export function Markdown({ text }: { text: string }) {
  const written = useQuery({ queryKey: ['markdown'], queryFn: writer })
  const html = useMemo(() => written.data?.(text), [written.data, text])
  if (html === undefined) return <div className="wrap">{text}</div>
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />
}
