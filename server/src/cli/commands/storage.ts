/** `pcu storage`: which roots there are, what they can do, and which modes work here. */
import type { StorageStatus } from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { storageText } from '#cli/print-storage.ts'

const tell = (asked: Asked, storage: StorageStatus): ExitCode => {
  process.stdout.write(asked.json ? `${JSON.stringify(storage, null, 2)}\n` : `${storageText(storage)}\n`)
  return exitCodes.done
}

/** Tells what is known. Looks at the root folders themselves, and writes nothing. */
export const storageCommand = async (asked: Asked): Promise<ExitCode> => {
  const opened = await open({ dryRun: true, narrate: false })
  if (opened.kind === 'remote') return tell(asked, await opened.remote.storage())
  const { program } = opened
  try {
    return tell(asked, await program.app.face.storage())
  } finally {
    await program.close()
  }
}
