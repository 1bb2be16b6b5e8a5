/** Moves that came to their end while the page was open, so that a finished row does not simply vanish. */

import { IconAlertCircle, IconCircleCheck, IconHandStop } from '@tabler/icons-react'
import { lately, type MoveEnd } from '../../live/live.ts'
import { useStore } from '../../live/store.ts'
import { Title } from '../../ui/name.tsx'
import { Since } from '../../ui/time/moment.tsx'
import { WhyLink } from '../../ui/title/why-link.tsx'
import { durationText, sizeText } from '../../ui/words/numbers.ts'
import classes from './lately.module.css'
import { movesText } from './text.ts'

const icons = { 'move.finished': IconCircleCheck, 'move.failed': IconAlertCircle, 'move.stood-back': IconHandStop }

function outcomeOf(end: MoveEnd): string {
  switch (end.type) {
    case 'move.finished':
      return `${movesText.ended[end.move.direction]}: ${movesText.size(sizeText(end.move.bytesTotal), durationText(end.tookMs))}`
    case 'move.failed':
      return `${movesText.failed}: ${end.sentence}`
    case 'move.stood-back':
      return end.because.sentence
  }
}

/** The last few, newest first; nothing until there is one. */
export function Lately() {
  const ends = useStore(lately)
  if (ends.length === 0) return null
  return (
    <div className={classes.lately}>
      <h3 className={classes.title}>{movesText.lately}</h3>
      <ul className={classes.list}>
        {ends.map((end) => (
          <End key={end.id} end={end} />
        ))}
      </ul>
    </div>
  )
}

function End({ end }: { readonly end: MoveEnd }) {
  const Icon = icons[end.type]
  return (
    <li className={classes.end} data-type={end.type}>
      <Icon className={classes.icon} size={18} aria-hidden="true" />
      <div className={classes.words}>
        <Title text={end.move.title} />
        <p className={classes.outcome}>
          <bdi>{outcomeOf(end)}</bdi> · <Since at={end.at} /> · <WhyLink ask={end.move.unit} title={end.move.title} />
        </p>
      </div>
    </li>
  )
}
