/** One version of a title: the verdict first, then everything it was made of. */
import type { WhyUnit } from '@pcu/contract'
import type { ReactNode } from 'react'
import { Path } from '../../ui/name.tsx'
import { ExactTime } from '../../ui/time/moment.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import { Changes } from './changes.tsx'
import { Rank, Room } from './facts.tsx'
import { Part } from './part.tsx'
import { Rules } from './rules.tsx'
import { whyText } from './text.ts'
import classes from './why.module.css'

interface UnitProps {
  readonly unit: WhyUnit
  /** How many titles the last plan ranked. */
  readonly wanted: number
  /** Only where there are several versions. */
  readonly heading: string | undefined
  /** Pins of this version alone. */
  readonly pins: ReactNode
}

/** All of it. */
export function Unit({ unit, wanted, heading, pins }: UnitProps) {
  return (
    <>
      {heading === undefined ? null : <h3 className={classes.version}>{heading}</h3>}
      <div className={classes.verdict}>
        <span className={classes.state} data-state={unit.state}>
          {whyText.states[unit.state]}
        </span>
        <p>
          <bdi>{unit.sentence}</bdi>
        </p>
      </div>
      {pins}
      <Changes unit={unit} />
      <Wants unit={unit} />
      <Rank unit={unit} wanted={wanted} />
      <Rules verdicts={unit.verdicts} />
      <Room unit={unit} />
      <Files unit={unit} />
      <Timeline unit={unit} />
    </>
  )
}

type Of = { readonly unit: WhyUnit }

function Wants({ unit: { wants, near } }: Of) {
  return (
    <Part title={whyText.wants}>
      {wants.length === 0 ? <p>{whyText.nobody}</p> : null}
      <ul className={classes.list}>
        {wants.map(({ person, source, because }) => (
          <li key={`${person} ${source} ${because.sentence}`} className={classes.want}>
            <bdi className={classes.person}>{person}</bdi>
            <bdi>{because.sentence}</bdi>
            <bdi className={classes.quiet}>{source}</bdi>
          </li>
        ))}
        {near.map(({ person, sentence }) => (
          <li key={`${person} ${sentence}`} className={classes.quiet}>
            <bdi>{sentence}</bdi>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Files({ unit: { files, cachedSince } }: Of) {
  return (
    <Part title={whyText.files}>
      {cachedSince === null ? null : (
        <p className={classes.quiet}>
          {whyText.since} <ExactTime at={cachedSince} />
        </p>
      )}
      <ul className={classes.list}>
        {files.map(({ path, place, tier, sizeBytes }) => (
          <li key={path} className={classes.file}>
            <Path text={path} />
            <p className={classes.quiet}>
              {whyText.tiers[tier]}
              {sizeBytes === null ? '' : ` · ${sizeText(sizeBytes)}`}
              {place === null ? null : ` · ${whyText.place} `}
              {place === null ? null : <Path text={place} />}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Timeline({ unit: { timeline } }: Of) {
  return (
    <Part title={whyText.timeline}>
      {timeline.length === 0 ? <p className={classes.quiet}>{whyText.noTimeline}</p> : null}
      <ol className={classes.timeline}>
        {timeline.map(({ at, what, sentence, run }) => (
          <li key={`${at} ${what} ${sentence}`} data-what={what}>
            <bdi>{sentence}</bdi>
            <p className={classes.quiet}>
              <ExactTime at={at} />
              {run === null ? '' : ` · ${whyText.run(run)}`}
            </p>
          </li>
        ))}
      </ol>
    </Part>
  )
}
