/** How a file is cached that has more than one name, as a download has that is still shared: by HARD_LINKS and by what Plex reads. Pure. */
import type { Reason } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { Mode } from '#core/model/unit.ts'

/** What the judgement needs of a layout. */
type Rules = Pick<StorageLayout, 'mode' | 'situation' | 'shared'>

const policyOf = ({ shared }: Rules) => shared?.hardLinks ?? 'skip'

/**
 * The mode in which a file with so many names is cached; undefined where it is left.
 *
 * A kept original is never touched, so its other names do not matter. Parked it keeps its inode, and with it every other name: coming home is one rename, after
 * which the library name is a name of that inode again. It is never removed, because then only a copy could come home.
 */
export const modeFor = (rules: Rules, links: number): Mode | undefined => {
  const { mode, situation } = rules
  if (links <= 1 || mode.original === 'keep') return mode
  const policy = policyOf(rules)
  if (policy === 'copy' && situation === 'union') return { presentation: 'union', original: 'keep' }
  if (policy !== 'move' || mode.presentation === 'bare') return undefined
  return { presentation: mode.presentation, original: 'backup' }
}

/** Why a file with so many names is left. */
export const hardLinkRefusal = (rules: Rules, path: string, links: number): Reason => {
  const policy = policyOf(rules)
  return { code: 'hard-linked', path, links, policy }
}
