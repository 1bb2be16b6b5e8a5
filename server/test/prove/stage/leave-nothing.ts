/** Takes away what is still there when the process ends before its work, also by a signal; and what a process left that was killed, once the next one begins. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const open = new Set<() => void>()

const removeAll = (): void => {
  for (const remove of open) remove()
}

process.once('exit', removeAll)

// Without these a signal would end the process and nothing would be removed. The second one does, as nobody listens any more.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    removeAll()
    process.kill(process.pid, signal)
  })
}

/** The same removal, done at the end of the process when nobody did it before. */
export const removedInTheEnd = (remove: () => void): (() => void) => {
  const once = (): void => {
    if (open.delete(once)) remove()
  }
  open.add(once)
  return once
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')
  }
}

/** Mount points below a folder, the last mounted first. */
const mountsBelow = (folder: string): readonly string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${folder}/`))
    .toReversed()

const sweepFolder = (folder: string): void => {
  for (const point of mountsBelow(folder)) spawnSync('umount', ['-l', point], { stdio: 'ignore' })
  // Never into a file system that would not go.
  if (mountsBelow(folder).length === 0) rmSync(folder, { recursive: true, force: true })
}

const swept = new Set<string>()

/** Removes the folders of processes that are no more. */
const sweep = (base: string, prefix: string): void => {
  if (swept.has(join(base, prefix))) return
  swept.add(join(base, prefix))
  for (const name of readdirSync(base)) {
    const pid = name.startsWith(prefix) ? /^(\d+)-[^-]{6}$/u.exec(name.slice(prefix.length))?.[1] : undefined
    if (pid !== undefined && !isAlive(Number(pid))) sweepFolder(join(base, name))
  }
}

/** A fresh folder that names this process, so that whoever comes after it can tell whether it is still needed. */
export const ownFolder = (base: string, prefix: string): string => {
  sweep(base, prefix)
  return mkdtempSync(join(base, `${prefix}${process.pid}-`))
}
