/** Everything in force as one text that can be copied and shown to others; and where the library lies by it. */
import { Button } from '@mantine/core'
import type { SettingsView } from '@pcu/contract'
import { useRef, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Way } from '../../ui/name.tsx'
import classes from './settings.module.css'
import { settingsText as text } from './text.ts'

/** The card of the text. */
export function Effective({ view }: { readonly view: SettingsView }) {
  const shown = useRef<HTMLPreElement>(null)
  const [isCopied, setCopied] = useState(false)
  return (
    <Card
      title={text.effective}
      controls={
        <Button
          size="sm"
          variant="default"
          onClick={() => void copyText(view.text, shown.current).then(setCopied)}
          aria-live="polite"
        >
          {isCopied ? text.copied : text.copy}
        </Button>
      }
    >
      <p className={classes.about}>{text.effectiveAbout}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.text} tabIndex={0} aria-label={text.effectiveText}>
        <pre ref={shown}>{view.text}</pre>
      </section>
    </Card>
  )
}

/** All pairs of folders, whichever setting names them. */
export function Mappings({ view }: { readonly view: SettingsView }) {
  return (
    <Card title={text.mapping.all}>
      <p className={classes.about}>{text.mapping.allAbout}</p>
      <ul className={classes.mappings}>
        {view.mappings.map(({ plexPath, realPath }) => (
          <li key={`${plexPath} ${realPath}`}>
            <Way from={plexPath} to={realPath} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
