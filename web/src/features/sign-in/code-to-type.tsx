/** The short code for another device, large enough to be read across a room. */
import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import classes from './code-to-type.module.css'
import { signInText as text } from './text.ts'

interface CodeToTypeProps {
  readonly code: string
  readonly page: string
}

const ICON = 16

/** A page that was not opened by https has no clipboard of its own; then the code is selected, so that a key copies it. */
const copied = async (code: string, shown: HTMLElement | null): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(code)
    return true
  } catch {
    if (shown !== null) globalThis.getSelection()?.selectAllChildren(shown)
    return document.execCommand('copy')
  }
}

/** Where it is typed, the code, and a button that copies it. */
export function CodeToType({ code, page }: CodeToTypeProps) {
  const shown = useRef<HTMLElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => setCopied(await copied(code, shown.current))
  const Icon = isCopied ? IconCheck : IconCopy
  return (
    <div className={classes.typed}>
      <p className={classes.quiet}>
        {text.codeSteps}{' '}
        <a href={page} target="_blank" rel="noopener noreferrer">
          {page.replace(/^https:\/\//, '')}
        </a>{' '}
        {text.codeThen}
      </p>
      <code ref={shown} className={classes.code}>
        {code}
      </code>
      <Button variant="default" leftSection={<Icon size={ICON} aria-hidden="true" />} onClick={() => void copy()}>
        {isCopied ? text.copied : text.copy}
      </Button>
    </div>
  )
}
