/** How long a file has been left alone. */
import type { Identity } from '#core/move/machine.ts'
import type { MoveDeps } from '#engine/move/deps.ts'

const minute = 60_000
const toMs = (nanoseconds: string): number => Number(BigInt(nanoseconds) / 1_000_000n)

/** Whole minutes since it was last changed in any way. Times in the future were set by somebody and are no times. */
export const restedMinutes = ({ modifiedNs, changedNs }: Identity, { now }: Pick<MoveDeps, 'now'>): number => {
  const at = now()
  const times = [toMs(modifiedNs), toMs(changedNs)].filter((time) => time <= at)
  return Math.floor((at - Math.max(0, ...times)) / minute)
}
