/** The buttons of the hero and the answer to the last one pressed. */
import { Button } from '@mantine/core'
import {
  IconEye,
  IconHomeMove,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import classes from './actions.module.css'
import type { HeroPart } from './hero-part.ts'
import type { Order } from './orderable.ts'
import { RestoreDialog } from './restore-dialog.tsx'
import { statusText } from './text.ts'
import { useHeld } from './use-held.ts'
import { useOrders } from './use-orders.ts'

const text = statusText.actions
const ICON = 16

/** While a run is under way it can be paused and stopped; nothing else can be ordered. */
export function Actions({ part }: { readonly part: HeroPart }) {
  const { order, sending, answered, dismiss } = useOrders()
  const [asking, setAsking] = useState(false)
  const running = part.currentRun !== null
  const restore = (what: Order) => {
    setAsking(false)
    order(what)
  }
  const held = useHeld(part)
  return (
    <div className={classes.actions}>
      <fieldset className={classes.buttons} aria-label={text.label}>
        <Act
          held={held.run}
          busy={sending === 'run'}
          icon={<IconPlayerPlay size={ICON} />}
          act={() => order('run')}
          primary
        >
          {text.run}
        </Act>
        {running ? <Hold held={held.hold} paused={part.paused} sending={sending} order={order} /> : null}
        <Act
          held={held.preview}
          busy={sending === 'preview'}
          icon={<IconEye size={ICON} />}
          act={() => order('preview')}
        >
          {text.preview}
        </Act>
        <Act
          held={held.restore}
          busy={sending === 'restore' || sending === 'restore-preview'}
          icon={<IconHomeMove size={ICON} />}
          act={() => setAsking(true)}
        >
          {text.restore}
        </Act>
      </fieldset>
      {answered === null ? null : (
        <Notice
          tone={answered.refused ? 'bad' : 'good'}
          sentence={answered.sentence}
          more={answered.more}
          dismiss={dismiss}
        />
      )}
      <RestoreDialog part={part} opened={asking} close={() => setAsking(false)} order={restore} />
    </div>
  )
}

interface HoldProps {
  readonly held: string | undefined
  readonly paused: boolean
  readonly sending: Order | null
  readonly order: (what: Order) => void
}

/** Pause or resume, and the two ways to stop, of the run under way. */
function Hold({ held, paused, sending, order }: HoldProps) {
  const other = paused ? 'resume' : 'pause'
  return (
    <>
      <Act
        held={held}
        busy={sending === 'pause' || sending === 'resume'}
        icon={paused ? <IconPlayerPlay size={ICON} /> : <IconPlayerPause size={ICON} />}
        act={() => order(other)}
      >
        {text[other]}
      </Act>
      <Act
        held={held}
        means={text.finishMeans}
        busy={sending === 'finish'}
        icon={<IconPlayerTrackNext size={ICON} />}
        act={() => order('finish')}
      >
        {text.finish}
      </Act>
      <Act
        held={held}
        means={text.stopMeans}
        busy={sending === 'stop'}
        icon={<IconPlayerStop size={ICON} />}
        act={() => order('stop')}
      >
        {text.stop}
      </Act>
    </>
  )
}

interface ActProps {
  /** Why it cannot be pressed now. The button keeps its place and its focus. */
  readonly held?: string | undefined
  /** What pressing it does, where its name leaves that open. */
  readonly means?: string
  readonly busy: boolean
  readonly icon: ReactNode
  readonly act: () => void
  readonly primary?: boolean
  readonly children: string
}

function Act({ held, means, busy, icon, act, primary = false, children }: ActProps) {
  const idle = held === undefined && !busy
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      leftSection={<span aria-hidden="true">{icon}</span>}
      aria-disabled={!idle}
      data-disabled={!idle}
      title={held ?? means}
      onClick={() => idle && act()}
    >
      {children}
    </Button>
  )
}
