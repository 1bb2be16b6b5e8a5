/** The modes that moves are tried in, by short names. */
import type { Mode } from '#core/model/unit.ts'

export const unionKeep: Mode = { presentation: 'union', original: 'keep' }
export const unionBackup: Mode = { presentation: 'union', original: 'backup' }
export const unionRemove: Mode = { presentation: 'union', original: 'remove' }
export const linkBackup: Mode = { presentation: 'symlink', original: 'backup' }
export const linkRemove: Mode = { presentation: 'symlink', original: 'remove' }
export const bareRemove: Mode = { presentation: 'bare', original: 'remove' }
