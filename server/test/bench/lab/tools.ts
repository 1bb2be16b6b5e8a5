/** The tools that people copy with, each told to make the copy as durable as ours: bytes and size are on the device when it ends. */
import { spawnSync } from 'node:child_process'

/** One way to copy a file. */
export interface Tool {
  readonly name: string
  /** Copies; throws when the tool fails. */
  copy(from: string, to: string): void
}

const must = (command: string, args: readonly string[]): void => {
  const { status, stderr } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`)
}

/** `sync FILE` is fsync(2) of that file. Owner, mode and times are kept by those that can, as ours are. */
export const tools: readonly Tool[] = [
  { name: 'cp', copy: (from, to) => must('sh', ['-c', 'cp -p -- "$1" "$2" && sync "$2"', 'cp', from, to]) },
  { name: 'dd', copy: (from, to) => must('dd', [`if=${from}`, `of=${to}`, 'bs=1M', 'conv=fsync', 'status=none']) },
  { name: 'rsync', copy: (from, to) => must('rsync', ['-a', '-W', '--fsync', '--', from, to]) }
]

/** Copies what lies below one directory into another. */
export const rsyncTree = (from: string, to: string): void =>
  must('rsync', ['-a', '--fsync', '--', `${from}/`, `${to}/`])

/** Runs a command that must succeed. */
export const run = (command: string, ...args: readonly string[]): void => must(command, args)

/** What a command prints. */
export const answer = (command: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`)
  return stdout.trim()
}

/** Which of these commands this machine does not have. */
export const missing = (commands: readonly string[]): readonly string[] =>
  commands.filter((command) => spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0)
