/** A bar that fills: progress in bytes, spoken as a percentage. */
import classes from './bar.module.css'
import { percentOf } from './percent.ts'

interface BarProps {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly tone: 'accent' | 'home'
  readonly slim?: boolean
}

/** A progress bar. */
export function Bar({ label, done, total, tone, slim = false }: BarProps) {
  const share = total <= 0 ? 0 : Math.max(0, Math.min(1, done / total))
  return (
    <div
      className={classes.track}
      data-slim={slim || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percentOf(done, total)}
    >
      <div className={classes.fill} data-tone={tone} style={{ transform: `scaleX(${share})` }} />
    </div>
  )
}
