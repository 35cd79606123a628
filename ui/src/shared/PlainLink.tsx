import type { AnchorHTMLAttributes } from 'react'

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
}

/**
 * A link to a page of this application, for where there are hundreds: nothing but the element. What is around all pages has the click go to the page without
 * loading everything anew.
 */
export function PlainLink({ className, ...props }: Props) {
  return <a data-inside className={className ?? 'plain-link'} {...props} />
}

/** Where a click on such a link leads; null: it is not one, or is for the browser itself (another tab, a download). */
export function insideTarget(event: Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'defaultPrevented' | 'target'>): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  return (event.target as Element | null)?.closest?.('a[data-inside]')?.getAttribute('href') ?? null
}
