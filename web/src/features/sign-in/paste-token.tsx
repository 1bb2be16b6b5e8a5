/** For those who would rather bring a token: it is proven before it counts. */
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Disclosure } from '../../ui/disclosure.tsx'
import classes from './paste-token.module.css'
import { signInText as text } from './text.ts'

interface PasteTokenProps {
  readonly busy: boolean
  readonly send: (token: string) => void
}

/** Folded away until somebody wants it. */
export function PasteToken(props: PasteTokenProps) {
  return (
    <div className={classes.paste}>
      <Disclosure
        label={text.paste}
        row={<p className={classes.quiet}>{text.paste}</p>}
        more={() => <Form {...props} />}
      />
    </div>
  )
}

function Form({ busy, send }: PasteTokenProps) {
  const [token, setToken] = useState('')
  const held = busy || token.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (held) return
    send(token)
    setToken('')
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <label className={classes.label}>
        <span>{text.token.label}</span>
        <input
          className={classes.input}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      <p className={classes.quiet}>{text.token.help}</p>
      <Button type="submit" variant="default" aria-disabled={held} data-disabled={held}>
        {text.token.send}
      </Button>
    </form>
  )
}
