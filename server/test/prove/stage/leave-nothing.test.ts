/** Nothing stays behind: not after a signal, and not for long after a process that was killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownFolder } from './leave-nothing.ts'
import { fastFolder } from './place.ts'

const room = fileURLToPath(new URL('./leave-nothing.ts', import.meta.url))

let base: string
beforeEach(() => {
  base = mkdtempSync(join(fastFolder, 'pcu-leave-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** A process that makes a folder, says so, and waits for its end. */
const endBy = async (signal: NodeJS.Signals): Promise<void> => {
  const program = `
    import { rmSync } from 'node:fs'
    const { ownFolder, removedInTheEnd } = await import(${JSON.stringify(room)})
    const folder = ownFolder(${JSON.stringify(base)}, 'pcu-')
    removedInTheEnd(() => rmSync(folder, { recursive: true }))
    console.log(folder)
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await once(child.stdout, 'data')
  expect(readdirSync(base)).toHaveLength(1)
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a process that ends by %s takes its folders along',
  async (signal) => {
    await endBy(signal)
    expect(readdirSync(base)).toEqual([])
  }
)

test('what a killed process left is removed by the next one, and what a living one has is not', async () => {
  await endBy('SIGKILL')
  const [left] = readdirSync(base)
  expect(left).toBeDefined()
  const own = ownFolder(base, 'pcu-')
  expect(existsSync(join(base, left ?? ''))).toBe(false)
  expect(existsSync(own)).toBe(true)
})
