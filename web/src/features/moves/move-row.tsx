/** One move under way: what, which way, why, and how far in bytes. Its height does not change while it goes on. */
import type { FileProgress, Move } from '@pcu/contract'
import { IconBolt, IconHome, IconTool } from '@tabler/icons-react'
import { Bar } from '../../ui/bar.tsx'
import { Path, Title, Way } from '../../ui/name.tsx'
import { Sentences } from '../../ui/sentences.tsx'
import { WhyLink } from '../../ui/title/why-link.tsx'
import { durationText, sizeText } from '../../ui/words/numbers.ts'
import classes from './move-row.module.css'
import { movesText } from './text.ts'

const SECOND_MS = 1000
const icons = { in: IconBolt, out: IconHome, mend: IconTool }
const tones = { in: 'accent', out: 'home', mend: 'home' } as const

const speedOf = ({ bytesPerSecond }: Move): string =>
  bytesPerSecond === null ? movesText.measuring : movesText.speed(sizeText(bytesPerSecond))

/** Whole seconds, so that the words change no faster than they can be read; empty until it can be told. */
const leftOf = ({ bytesDone, bytesTotal, bytesPerSecond }: Move): string => {
  if (bytesPerSecond === null || bytesPerSecond <= 0 || bytesDone >= bytesTotal) return ''
  const seconds = Math.ceil((bytesTotal - bytesDone) / bytesPerSecond)
  return movesText.left(durationText(seconds * SECOND_MS))
}

/** A move. */
export function MoveRow({ move }: { readonly move: Move }) {
  const Icon = icons[move.direction]
  const tone = tones[move.direction]
  return (
    <li className={classes.move} data-tone={tone}>
      <div className={classes.badge} aria-hidden="true">
        <Icon size={18} />
      </div>
      <div className={classes.body}>
        <div className={classes.head}>
          <Title text={move.title} />
          <span className={classes.direction}>
            {movesText.direction[move.direction]} · {move.phase} · <WhyLink ask={move.unit} title={move.title} />
          </span>
        </div>
        <Sentences because={move.because} />
        <div className={classes.bar}>
          <Bar label={movesText.progress(move.title)} done={move.bytesDone} total={move.bytesTotal} tone={tone} />
        </div>
        <p className={classes.numbers}>
          <span>{movesText.done(sizeText(move.bytesDone), sizeText(move.bytesTotal))}</span>
          <span>{speedOf(move)}</span>
          <span>{leftOf(move)}</span>
        </p>
        {move.files.length > 1 ? <Files files={move.files} tone={tone} /> : null}
        <div className={classes.way}>
          <Way from={move.from} to={move.to} />
        </div>
      </div>
    </li>
  )
}

function Files({ files, tone }: { readonly files: readonly FileProgress[]; readonly tone: 'accent' | 'home' }) {
  return (
    <ul className={classes.files}>
      {files.map((file) => (
        <li key={file.name} className={classes.file}>
          <Path text={file.name} />
          <Bar
            label={movesText.fileProgress(file.name)}
            done={file.bytesDone}
            total={file.bytesTotal}
            tone={tone}
            slim
          />
          <span className={classes.fileBytes}>
            {movesText.done(sizeText(file.bytesDone), sizeText(file.bytesTotal))}
          </span>
        </li>
      ))}
    </ul>
  )
}
