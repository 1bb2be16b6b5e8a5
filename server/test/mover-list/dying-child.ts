/** A process that rewrites a mover list and kills itself right before a step of it. Arguments: list, step, lines. */
import { createMoverListFile } from '#adapters/disk/mover-list/file.ts'
import type { Step } from '#ports/file-system.ts'

const [list = '', dieAt = '', ...lines] = process.argv.slice(2)

const step: Step = (name, act) => {
  if (name === dieAt) process.kill(process.pid, 'SIGKILL')
  return act()
}

await createMoverListFile(list, step).write(lines)
