/**
 * A process of its own for one question: what still works while one root hangs. Its standard output is one line of JSON. Told by its arguments: the root
 * that hangs, one that does not, and the patience in milliseconds; `bare` leaves the patience out.
 */
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '#adapters/clock.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import { patientFileSystem } from '#adapters/disk/patience/file-system.ts'
import { createTurnstile } from '#adapters/disk/patience/turnstile.ts'

const [hung = '', sound = '', patience = '', bare = ''] = process.argv.slice(2)
const patienceMs = Number(patience)
const plain = createDisk({ clock: systemClock })
const turnstile = createTurnstile({ clock: systemClock, patienceMs })
const disk = bare === 'bare' ? plain : patientFileSystem(plain, turnstile)

const endOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown')
  )

/** `hangs` when it takes longer than everything here may. */
const within = (ms: number, act: Promise<unknown>): Promise<string> => Promise.race([endOf(act), wait(ms, 'hangs')])

/** One move's worth of names. */
const rename = async (): Promise<void> => {
  const [from, to] = ['film', 'film.part'].map((path) => ({ root: sound, path }))
  if (from === undefined || to === undefined) return
  await disk.link({ from, expected: { kind: 'plain-file' }, to })
  await disk.unlink(to, { kind: 'plain-file' }, { spot: from, expected: { kind: 'plain-file' } })
}

const many = Array.from({ length: 200 }, (_, n) => endOf(disk.look({ root: hung, path: `film-${n}` })))
await wait(50)
const answers = {
  page: await within(2000, readFile(new URL(import.meta.url))),
  otherRoot: await within(2000, rename()),
  hung: [...new Set(await Promise.race([Promise.all(many), wait(patienceMs + 3000, ['hangs'])]))],
  atOnce: await within(500, disk.look({ root: hung, path: 'film' }))
}
process.stdout.write(`${JSON.stringify(answers)}\n`)
process.stdin.once('data', () => {
  const again = async (): Promise<void> => {
    await wait(200)
    process.stdout.write(`${JSON.stringify({ again: await within(2000, disk.look({ root: hung, path: 'film' })) })}\n`)
    process.exit(0)
  }
  void again()
})
