/** The heading of a page: what it is for in a few words. It takes the focus when the page is come to. */
import type { ReactNode } from 'react'
import classes from './page-head.module.css'

interface PageHeadProps {
  readonly title: string
  /** One sentence about what is found here. */
  readonly about: string
  readonly children?: ReactNode
}

/** Stands first on every page. */
export function PageHead({ title, about, children }: PageHeadProps) {
  return (
    <div className={classes.head}>
      <h1 className={classes.title} tabIndex={-1}>
        {title}
      </h1>
      <p className={classes.about}>{about}</p>
      {children}
    </div>
  )
}
