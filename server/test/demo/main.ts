/** `npm run demo`: a library of real files, a simulated Plex server with viewers, and the real program between them. */
import { once } from 'node:events'
import { formatBytes } from '@pcu/contract'
import { startFakeCloud } from '#test/fakes/cloud/index.ts'
import { createVirtualClock, type FakePlex, libraryOf, startFakePlex } from '#test/fakes/plex/index.ts'
import { clearAbandoned, type DemoFolders, makeFolders, removeFolders } from './folder.ts'
import { demoSections, makeFiles } from './library.ts'
import { demoPeople, demoPin } from './people.ts'
import { choosePort, startProgram, stopProgram } from './program.ts'
import { startTrends } from './trends.ts'
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

const startPlex = (): Promise<FakePlex> => {
  const library = libraryOf({ sections: demoSections })
  const clock = createVirtualClock(Date.now())
  return startFakePlex({
    library,
    people: demoPeople(library, clock.now()),
    friendlyName: 'Demo Plex',
    clock,
    cadenceMs: 2000
  })
}

const banner = (port: number, { root, data }: DemoFolders): void => {
  say('')
  say(`  Open  http://localhost:${port}  and watch. Ctrl-C ends the demo and leaves nothing behind.`)
  say('  The page asks for a password of your choice first, at least eight characters; it is gone with the demo.')
  say(`  The files are in ${root} until then.`)
  say(
    `  Five people watch and wish: DATA_DIR=${data} bin/pcu people  tells how each is known. The PIN of Theo is ${demoPin}.`
  )
  say(`  One film trends at a time: DATA_DIR=${data} bin/pcu trakt  tells which.`)
  say('')
}

const demo = async (): Promise<void> => {
  const signal = stopSignal()
  clearAbandoned()
  const folders = makeFolders()
  const plex = await startPlex()
  // Plex gives no tokens for shares, as in March 2026: every rung of the ladder is to be seen.
  const cloud = await startFakeCloud({ plex, sharedServers: 'blankTokens' })
  const trakt = await startTrends(plex.clock)
  const stopClock = plex.clock.run(1)
  let program: ReturnType<typeof startProgram> | undefined
  try {
    const made = await makeFiles(folders.array)
    say(`Made ${made.files} titles (${formatBytes(made.bytes)}) in ${folders.array}.`)
    const port = await choosePort()
    program = startProgram({ plex, cloud, trakt }, folders, port)
    banner(port, folders)
    const ended = once(program, 'exit').then(() => 'ended' as const)
    const viewers = watchForEver(
      { plex, shareRoot: folders.array, poolRoot: folders.pool, tell: (sentence) => say(`  * ${sentence}`), signal },
      { episodes: keysOf(plex, '2', 'episode'), films: keysOf(plex, '1', 'movie') }
    ).then(() => 'stopped' as const)
    if ((await Promise.race([ended, viewers])) === 'ended' && !signal.aborted)
      throw new Error('The program ended by itself; its last lines say why.')
  } finally {
    if (program !== undefined) await stopProgram(program)
    stopClock()
    await trakt.close()
    await cloud.close()
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
