/** Why a title is where it is, slid in from the side of whatever page it was asked on; as wide as the window on a phone. */
import type { Why, WhyUnit } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { whyQuery } from '../../api/queries.ts'
import { SideDialog } from '../../ui/dialog.tsx'
import { Title } from '../../ui/name.tsx'
import { ExactTime } from '../../ui/time/moment.tsx'
import { Poster } from '../../ui/title/poster.tsx'
import { WhyLink } from '../../ui/title/why-link.tsx'
import { Pins, VersionPins } from './pins.tsx'
import { Show } from './show.tsx'
import { whyText } from './text.ts'
import { Unit } from './unit.tsx'
import classes from './why.module.css'

interface WhyDrawerProps {
  /** What is asked about; the last question while it closes. */
  readonly ask: string
  readonly opened: boolean
  readonly close: () => void
}

/** Escape, the cross and a press beside it close it. */
export function WhyDrawer({ ask, opened, close }: WhyDrawerProps) {
  return (
    <SideDialog title={whyText.title} opened={opened} close={close}>
      <Answer key={ask} ask={ask} />
    </SideDialog>
  )
}

function Answer({ ask }: { readonly ask: string }) {
  const query = useQuery(whyQuery(ask))
  return (
    <Loaded query={query} lines={6}>
      {(why) => <Told why={why} />}
    </Loaded>
  )
}

const pinsOf = ({ target, units }: Extract<Why, { kind: 'title' }>, { plexFile }: WhyUnit): ReactNode => {
  const ratingKey = target?.ratingKey ?? null
  if (ratingKey === null || plexFile === null) return null
  return <VersionPins ratingKey={ratingKey} file={plexFile} isOneOfSeveral={units.length > 1} />
}

function Told({ why }: { readonly why: Why }) {
  if (why.kind === 'several' || why.kind === 'none') return <Choices why={why} />
  return (
    <div className={classes.answer}>
      <div className={classes.top}>
        {why.target === null ? null : <Poster ratingKey={why.target.posterKey} size="medium" />}
        <div className={classes.lead}>
          <h3 className={classes.name}>
            <Title text={why.title} whole />
          </h3>
          <p className={classes.quiet}>
            {whyText.asOf}: <ExactTime at={why.asOf} />
          </p>
          {why.notes.map((note) => (
            <p key={note} className={classes.note}>
              <bdi>{note}</bdi>
            </p>
          ))}
          {why.others === 0 ? null : <p className={classes.quiet}>{whyText.others(why.others)}</p>}
        </div>
        {why.target === null ? null : (
          <div className={classes.held}>
            <Pins target={why.target} />
          </div>
        )}
      </div>
      {why.kind === 'show' ? (
        <Show why={why} />
      ) : (
        why.units.map((unit, n) => (
          <Unit
            key={unit.unit}
            unit={unit}
            wanted={why.wanted}
            heading={why.units.length === 1 ? undefined : whyText.version(n + 1)}
            pins={pinsOf(why, unit)}
          />
        ))
      )}
    </div>
  )
}

function Choices({ why }: { readonly why: Extract<Why, { kind: 'several' | 'none' }> }) {
  return (
    <div className={classes.answer}>
      <p className={classes.verdict}>
        <bdi>{why.sentence}</bdi>
      </p>
      <ul className={classes.list}>
        {why.choices.map(({ title, section, ask }) => (
          <li key={ask} className={classes.choice}>
            <span>
              <Title text={title} /> <span className={classes.quiet}>{section}</span>
            </span>
            <WhyLink ask={ask} title={title} />
          </li>
        ))}
      </ul>
    </div>
  )
}
