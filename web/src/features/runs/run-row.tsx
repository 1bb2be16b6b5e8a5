/** One run in a row: how it ended, in a sentence, with its counts, bytes and time. */
import type { Run } from '@pcu/contract'
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconEye,
  IconPlayerStop
} from '@tabler/icons-react'
import { Since } from '../../ui/time/moment.tsx'
import { durationText, sizeText } from '../../ui/words/numbers.ts'
import classes from './run-row.module.css'
import { runsText } from './text.ts'

const icons: Record<Run['outcome'], typeof IconCircleCheck> = {
  running: IconCircleDashed,
  done: IconCircleCheck,
  partial: IconAlertTriangle,
  skipped: IconCircleMinus,
  failed: IconAlertCircle,
  stopped: IconPlayerStop
}

const isPreview = ({ dryRun, outcome }: Run): boolean => dryRun && outcome === 'done'
const iconOf = (run: Run) => (isPreview(run) ? IconEye : icons[run.outcome])
/** How it ended, in a word. */
export const outcomeOf = (run: Run): string => (isPreview(run) ? runsText.preview : runsText.outcome[run.outcome])

/** What was moved, or for a preview what would have been, as short phrases. */
export function amountsOf({ dryRun, planned, done }: Run): readonly string[] {
  const into = dryRun ? planned.promote : done.promoted
  const home = dryRun ? planned.evict : done.evicted
  const phrases = [
    into.units > 0 ? runsText.in(into.units, sizeText(into.bytes)) : '',
    home.units > 0 ? runsText.out(home.units, sizeText(home.bytes)) : '',
    done.failed.units > 0 ? runsText.failed(done.failed.units) : '',
    done.stoodBack.units > 0 ? runsText.stoodBack(done.stoodBack.units) : ''
  ].filter((phrase) => phrase !== '')
  return phrases.length === 0 ? [runsText.nothing] : phrases
}

/** How long it took; nothing while it runs. */
export const tookOf = ({ startedAt, finishedAt }: Run): readonly string[] =>
  finishedAt === null ? [] : [runsText.took(durationText(finishedAt - startedAt))]

/** A row that opens its run. */
export function RunRow({ run, open }: { readonly run: Run; readonly open: () => void }) {
  const Icon = iconOf(run)
  const facts = [...amountsOf(run), ...tookOf(run)]
  return (
    <li>
      <button type="button" className={classes.run} data-outcome={run.outcome} onClick={open}>
        <Icon className={classes.icon} size={18} aria-hidden="true" />
        <span className={classes.what}>
          <span className={classes.sentence}>
            <span className={classes.outcome}>{outcomeOf(run)}.</span> <bdi>{run.sentence}</bdi>
          </span>
          <span className={classes.facts}>{facts.join(' · ')}</span>
        </span>
        <span className={classes.when}>
          <Since at={run.startedAt} />
          <span>{runsText.trigger[run.trigger]}</span>
        </span>
      </button>
    </li>
  )
}
