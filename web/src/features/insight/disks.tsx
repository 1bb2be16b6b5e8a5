/** What is known of the disks: what each does now, and did in the last 24 hours. */
import type { DiskState, Insight } from '@pcu/contract'
import { IconBolt, IconEyeOff, IconMoon, IconPlayerPause, IconQuestionMark } from '@tabler/icons-react'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Path } from '../../ui/name.tsx'
import { durationText, momentText } from '../../ui/words/numbers.ts'
import classes from './disks.module.css'
import { Figure } from './figure.tsx'
import { piecesOf } from './pieces.ts'
import { insightText } from './text.ts'

const text = insightText.disks
const DAY_MS = 24 * 3_600_000

type Disk = Insight['disks'][number]

const icons = {
  awake: IconBolt,
  asleep: IconMoon,
  quiet: IconPlayerPause,
  flash: IconEyeOff,
  unknown: IconQuestionMark
} satisfies Record<DiskState, typeof IconBolt>

/** The card. */
export function Disks({ insight }: { readonly insight: Insight }) {
  const { disks, now, timeZone } = insight
  if (disks.length === 0)
    return (
      <Card title={text.title}>
        <Empty sentence={text.none} />
      </Card>
    )
  const isKnown = disks.some(
    ({ state, course }) => state !== 'unknown' || course.some((one) => one.state !== 'unknown')
  )
  return (
    <Figure
      title={text.title}
      sentences={[text.about, ...(isKnown ? [] : [text.unknownHere])]}
      table={{
        columns: [text.disk, text.state, text.from],
        rows: disks.flatMap(({ path, state, course }) =>
          (course.length === 0 ? [{ at: null, state }] : course.toReversed()).map((one) => ({
            key: `${path} ${one.at}`,
            cells: [
              <bdi key="path">{path}</bdi>,
              text.states[one.state],
              one.at === null ? '–' : momentText(one.at, timeZone)
            ]
          }))
        )
      }}
    >
      <ul className={classes.disks}>
        {disks.map((disk) => (
          <OneDisk key={disk.path} disk={disk} now={now} />
        ))}
      </ul>
    </Figure>
  )
}

function OneDisk({ disk: { path, state, course }, now }: { readonly disk: Disk; readonly now: number }) {
  const Icon = icons[state]
  const pieces = piecesOf(course, now)
  const told = pieces.map((piece) => text.lasting(text.states[piece.state], durationText(piece.lengthMs)))
  return (
    <li className={classes.disk}>
      <Path text={path} />
      <span className={classes.state} title={text.about_[state]}>
        <Icon size={16} aria-hidden="true" /> {text.states[state]}
      </span>
      <div className={classes.strip} role="img" aria-label={text.spoken(path, text.states[state], told.join(', '))}>
        {pieces.map((piece) => (
          <div
            key={piece.at}
            className={classes.piece}
            data-state={piece.state}
            style={{ flexGrow: piece.lengthMs / DAY_MS }}
          />
        ))}
      </div>
    </li>
  )
}
