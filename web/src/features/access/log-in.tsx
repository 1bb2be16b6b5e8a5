/** For whoever comes back: name and password. */
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import classes from './door.module.css'
import { Field } from './field.tsx'
import { accessText as text } from './text.ts'
import { useEnter } from './use-enter.ts'

export function LogIn() {
  const { mutate, isPending, error } = useEnter()
  const [name, setName] = useState('admin')
  const [password, setPassword] = useState('')
  const [remember, setRemember] = useState(true)
  const held = isPending || name.trim() === '' || password === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!held) mutate({ what: 'log-in', body: { name, password, remember } })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <h1 className={classes.title}>{text.logIn.title}</h1>
      <p className={classes.lead}>{text.logIn.lead}</p>
      <Field label={text.fields.name} type="text" autoComplete="username" value={name} change={setName} />
      <Field
        label={text.fields.password}
        type="password"
        autoComplete="current-password"
        value={password}
        change={setPassword}
        focus
      />
      <label className={classes.check}>
        <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.currentTarget.checked)} />
        <span>{text.logIn.remember}</span>
      </label>
      {error === null ? null : (
        <p className={classes.trouble} role="alert">
          {error.message}
        </p>
      )}
      <Button type="submit" fullWidth aria-disabled={held} data-disabled={held}>
        {text.logIn.send}
      </Button>
      <p className={classes.quiet}>{text.logIn.forgotten}</p>
    </form>
  )
}
