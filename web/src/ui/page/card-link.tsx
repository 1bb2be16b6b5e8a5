/** At the right of a card's heading: the way to the page that holds all of what the card shows a part of. */
import { IconChevronRight } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './card-link.module.css'

interface CardLinkProps {
  readonly to: NonNullable<LinkProps['to']>
  /** What narrows that page. */
  readonly search?: LinkProps['search']
  readonly children: string
}

/** A link in a few words. */
export function CardLink({ to, search, children }: CardLinkProps) {
  return (
    <Link to={to} {...(search === undefined ? {} : { search })} className={classes.link}>
      {children}
      <IconChevronRight size={16} aria-hidden="true" />
    </Link>
  )
}
