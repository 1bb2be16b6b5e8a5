/** At the right of a card's heading: the way to the page that holds all of what the card shows a part of. */
import { IconChevronRight } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './card-link.module.css'

/** A link in a few words. */
export function CardLink({ to, children }: { readonly to: NonNullable<LinkProps['to']>; readonly children: string }) {
  return (
    <Link to={to} className={classes.link}>
      {children}
      <IconChevronRight size={16} aria-hidden="true" />
    </Link>
  )
}
