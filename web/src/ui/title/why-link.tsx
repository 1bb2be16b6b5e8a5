/** The way to why something is where it is, from wherever it is named. */
import { Link } from '@tanstack/react-router'
import { uiText } from '../text.ts'
import classes from './why-link.module.css'

interface WhyLinkProps {
  /** What is asked about, as the server takes it: `key:` with a ratingKey, or the path of a file. */
  readonly ask: string
  /** What it is called. */
  readonly title: string
}

const mostLetters = 100

/** Opens on the page where it stands. */
export function WhyLink({ ask, title }: WhyLinkProps) {
  return (
    <Link
      to="."
      search={(here) => ({ ...here, why: ask })}
      resetScroll={false}
      preload={false}
      className={classes.link}
      aria-label={uiText.whyOf(title.slice(0, mostLetters))}
    >
      {uiText.why}
    </Link>
  )
}
