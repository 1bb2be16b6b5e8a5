/** Makes a key for a program, and shows it this once. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type MadeKey, type Scope, scopes } from '@pcu/contract'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { tell } from '../../../api/client.ts'
import { keys } from '../../../api/queries.ts'
import { useMay } from '../../../api/use-access.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { Outcome } from './outcome.tsx'
import classes from './sessions.module.css'
import { sessionsText } from './text.ts'

const text = sessionsText.keys
const ICON = 16
const LONGEST_NAME = 64

/** The key is kept nowhere but in what this shows: whoever leaves the page has seen it for the last time. */
export function NewKey() {
  const client = useQueryClient()
  const may = useMay('admin')
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>('read')
  const making = useMutation({
    mutationFn: (order: { readonly name: string; readonly scope: Scope }) => tell('makeApiKey', order),
    gcTime: 0,
    onSuccess: () => {
      setName('')
      void client.invalidateQueries({ queryKey: keys.apiKeys })
    }
  })
  const held = !may || making.isPending || name.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!held) making.mutate({ name: name.trim(), scope })
  }
  return (
    <div className={classes.part}>
      {making.data === undefined ? null : <Shown told={making.data} hide={making.reset} />}
      {making.error === null ? null : <Outcome sent={making} />}
      <form className={classes.make} onSubmit={submit}>
        <TextInput
          label={text.name}
          placeholder={text.namePlaceholder}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          disabled={!may}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={text.scope}
          disabled={!may}
          value={scope}
          data={scopes.map((value) => ({ value, label: text.scopes[value] }))}
          onChange={(event) => setScope(scopes.find((known) => known === event.currentTarget.value) ?? 'read')}
        />
        <Button type="submit" variant="default" aria-disabled={held} data-disabled={held}>
          {text.make}
        </Button>
      </form>
    </div>
  )
}

function Shown({ told, hide }: { readonly told: MadeKey; readonly hide: () => void }) {
  const shown = useRef<HTMLElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => setCopied(await copyText(told.key, shown.current))
  const Icon = isCopied ? IconCheck : IconCopy
  return (
    <section className={classes.new} aria-label={text.keyOf(told.made.name)}>
      <p className={classes.name} role="status">
        {text.copyNow}
      </p>
      <code ref={shown} className={classes.key}>
        {told.key}
      </code>
      <div className={classes.buttons}>
        <Button variant="filled" leftSection={<Icon size={ICON} aria-hidden="true" />} onClick={() => void copy()}>
          {isCopied ? text.copied : text.copy}
        </Button>
        <Button variant="default" onClick={hide}>
          {text.hide}
        </Button>
      </div>
    </section>
  )
}
