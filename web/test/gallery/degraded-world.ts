/** Storage in trouble, for the gallery. */
import { idleWorld, type World } from '../worlds.ts'

const MINUTE = 60_000

/** The pool is gone and a disk is full: nothing is moved. */
export function degradedWorld(): World {
  const idle = idleWorld()
  const { status } = idle
  const since = Date.now() - 20 * MINUTE
  const gone = '/mnt/cache is not mounted. Mount it, or correct CACHE_DIR; nothing is moved before.'
  return {
    ...idle,
    status: {
      ...status,
      sentence: 'The pool is not there. Nothing is moved.',
      pool: { ...status.pool, state: 'offline', totalBytes: null, freeBytes: null },
      roots: status.roots.map((root) => {
        if (root.role === 'pool') return { ...root, state: 'offline', sentence: gone, since }
        return root.role === 'array' ? { ...root, state: 'full', sentence: '/mnt/disk1 has 2 GB free.', since } : root
      }),
      problems: [{ id: 'roots.pool', severity: 'error', sentence: gone, setting: 'CACHE_DIR' }]
    }
  }
}
