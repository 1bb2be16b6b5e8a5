/** One version of a title: the verdict first, then everything it was made of. */
import type { WhyUnit } from '@pcu/contract'
import type { ReactNode } from 'react'
import { Path } from '../../ui/name.tsx'
import { ExactTime } from '../../ui/time/moment.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import { Rules } from './rules.tsx'
import { whyText } from './text.ts'
import classes from './why.module.css'

interface UnitProps {
  readonly unit: WhyUnit
  /** How many titles the last plan ranked. */
  readonly wanted: number
  /** Only where there are several versions. */
  readonly heading: string | undefined
}

/** All of it. */
export function Unit({ unit, wanted, heading }: UnitProps) {
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

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h4>{title}</h4>
      {children}
    </section>
  )
}

type Of = { readonly unit: WhyUnit }

function Changes({ unit: { changes, wouldDisplace } }: Of) {
  if (changes.length === 0) return null
  return (
    <Part title={whyText.changes}>
      <ul className={classes.list}>
        {changes.map(({ kind, setting, value, sentence }) => (
          <li key={`${kind} ${sentence}`}>
            <bdi>{sentence}</bdi>
            {setting === null || value === null ? null : <code> {whyText.setting(setting, value)}</code>}
          </li>
        ))}
      </ul>
      {wouldDisplace.length === 0 ? null : (
        <p className={classes.quiet}>
          {whyText.displaced}: <bdi>{wouldDisplace.join(', ')}</bdi>
        </p>
      )}
    </Part>
  )
}

function Wants({ unit: { wants, near } }: Of) {
  return (
    <Part title={whyText.wants}>
      {wants.length === 0 ? <p>{whyText.nobody}</p> : null}
      <ul className={classes.list}>
        {wants.map(({ person, source, because }) => (
          <li key={`${person} ${source} ${because.sentence}`}>
            <bdi>{because.sentence}</bdi>
            <p className={classes.quiet}>
              <bdi>{whyText.wantedBy(person, source)}</bdi>
            </p>
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

function Rank({ unit: { decision }, wanted }: Of & { readonly wanted: number }) {
  if (decision === null || decision.rank === null) return null
  return (
    <Part title={whyText.rank}>
      <p>{whyText.rankOf(decision.rank, wanted)}</p>
      <dl className={classes.facts}>
        {decision.score
          .filter(({ points }) => points !== 0)
          .map(({ name, points }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{whyText.points(points)}</dd>
            </div>
          ))}
      </dl>
    </Part>
  )
}

function Room({ unit: { limits } }: Of) {
  const rows = [
    [whyText.need, limits.needBytes],
    [whyText.free, limits.freeBytes],
    [whyText.floor, limits.floorBytes],
    [whyText.ours, limits.ownedBytes],
    [whyText.budget, limits.budgetBytes]
  ] as const
  return (
    <Part title={whyText.room}>
      <dl className={classes.facts}>
        {rows.map(([name, bytes]) =>
          bytes === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{sizeText(bytes)}</dd>
            </div>
          )
        )}
      </dl>
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
          <li key={path}>
            <Path text={path} />
            {place === null ? null : <Path text={place} />}
            <p className={classes.quiet}>
              {whyText.tiers[tier]}
              {sizeBytes === null ? '' : ` · ${sizeText(sizeBytes)}`}
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
          <li key={`${at} ${what} ${sentence}`}>
            <p className={classes.quiet}>
              <ExactTime at={at} />
              {run === null ? '' : ` · ${whyText.run(run)}`}
            </p>
            <bdi>{sentence}</bdi>
          </li>
        ))}
      </ol>
    </Part>
  )
}
