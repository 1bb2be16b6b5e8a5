/** One thing that happened: what, to which title, why, for whom, how much and how long. */
import type { Happened, HistoryKind } from '@pcu/contract'
import {
  IconAlertCircle,
  IconArrowBackUp,
  IconBolt,
  IconClockPause,
  IconEyeCheck,
  IconHome,
  IconTool
} from '@tabler/icons-react'
import { use } from 'react'
import { Title } from '../../ui/name.tsx'
import { Since } from '../../ui/time/moment.tsx'
import { ZoneContext } from '../../ui/time/zone.ts'
import { durationText, momentText, sizeText, timeText } from '../../ui/words/numbers.ts'
import classes from './history.module.css'
import { historyText as text } from './text.ts'
import { UndoButton } from './undo.tsx'

const ICON = 18

const icons: Record<HistoryKind, typeof IconBolt> = {
  promoted: IconBolt,
  returned: IconHome,
  finished: IconEyeCheck,
  failed: IconAlertCircle,
  'stood-back': IconArrowBackUp,
  mended: IconTool,
  resolved: IconTool,
  postponed: IconClockPause
}

const lengthOf = ({ what, tookMs }: Happened): string => {
  if (tookMs === null) return ''
  return (what === 'finished' ? text.watched : text.took)(durationText(tookMs))
}

const amountsOf = (row: Happened): string =>
  [row.bytes === null ? '' : sizeText(row.bytes), lengthOf(row)].filter((part) => part !== '').join(' · ')

interface HappenedProps {
  readonly row: Happened
  /** Opens its run; left out where the run is open already. */
  readonly openRun?: (run: number) => void
  /** Where no day stands above. */
  readonly withDay?: boolean
}

/** A row. */
export function HappenedRow({ row, openRun, withDay = false }: HappenedProps) {
  const { what, title, sentence, run, id, undo } = row
  // Whoever watched it is named by the sentence.
  const people = what === 'finished' ? [] : row.people
  const Icon = icons[what]
  const amounts = amountsOf(row)
  return (
    <li className={classes.row} data-what={what}>
      <Icon className={classes.icon} size={ICON} aria-hidden="true" />
      <div className={classes.what}>
        <p className={classes.head}>
          <span className={classes.kind}>{text.kinds[what]}</span> <Title text={title} />
        </p>
        <p className={classes.soft}>
          <bdi>{sentence}</bdi>
        </p>
        <p className={classes.soft}>
          {amounts}
          {amounts !== '' && people.length > 0 ? ' · ' : null}
          {people.length === 0 ? null : <bdi>{text.forWhom(people.join(', '))}</bdi>}
        </p>
        {id === null || undo === null ? null : <UndoButton id={id} does={undo} title={title} />}
      </div>
      <div className={classes.when}>
        {withDay ? <Since at={row.at} /> : <At at={row.at} />}
        {run === null || openRun === undefined ? null : (
          <button type="button" className={classes.chip} aria-label={text.openRun(run)} onClick={() => openRun(run)}>
            {text.run(run)}
          </button>
        )}
      </div>
    </li>
  )
}

/** The day stands above. */
function At({ at }: { readonly at: number }) {
  const zone = use(ZoneContext)
  return (
    <time dateTime={new Date(at).toISOString()} title={momentText(at, zone)}>
      {timeText(at, zone)}
    </time>
  )
}
