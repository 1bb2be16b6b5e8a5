/** `pcu pause`, `pcu resume`, `pcu stop`: hold the run of the server that has the data folder. */
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import type { Answer, Remote } from '#cli/remote.ts'

const nothingRuns: Answer = { accepted: false, sentence: 'Nothing is running: no server has the data folder.' }

const hold = (asked: Asked, remote: Remote): Promise<Answer> => {
  if (asked.command === 'pause') return remote.pause()
  return asked.command === 'resume' ? remote.resume() : remote.stop(asked.afterFile ? 'file' : 'now')
}

const ask = async (asked: Asked): Promise<Answer> => {
  const opened = await open({ dryRun: true, narrate: false })
  if (opened.kind === 'remote') return await hold(asked, opened.remote)
  await opened.program.close()
  return nothingRuns
}

/** Orders and tells what came of it; an order that has nothing to act on is refused. */
export const holdCommand = async (asked: Asked): Promise<ExitCode> => {
  const answer = await ask(asked)
  process.stdout.write(asked.json ? `${JSON.stringify(answer, null, 2)}\n` : `${answer.sentence}\n`)
  return answer.accepted ? exitCodes.done : exitCodes.refused
}
