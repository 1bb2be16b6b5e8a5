/**
 * One line of the mover list. Unraid's Mover Tuning plugin puts each line between double quotes into one `find` command and hands that to
 * `eval`, as root (read in its version 2026.08.21): whatever the shell or `find` would read in a line must not stand in it.
 */

/**
 * What a shell reads between double quotes, what `find` reads as a pattern, control characters (the list is read line by line and `find` is
 * told nothing of escapes), and what is no text at all. `[` is escaped by the plugin itself.
 */
const unsafe = /[$`"\\*?\p{Cc}\p{Cs}\uFFFD]+/gu

/** A reader that trims its lines would look for another name. */
const trimmedAway = /\s+$/u

const nameFrom = (line: string): number => line.lastIndexOf('/') + 1

/** Only a `*` in the last component makes a line a pattern; any other line counts only while a file of exactly that name exists. */
const asPattern = (line: string): string =>
  line.slice(nameFrom(line)).includes('*') ? line : line.replace(/[^/]$/u, '*')

const starred = (path: string): string => path.replace(unsafe, '*').replace(trimmedAway, '*')

/** The line for a file at an absolute path of the host. Names that need a `*` are matched by it, and so may be a neighbour's. */
export const fileLine = (path: string): string => {
  const safe = starred(path)
  return safe.includes('*') ? asPattern(safe) : safe
}

/** The line for everything below a directory. A pattern has to match whole paths, so it ends in what lies below. */
export const directoryLine = (path: string): string => {
  const safe = starred(path)
  return safe.includes('*') ? `${safe}/*` : safe
}

/** Temporary names, manifest and marker of ours in one share of the pool: the mover may carry them away as well. */
export const serviceLines = (share: string): readonly string[] => [
  `${starred(share)}/.mc*`,
  `${starred(share)}/*/.mc-*`
]
