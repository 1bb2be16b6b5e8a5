/** `pcu status`: what a running server says, or what the data folder remembers. */
import type { CachedUnit, Status } from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { statusText } from '#cli/print.ts'

const tell = (asked: Asked, status: Status, cached: readonly CachedUnit[]): ExitCode => {
  process.stdout.write(
    asked.json ? `${JSON.stringify({ ...status, units: cached }, null, 2)}\n` : `${statusText(status, cached)}\n`
  )
  return exitCodes.done
}

/** Tells the state. Asks neither Plex nor any disk. */
export const statusCommand = async (asked: Asked): Promise<ExitCode> => {
  const opened = await open({ dryRun: true, narrate: false })
  if (opened.kind === 'remote') return tell(asked, await opened.remote.status(), await opened.remote.cached())
  const { program } = opened
  try {
    return tell(asked, await program.app.face.status(), await program.app.face.cached())
  } finally {
    await program.close()
  }
}
