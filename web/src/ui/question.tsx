/** The question before something with consequences: what happens, what is promised, and an answer that changes nothing. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import classes from './question.module.css'

interface QuestionProps {
  readonly title: string
  readonly opened: boolean
  readonly close: () => void
  /** What happens, in one sentence. */
  readonly goes: string
  /** What is promised, what stays, what comes after. */
  readonly promises: readonly string[]
  /** The answer that leaves everything as it is. */
  readonly no: string
  readonly yes: string
  readonly act: () => void
  /** Between the two answers. */
  readonly children?: ReactNode
}

/** The safe answer has the focus. */
export function Question({ title, opened, close, goes, promises, no, yes, act, children }: QuestionProps) {
  return (
    <Dialog title={title} opened={opened} close={close}>
      <p className={classes.goes}>
        <bdi>{goes}</bdi>
      </p>
      <ul className={classes.promises}>
        {promises.map((promise) => (
          <li key={promise}>{promise}</li>
        ))}
      </ul>
      <div className={classes.answers}>
        <Button variant="filled" data-autofocus onClick={close}>
          {no}
        </Button>
        {children}
        <Button variant="default" className={classes.yes ?? ''} onClick={act}>
          {yes}
        </Button>
      </div>
    </Dialog>
  )
}
