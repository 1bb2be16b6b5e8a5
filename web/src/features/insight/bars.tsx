/** Horizontal bars with their names and numbers beside them; the lengths only repeat what the numbers say. */
import type { ReactNode } from 'react'
import classes from './bars.module.css'

/** One bar. */
export interface BarRow {
  readonly key: string
  readonly name: ReactNode
  readonly about?: string | undefined
  /** What is said of it in numbers. */
  readonly value: string
  /** Of the whole length, 0 to 1. */
  readonly share: number
}

/** Bars below each other. */
export function Bars({ rows }: { readonly rows: readonly BarRow[] }) {
  return (
    <ul className={classes.bars}>
      {rows.map(({ key, name, about, value, share }) => (
        <li key={key} className={classes.row}>
          <span className={classes.name}>{name}</span>
          <span className={classes.value}>{value}</span>
          <span className={classes.track} aria-hidden="true">
            <span className={classes.fill} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
          </span>
          {about === undefined ? null : <span className={classes.about}>{about}</span>}
        </li>
      ))}
    </ul>
  )
}
