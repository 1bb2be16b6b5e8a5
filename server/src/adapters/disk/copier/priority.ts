/** How much the process that copies steps back behind everything else: by nice(1) and ionice(1), because only they reach all of its threads. */
import { accessSync, constants } from 'node:fs'

/** normal: as the program itself; low: after it; idle: only what nobody else wants. */
export type Priority = 'normal' | 'low' | 'idle'

/** Niceness by priority, as os.setPriority takes it. */
export const niceness: Readonly<Record<Priority, number>> = { normal: 0, low: 10, idle: 19 }

const ioClass: Readonly<Record<Priority, readonly string[]>> = {
  normal: [],
  low: ['ionice', '-c', '2', '-n', '7'],
  idle: ['ionice', '-c', '3']
}

const cpuClass = (priority: Priority): readonly string[] =>
  priority === 'normal' ? [] : ['nice', '-n', String(niceness[priority])]

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not for us: the next folder may have it.
    return false
  }
}

const has = (tool: string, folders: readonly string[]): boolean => folders.some((folder) => canRun(`${folder}/${tool}`))

/** The words before a command that give it the priority; `searchPath` is PATH. Tools that are missing are left out. */
export const wordsOf = (priority: Priority, searchPath: string): readonly string[] => {
  const folders = searchPath.split(':').filter((folder) => folder !== '')
  return [ioClass[priority], cpuClass(priority)].flatMap((words) => {
    const [tool] = words
    return tool !== undefined && has(tool, folders) ? words : []
  })
}
