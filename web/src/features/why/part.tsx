/** A part of the answer below its heading, with a word beside it where one says more at a glance. */
import type { ReactNode } from 'react'
import classes from './why.module.css'

interface PartProps {
  readonly title: string
  readonly aside?: string | undefined
  readonly children: ReactNode
}

/** Told apart by a line. */
export function Part({ title, aside, children }: PartProps) {
  return (
    <section className={classes.part}>
      <div className={classes.partHead}>
        <h4>{title}</h4>
        {aside === undefined ? null : <span className={classes.quiet}>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
