/** Another password for the administrator. */
import { Button } from '@mantine/core'
import { type AccessState, shortestPassword } from '@pcu/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { tell } from '../../../api/client.ts'
import { keys } from '../../../api/queries.ts'
import { useAccess } from '../../../api/use-access.ts'
import { Card } from '../../../ui/card.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Field } from '../field.tsx'
import { Outcome } from './outcome.tsx'
import classes from './sessions.module.css'
import { sessionsText } from './text.ts'

const text = sessionsText.password

/** Why there is nothing to change; undefined: there is. */
const hindrance = (state: AccessState | undefined): string | undefined => {
  if (state === undefined || state.by === 'session') return undefined
  return state.mode === 'password' ? text.noPassword.other : text.noPassword[state.mode]
}

const troubleOf = ({ next, again }: typeof nothing): string | undefined => {
  if ([...next].length < shortestPassword) return text.short(shortestPassword)
  return next === again ? undefined : text.differs
}

const nothing = { current: '', next: '', again: '' }

/** The card of the password. */
export function Password() {
  const { data } = useAccess()
  const why = hindrance(data)
  return (
    <Card title={text.title}>{why === undefined ? <Form name={data?.name ?? ''} /> : <Empty sentence={why} />}</Card>
  )
}

function Form({ name }: { readonly name: string }) {
  const client = useQueryClient()
  const [typed, setTyped] = useState(nothing)
  const [tried, setTried] = useState(false)
  const changing = useMutation({
    mutationFn: ({ current, next }: typeof nothing) => tell('changePassword', { current, next }),
    gcTime: 0,
    onSuccess: () => {
      setTyped(nothing)
      setTried(false)
      void client.invalidateQueries({ queryKey: keys.sessions })
    }
  })
  const trouble = troubleOf(typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (trouble === undefined && !changing.isPending) changing.mutate(typed)
  }
  const change = (part: Partial<typeof nothing>) => setTyped({ ...typed, ...part })
  return (
    <>
      <p className={classes.about}>{text.about}</p>
      <Outcome sent={changing} />
      <form className={classes.password} onSubmit={submit}>
        {/* Password managers keep both together. */}
        <input type="hidden" autoComplete="username" name="username" value={name} readOnly />
        <Field
          label={text.current}
          type="password"
          autoComplete="current-password"
          value={typed.current}
          change={(current) => change({ current })}
        />
        <Field
          label={text.next}
          type="password"
          autoComplete="new-password"
          value={typed.next}
          change={(next) => change({ next })}
        />
        <Field
          label={text.again}
          type="password"
          autoComplete="new-password"
          value={typed.again}
          change={(again) => change({ again })}
        />
        {tried && trouble !== undefined ? (
          <p className={classes.trouble} role="alert">
            {trouble}
          </p>
        ) : null}
        <Button type="submit" variant="default" aria-disabled={changing.isPending} data-disabled={changing.isPending}>
          {text.send}
        </Button>
      </form>
    </>
  )
}
