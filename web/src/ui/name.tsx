/** Names and paths that others chose: shown as text, kept in their own writing direction, wrapped or clamped. */
import { IconArrowRight } from '@tabler/icons-react'
import classes from './name.module.css'
import { uiText } from './text.ts'

/** A title; two lines at most unless `whole`. */
export function Title({ text, whole = false }: { readonly text: string; readonly whole?: boolean }) {
  return (
    <bdi className={classes.title} data-whole={whole || undefined}>
      {text}
    </bdi>
  )
}

/** A path or file name, in a typewriter's hand, broken anywhere. */
export function Path({ text }: { readonly text: string }) {
  return (
    <code className={classes.path}>
      <bdi>{text}</bdi>
    </code>
  )
}

/** From where to where, each on its own line. */
export function Way({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <div className={classes.way}>
      <Path text={from} />
      <IconArrowRight size={12} role="img" aria-label={uiText.to} />
      <Path text={to} />
    </div>
  )
}
