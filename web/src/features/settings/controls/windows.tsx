/** Speed limits by time of day, one window a line. */
import { TextInput } from '@mantine/core'
import classes from '../row.module.css'
import { settingsText } from '../text.ts'
import { Entries } from './lines.tsx'
import type { ControlProps } from './shape.ts'

const text = settingsText.rate
const FRESH = '08:00-23:00=20'

interface Parts {
  readonly from: string
  readonly to: string
  readonly speed: string
}

const partsOf = (window: string): Parts => {
  const [times = '', speed = ''] = window.split('=')
  const [from = '', to = ''] = times.split('-')
  return { from, to, speed }
}

const written = ({ from, to, speed }: Parts): string => `${from}-${to}=${speed}`

/** Each as the variable writes it: `08:00-23:00=20`. */
export function Windows(props: ControlProps) {
  const { disabled, isWrong, describedBy } = props
  const shared = { disabled, error: isWrong, 'aria-describedby': describedBy } as const
  return (
    <Entries
      {...props}
      fresh={FRESH}
      entry={(window, at, set) => {
        const parts = partsOf(window)
        const put = (part: Partial<Parts>) => set(written({ ...parts, ...part }))
        return (
          <div className={classes.window}>
            <TextInput
              {...shared}
              type="time"
              value={parts.from}
              aria-label={text.from(at + 1)}
              onChange={(event) => put({ from: event.currentTarget.value })}
            />
            <span aria-hidden="true">–</span>
            <TextInput
              {...shared}
              type="time"
              value={parts.to}
              aria-label={text.to(at + 1)}
              onChange={(event) => put({ to: event.currentTarget.value })}
            />
            <TextInput
              {...shared}
              className={classes.speed ?? ''}
              inputMode="numeric"
              value={parts.speed}
              aria-label={text.speed(at + 1)}
              onChange={(event) => put({ speed: event.currentTarget.value.trim() })}
            />
            <span className={classes.unit}>{text.unit}</span>
          </div>
        )
      }}
    />
  )
}
