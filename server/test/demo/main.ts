/** `npm run demo`: a library of real files, a simulated Plex server with viewers, and the real program between them. */
import { once } from 'node:events'
import { formatBytes } from '@pcu/contract'
import { createVirtualClock, type FakePlex, libraryOf, startFakePlex } from '#test/fakes/plex/index.ts'
import { clearAbandoned, makeFolders, removeFolders } from './folder.ts'
import { demoSections, makeFiles } from './library.ts'
import { choosePort, startProgram, stopProgram } from './program.ts'
import { watchForEver } from './viewers.ts'

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

const stopSignal = (): AbortSignal => {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort())
  return controller.signal
}

const keysOf = (plex: FakePlex, section: string, type: 'movie' | 'episode'): readonly string[] =>
  Array.from(
    { length: plex.library.count(section, type) },
    (_, position) => plex.library.item(section, type, position).ratingKey
  )

const startPlex = (): Promise<FakePlex> =>
  startFakePlex({
    library: libraryOf({ sections: demoSections }),
    friendlyName: 'Demo Plex',
    clock: createVirtualClock(Date.now()),
    cadenceMs: 2000
  })

const banner = (port: number, root: string): void => {
  say('')
  say(`  Open  http://localhost:${port}  and watch. Ctrl-C ends the demo and leaves nothing behind.`)
  say(`  The files are in ${root} until then.`)
  say('')
}

const demo = async (): Promise<void> => {
  const signal = stopSignal()
  clearAbandoned()
  const folders = makeFolders()
  const plex = await startPlex()
  const stopClock = plex.clock.run(1)
  let program: ReturnType<typeof startProgram> | undefined
  try {
    const made = await makeFiles(folders.array)
    say(`Made ${made.files} titles (${formatBytes(made.bytes)}) in ${folders.array}.`)
    const port = await choosePort()
    program = startProgram(plex, folders, port)
    banner(port, folders.root)
    const ended = once(program, 'exit').then(() => 'ended' as const)
    const viewers = watchForEver(
      { plex, shareRoot: folders.array, poolRoot: folders.pool, tell: (sentence) => say(`  * ${sentence}`), signal },
      { series: keysOf(plex, '2', 'episode'), films: keysOf(plex, '1', 'movie') }
    ).then(() => 'stopped' as const)
    if ((await Promise.race([ended, viewers])) === 'ended' && !signal.aborted)
      throw new Error('The program ended by itself; its last lines say why.')
  } finally {
    if (program !== undefined) await stopProgram(program)
    stopClock()
    await plex.close()
    removeFolders(folders)
    say('The demo has ended; nothing is left behind.')
  }
}

try {
  await demo()
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
  process.exitCode = 1
}
