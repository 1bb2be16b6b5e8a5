/** The PIN of a member of the Home: asked for where Plex wants one, and forgotten on demand. It is never shown. */
import { Button, TextInput } from '@mantine/core'
import type { PersonStatus } from '@pcu/contract'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import classes from './people.module.css'
import { peopleText } from './text.ts'
import type { Choices } from './use-choices.ts'

interface PinProps {
  readonly person: PersonStatus
  readonly choices: Choices
}

const form = /^\d{4,8}$/u

/** Nothing where nobody is asked for a PIN. */
export function PinForm({ person, choices }: PinProps) {
  if (person.pin === 'none') return null
  return person.pin === 'kept' ? (
    <Kept person={person} choices={choices} />
  ) : (
    <Wanted person={person} choices={choices} />
  )
}

function Kept({ person, choices }: PinProps) {
  return (
    <div className={classes.pinKept}>
      <IconLock size={16} aria-hidden="true" />
      <span>{peopleText.pinKept}</span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={peopleText.forgetPinOf(person.name)}
        disabled={choices.sendingFor(person) !== null}
        onClick={() => choices.choose(person, { pin: null })}
      >
        {peopleText.forgetPin}
      </Button>
    </div>
  )
}

function Wanted({ person, choices }: PinProps) {
  const [pin, setPin] = useState('')
  const isFine = form.test(pin)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!isFine) return
    choices.choose(person, { pin })
    setPin('')
  }
  const why = person.pin === 'refused' ? peopleText.pinRefused(person.name) : peopleText.pinWanted(person.name)
  return (
    <form className={classes.pin} data-refused={person.pin === 'refused' || undefined} onSubmit={send}>
      <p>{why}</p>
      <div className={classes.pinInput}>
        <TextInput
          type="password"
          aria-label={peopleText.pin(person.name)}
          placeholder={peopleText.pinForm}
          autoComplete="off"
          inputMode="numeric"
          maxLength={8}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={!isFine}
          loading={choices.sendingFor(person)?.pin !== undefined}
        >
          {peopleText.keepPin}
        </Button>
      </div>
    </form>
  )
}
