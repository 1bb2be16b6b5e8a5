/** `pcu why TITLE`: why it is where it is, and what would change that. */
import { systemClock, systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { type Look, whyText } from '#cli/print-why.ts'

/** https://no-color.org: any value that is not empty. */
const lookOf = ({ columns, isTTY = false }: NodeJS.WriteStream): Look => ({
  width: isTTY ? columns : undefined,
  colour: isTTY && (process.env['NO_COLOR'] ?? '') === '',
  timeZone: systemTimeZone(),
  now: systemClock.now()
})

/** Asks the running server, or opens the program here and asks Plex. Changes nothing. */
export const whyCommand = async ({ words, json }: Asked): Promise<ExitCode> => {
  const title = words.join(' ').trim()
  if (title === '') {
    process.stderr.write('Write "pcu why TITLE". See "pcu why --help".\n')
    return exitCodes.usage
  }
  const opened = await open({ dryRun: true, narrate: false })
  try {
    const why = opened.kind === 'remote' ? await opened.remote.why(title) : await opened.program.app.face.why(title)
    process.stdout.write(`${json ? JSON.stringify(why) : whyText(why, lookOf(process.stdout))}\n`)
    return why.kind === 'none' || why.kind === 'several' ? exitCodes.failed : exitCodes.done
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}
