/** The names of one unit, sidecars first: from here on its files serve from the pool. */
import type { FileEntry } from '#core/move/machine.ts'
import type { MoveControl } from '#ports/mover.ts'
import { inWaves } from './bring-bytes.ts'
import type { MoveDeps } from './deps.ts'
import { type Driven, driveTogether } from './drive.ts'
import { insistOnUnusedOriginal } from './home/unused.ts'
import { askAgain, askBeforeOriginal, StoodBack } from './stood-back.ts'

const insistOnServed = (entry: FileEntry, { ending, why }: Driven): void => {
  if (ending.kind === 'cached') return
  if (ending.kind === 'orphan') {
    throw new StoodBack({ code: 'needs-a-person', detail: `${entry.sharePath}: ${ending.why}.` })
  }
  throw new StoodBack({ code: 'changed-meanwhile', path: entry.sharePath, detail: why ?? 'it is not what it was' })
}

const switchTogether = async (entries: readonly FileEntry[], control: MoveControl, deps: MoveDeps): Promise<void> => {
  const before = (entry: FileEntry) =>
    askBeforeOriginal(async () => {
      await askAgain(control)
      await insistOnUnusedOriginal(entry, deps)
    })
  const driven = await driveTogether(
    entries.map((entry) => ({ entry, options: { intent: 'forward', before: before(entry) } })),
    deps
  )
  for (const [position, entry] of entries.entries()) {
    const end = driven[position]
    if (end !== undefined) insistOnServed(entry, end)
  }
}

/** Sidecars some at a time, whose commits then share their waits for the disk; after them the videos one by one. */
export const switchNames = async (
  entries: readonly FileEntry[],
  control: MoveControl,
  deps: MoveDeps
): Promise<void> => {
  const { sidecar = [], video = [] } = Object.groupBy(entries, ({ role }) => role)
  for (const wave of inWaves(sidecar)) await switchTogether(wave, control, deps)
  for (const entry of video) await switchTogether([entry], control, deps)
}
