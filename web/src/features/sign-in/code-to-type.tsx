/** The short code for another device, large enough to be read across a room. */
import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { copyText } from '../../ui/copy-text.ts'
import classes from './code-to-type.module.css'
import { signInText as text } from './text.ts'

interface CodeToTypeProps {
  readonly code: string
  readonly page: string
}

const ICON = 16

/** Where it is typed, the code, and a button that copies it. */
export function CodeToType({ code, page }: CodeToTypeProps) {
  const shown = useRef<HTMLElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => setCopied(await copyText(code, shown.current))
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
