/** Nothing to show: says why, and what comes next. */
import type { ReactNode } from 'react'
import classes from './empty.module.css'

/** Stands where a list would be. */
export function Empty({ sentence, children }: { readonly sentence: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p>{sentence}</p>
      {children}
    </div>
  )
}
