/** Orders a dry run, and says while it is under way. */
import { IconEye } from '@tabler/icons-react'
import { useMay } from '../../api/use-access.ts'
import { useOrders } from '../../features/status/use-orders.ts'
import { HeldButton } from '../../features/welcome/held-button.tsx'
import { welcomeText } from '../../features/welcome/text.ts'
import { usePlexProof } from '../../features/welcome/use-welcome.ts'
import classes from '../../features/welcome/welcome.module.css'
import { Notice } from '../../ui/notice.tsx'

const text = welcomeText.dryRun

/** Held until Plex is known. */
export function Make({ running, hasPlan }: { readonly running: boolean; readonly hasPlan: boolean }) {
  const may = useMay('operate')
  const { isKnown } = usePlexProof()
  const { order, sending, answered, dismiss } = useOrders()
  const busy = running || sending !== null
  const needed = isKnown ? undefined : text.needsPlex
  return (
    <>
      <HeldButton
        busy={busy}
        why={may ? needed : welcomeText.notYours}
        isMain={!hasPlan}
        icon={<IconEye size={16} />}
        act={() => order('preview')}
      >
        {hasPlan ? text.again : text.make}
      </HeldButton>
      <p role="status" className={classes.soft}>
        {busy ? text.busy : needed}
      </p>
      {answered?.refused === true ? (
        <Notice tone="bad" sentence={answered.sentence} more={answered.more} dismiss={dismiss} />
      ) : null}
    </>
  )
}
