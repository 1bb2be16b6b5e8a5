/** Asks before everything goes home: what goes, how it is kept safe, and what stays. */
import { Button } from '@mantine/core'
import { Question } from '../../ui/question.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import type { HeroPart } from './hero-part.ts'
import type { Order } from './orderable.ts'
import { partsOf } from './pool-parts.ts'
import { statusText } from './text.ts'

const text = statusText.restore

interface RestoreDialogProps {
  readonly part: HeroPart
  readonly opened: boolean
  readonly close: () => void
  readonly order: (order: Order) => void
}

/** Offers to look first. */
export function RestoreDialog({ part, opened, close, order }: RestoreDialogProps) {
  const { units, bytes } = part.cached
  return (
    <Question
      title={text.title}
      opened={opened}
      close={close}
      goes={text.goes(units, sizeText(bytes))}
      promises={promisesOf(part)}
      no={text.no}
      yes={text.yes(units)}
      act={() => order('restore')}
    >
      <Button variant="default" onClick={() => order('restore-preview')}>
        {text.preview}
      </Button>
    </Question>
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
