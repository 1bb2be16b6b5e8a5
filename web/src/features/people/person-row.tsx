/** One person: who they are, where each of their wishes comes from and how old it is, and switches for both. */
import { Switch } from '@mantine/core'
import type { PersonStatus } from '@pcu/contract'
import { IconAlertTriangle, IconMoon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Title } from '../../ui/name.tsx'
import { Since } from '../../ui/time/moment.tsx'
import classes from './people.module.css'
import { PinForm } from './pin-form.tsx'
import { peopleText } from './text.ts'
import type { Choices } from './use-choices.ts'

interface PersonProps {
  readonly person: PersonStatus
  readonly choices: Choices
  /** On a page of their own, which names them already. */
  readonly isAlone?: boolean
}

/** A row. */
export function PersonRow({ person, choices, isAlone = false }: PersonProps) {
  const { isIdle } = person
  return (
    <li className={classes.person} data-idle={isIdle || undefined}>
      <Head person={person} isAlone={isAlone} />
      {isIdle ? (
        <p className={classes.idleMeans}>
          <IconMoon size={16} aria-hidden="true" />
          {peopleText.idleMeans}
        </p>
      ) : null}
      <div className={classes.sources}>
        <Source person={person} choices={choices} what="onDeck" />
        <Source person={person} choices={choices} what="watchlist" />
      </div>
      <PinForm person={person} choices={choices} />
    </li>
  )
}

function Head({ person, isAlone }: { readonly person: PersonStatus; readonly isAlone: boolean }) {
  const { id, name, kind, lastActiveAt, isIdle } = person
  return (
    <div className={classes.head}>
      <h3 className={classes.name}>
        {isAlone ? (
          <Title text={name} />
        ) : (
          <Link to="/users/$person" params={{ person: id }} title={peopleText.open(name)}>
            <Title text={name} />
          </Link>
        )}
      </h3>
      <span className={classes.kind}>{peopleText.kinds[kind]}</span>
      {isIdle ? <span className={classes.idle}>{peopleText.idle}</span> : null}
      <span className={classes.seen}>
        {lastActiveAt === null ? (
          peopleText.neverSeen
        ) : (
          <>
            {peopleText.seen} <Since at={lastActiveAt} />
          </>
        )}
      </span>
    </div>
  )
}

const parts = {
  onDeck: { label: peopleText.onDeck, sentence: 'deckSentence', heard: 'deckHeard' },
  watchlist: { label: peopleText.watchlist, sentence: 'watchlistSentence', heard: 'watchlistHeard' }
} as const

function Source({ person, choices, what }: PersonProps & { readonly what: keyof typeof parts }) {
  const { label, sentence, heard } = parts[what]
  const sending = choices.sendingFor(person)
  const isOn = sending?.[what] ?? person[what]
  return (
    <div className={classes.source}>
      <Switch
        size="sm"
        label={label}
        aria-label={peopleText.counts(label, person.name)}
        checked={isOn}
        disabled={sending !== null}
        onChange={(event) => choices.choose(person, { [what]: event.currentTarget.checked })}
      />
      {person.isIdle ? null : (
        <div className={classes.words}>
          <p>
            <bdi>{person[sentence]}</bdi>
          </p>
          {isOn ? <Heard heard={person[heard]} /> : null}
        </div>
      )}
    </div>
  )
}

function Heard({ heard }: { readonly heard: PersonStatus['deckHeard'] }) {
  if (heard === null) return null
  const { at, silence } = heard
  if (silence === null) {
    return at === null ? null : (
      <p className={classes.heard}>
        {peopleText.heard} <Since at={at} />
      </p>
    )
  }
  return (
    <div className={classes.silent}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <p>
        {peopleText.silent}: <bdi>{silence}</bdi>.{' '}
        {at === null ? (
          peopleText.nothingKnown
        ) : (
          <>
            {peopleText.stands} <Since at={at} />.
          </>
        )}
      </p>
    </div>
  )
}
