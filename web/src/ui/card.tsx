/** The frame of every part of the page: a heading, what goes with it, and a body that may fail alone. */
import { type ReactNode, useId } from 'react'
import classes from './card.module.css'
import { FailsAlone } from './fails-alone.tsx'

interface CardProps {
  readonly title: string
  /** A few words beside the heading: a count, a size, a moment. */
  readonly aside?: ReactNode
  /** Controls at the right of the heading. */
  readonly controls?: ReactNode
  readonly children: ReactNode
}

/** A part of the page under its own heading. */
export function Card({ title, aside, controls, children }: CardProps) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside === undefined ? null : <div className={classes.aside}>{aside}</div>}
        {controls === undefined ? null : <div className={classes.controls}>{controls}</div>}
      </header>
      <FailsAlone>{children}</FailsAlone>
    </section>
  )
}
