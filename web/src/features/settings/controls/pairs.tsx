/** Pairs of folders: what Plex calls it, and where it lies here. */
import { TextInput } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import classes from '../row.module.css'
import { settingsText } from '../text.ts'
import { Entries } from './lines.tsx'
import type { ControlProps } from './shape.ts'

const text = settingsText.mapping
const ARROW = '=>'

const sides = (pair: string): readonly [string, string] => {
  const at = pair.indexOf(ARROW)
  return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + ARROW.length).trim()]
}

const joined = (plex: string, here: string): string => (plex + here === '' ? '' : `${plex} ${ARROW} ${here}`)

/** Written as the variable writes them. */
export function Pairs(props: ControlProps) {
  const { disabled, isWrong, describedBy } = props
  const shared = {
    disabled,
    error: isWrong,
    spellCheck: false,
    autoComplete: 'off',
    autoCapitalize: 'none',
    'aria-describedby': describedBy
  } as const
  return (
    <Entries
      {...props}
      fresh=""
      entry={(pair, at, set) => {
        const [plex, here] = sides(pair)
        return (
          <div className={classes.pair}>
            <TextInput
              {...shared}
              value={plex}
              placeholder={text.plexHead}
              aria-label={text.plex(at + 1)}
              onChange={(event) => set(joined(event.currentTarget.value, here))}
            />
            <IconArrowRight size={16} aria-hidden="true" />
            <TextInput
              {...shared}
              value={here}
              placeholder={text.hereHead}
              aria-label={text.here(at + 1)}
              onChange={(event) => set(joined(plex, event.currentTarget.value))}
            />
          </div>
        )
      }}
    />
  )
}
