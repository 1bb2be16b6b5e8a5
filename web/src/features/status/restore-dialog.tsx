/** Asks before everything goes home: what goes, how it is kept safe, and what stays. */
import { Button } from '@mantine/core'
import { Dialog } from '../../ui/dialog.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import type { HeroPart } from './hero-part.ts'
import type { Order } from './orderable.ts'
import { partsOf } from './pool-parts.ts'
import classes from './restore-dialog.module.css'
import { statusText } from './text.ts'

const text = statusText.restore

interface RestoreDialogProps {
  readonly part: HeroPart
  readonly opened: boolean
  readonly close: () => void
  readonly order: (order: Order) => void
}

/** The safe answer has the focus. */
export function RestoreDialog({ part, opened, close, order }: RestoreDialogProps) {
  const { units } = part.cached
  return (
    <Dialog title={text.title} opened={opened} close={close}>
      <p className={classes.goes}>{text.goes(units, sizeText(part.cached.bytes))}</p>
      <ul className={classes.promises}>
        {promisesOf(part).map((promise) => (
          <li key={promise}>{promise}</li>
        ))}
      </ul>
      <div className={classes.answers}>
        <Button variant="filled" data-autofocus onClick={close}>
          {text.no}
        </Button>
        <Button variant="default" onClick={() => order('restore-preview')}>
          {text.preview}
        </Button>
        <Button variant="default" className={classes.yes ?? ''} onClick={() => order('restore')}>
          {text.yes(units)}
        </Button>
      </div>
    </Dialog>
  )
}

function promisesOf({ mode, pool, testMode }: HeroPart): readonly string[] {
  const parts = partsOf(pool)
  return [
    ...(testMode ? [text.testMode] : []),
    mode?.original === 'remove' ? text.copyMade : text.copyKept,
    parts === null ? text.staysAny : text.stays(sizeText(parts.others)),
    text.playing,
    text.again
  ]
}
