/** Reasons as they arrived, already worded: the most telling one first, the others quieter. */
import classes from './sentences.module.css'

interface Said {
  readonly sentence: string
}

/** Each sentence on its own line; a very long one is clamped unless `whole`. */
export function Sentences({ because, whole = false }: { readonly because: readonly Said[]; readonly whole?: boolean }) {
  return (
    <ul className={classes.list} data-whole={whole || undefined}>
      {because.map(({ sentence }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two reasons may say the same, and their order is their identity
        <li key={at} className={classes.sentence}>
          <bdi>{sentence}</bdi>
        </li>
      ))}
    </ul>
  )
}
