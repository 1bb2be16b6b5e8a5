/** For the very first visit: whoever sets the password is the administrator. */
import { Button } from '@mantine/core'
import { shortestPassword } from '@pcu/contract'
import { type FormEvent, useId, useState } from 'react'
import classes from './door.module.css'
import { Field } from './field.tsx'
import { accessText as text } from './text.ts'
import { useEnter } from './use-enter.ts'

const troubleOf = (password: string, again: string): string | undefined => {
  if ([...password].length < shortestPassword) return text.setUp.short(shortestPassword)
  return password === again ? undefined : text.setUp.differs
}

export function FirstSetUp() {
  const { mutate, isPending, error } = useEnter()
  const [name, setName] = useState('admin')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const hint = useId()
  const trouble = troubleOf(password, again)
  const told = tried ? (trouble ?? error?.message) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (trouble === undefined && !isPending) mutate({ what: 'set-up', body: { name, password } })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <h1 className={classes.title}>{text.setUp.title}</h1>
      <p className={classes.lead}>{text.setUp.lead}</p>
      <Field label={text.fields.name} type="text" autoComplete="username" value={name} change={setName} />
      <Field
        label={text.fields.password}
        type="password"
        autoComplete="new-password"
        value={password}
        change={setPassword}
        describedBy={hint}
        focus
      />
      <p id={hint} className={classes.quiet}>
        {text.setUp.hint(shortestPassword)}
      </p>
      <Field label={text.setUp.repeat} type="password" autoComplete="new-password" value={again} change={setAgain} />
      {told === undefined ? null : (
        <p className={classes.trouble} role="alert">
          {told}
        </p>
      )}
      <Button type="submit" fullWidth aria-disabled={isPending} data-disabled={isPending}>
        {text.setUp.send}
      </Button>
    </form>
  )
}
