/** Runs the program of a house once and keeps what it decided: opening a program twice costs half a minute in a guest. */
import type { LiveEvent, RunReport } from '@pcu/contract'
import type { House } from '#test/builders/house.ts'

/** How to run. */
interface RunFacts {
  readonly goal?: 'follow-plex' | 'restore-all'
  /** A person says first that the disks are sound again. */
  readonly confirm?: boolean
  /** Hears every event while the run is under way. */
  readonly on?: (event: LiveEvent) => void
}

/** One run with its decisions. */
export const runHouse = async (
  house: House,
  { goal = 'follow-plex', confirm = false, on }: RunFacts = {}
): Promise<RunReport> => {
  const program = await house.open()
  try {
    const { face, schedule, settle } = program.app
    if (confirm) await program.confirmStorage()
    await settle()
    if (on !== undefined) face.bus.subscribe(on)
    face.request({ trigger: 'command', dryRun: false, goal })
    await schedule.idle()
    const report = await face.run((await face.runs(1))[0]?.id ?? 0)
    if (report === undefined) throw new Error('the run left no record')
    return report
  } finally {
    await program.close()
  }
}
