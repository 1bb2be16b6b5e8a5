/** A program that copies `film` from one root to another in a process of its own, prints that one's number in the middle and then waits. Arguments: the roots. */
import { systemClock } from '#adapters/clock.ts'
import { createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'

const [source = '', target = ''] = process.argv.slice(2)
const clock = systemClock
const pace = createPace(() => 0, clock)
const copier = createChildCopier({ clock, pace, priority: 'normal', patienceMs: 60_000, onMissing: () => undefined })
const disk = createDisk({ clock, copier })
const from = { root: source, path: 'film' }
const expected = await disk.look(from)
if (expected === undefined) throw new Error('no film')
let isTold = false
await disk.copy({
  from,
  expected,
  to: { root: target, path: '.part' },
  verification: 'full',
  signal: new AbortController().signal,
  step: (_name, act) => act(),
  onProgress: () => {
    if (!isTold) process.stdout.write(String(copier.pids()[0]))
    isTold = true
  },
  // The one who is to kill this process needs the time for it.
  checkpoint: () => new Promise((resolve) => setTimeout(resolve, 60_000))
})
await copier.close()
