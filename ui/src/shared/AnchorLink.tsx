import { Anchor, type AnchorProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import { forwardRef, type AnchorHTMLAttributes } from 'react'

type Props = AnchorProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps>

const Plain = forwardRef<HTMLAnchorElement, Props>((props, ref) => <Anchor ref={ref} inherit={props.size === undefined} {...props} />)
Plain.displayName = 'PlainAnchor'

/** A link to a page of this application, checked against its routes. */
export const AnchorLink = createLink(Plain)
