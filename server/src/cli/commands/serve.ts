/** `pcu serve`: the real thing, until it is told to stop. */
import { randomBytes } from 'node:crypto'
import { tokens } from '#adapters/credentials/tokens.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { forgetInstance, noteInstance } from '#cli/instance.ts'
import { openHere } from '#cli/local.ts'
import type { OnBug } from '#http/problems.ts'
import { createHttp } from '#http/server.ts'
import { Failure } from '#src/failure.ts'
import { narrateBug } from '#src/narrate.ts'
import type { Program } from '#src/program.ts'
import { version } from '#src/version.ts'

const untilStopped = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })

/** What ends a program: the signal that it was told to stop by, or somebody on the page who wants it to begin anew. */
type End = { readonly by: 'signal'; readonly name: string } | { readonly by: 'restart' }

const createEnd = (stopped: Promise<string>) => {
  const { promise, resolve } = Promise.withResolvers<End>()
  void stopped.then((name) => resolve({ by: 'signal', name }))
  return { promise, restart: () => resolve({ by: 'restart' }) }
}

interface Place {
  readonly port: number
  readonly host: string
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown'

/** Ports below 1024 belong to root. */
const triesAnotherPort: ReadonlySet<string> = new Set(['EADDRINUSE', 'EACCES'])

const listenFailure = (thrown: unknown, { port, host }: Place): Failure => {
  const code = codeOf(thrown)
  const sentence =
    code === 'EADDRINUSE'
      ? `Port ${port} (PORT) is taken by another program.`
      : `The page cannot be served at ${host}, port ${port} (WEB_HOST, PORT): ${code}.`
  const hint = triesAnotherPort.has(code)
    ? 'Set PORT to a free port.'
    : 'Set WEB_HOST to an address of this machine, or to 0.0.0.0 for all of them.'
  return new Failure('settings.wrong', { sentence, hint, retry: 'never', cause: thrown })
}

const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]'])

/** Where commands on this machine reach the page. */
const addressOf = ({ port, host }: Place): string => {
  if (everywhere.has(host)) return `http://127.0.0.1:${port}`
  return host.includes(':') && !host.startsWith('[') ? `http://[${host}]:${port}` : `http://${host}:${port}`
}

const instanceName = 'access.instance'

/** What tells the cookies of this program from those of another one on the same machine. */
const instanceOf = async ({ memory }: Program): Promise<string> => {
  const known = await memory.get(instanceName)
  if (known !== undefined) return known
  const made = randomBytes(4).toString('hex')
  await memory.set(instanceName, made)
  return made
}

const tellMode = async ({ log, door, resolved: { settings } }: Program): Promise<void> => {
  if (settings.web.authMode === 'password' && !(await door.access.hasAdministrator()))
    log.write('INFO', 'There is no administrator yet: open the page from your own network and choose a password.')
  if (settings.web.authMode === 'none')
    log.write('WARNING', 'AUTH_MODE is none: everybody who reaches the port may see and do everything.')
  if (settings.web.authMode === 'proxy' && settings.web.trustedProxies.length === 0)
    log.write('WARNING', 'AUTH_MODE is proxy and TRUSTED_PROXIES is empty: no browser gets in.')
}

const listen = async (program: Program, restart: () => void) => {
  const { web } = program.resolved.settings
  const { app, folders, log } = program
  const onBug: OnBug = (thrown, request) => {
    const { level, sentence, about } = narrateBug(thrown, request)
    log.write(level, sentence, about)
  }
  const key = tokens.make()
  await program.door.prepare()
  const { access } = program.door
  const instance = await instanceOf(program)
  const page = { version, pageFolder: folders.page, onBug, restart }
  const http = createHttp({ face: app.face, ...page, access, web, localKey: key, instance })
  try {
    await http.listen({ port: web.port, host: web.host })
  } catch (thrown) {
    await http.close()
    throw listenFailure(thrown, web)
  }
  const address = addressOf(web)
  return { http, line: { address, key }, shown: address.replace('//127.0.0.1:', '//localhost:') }
}

const reasonOf = (end: End): string => (end.by === 'restart' ? 'to begin anew, as was asked for' : end.name)

/** One life of the program, from its opening to its close. */
const serveOnce = async (stopped: Promise<string>): Promise<End> => {
  const program = await openHere({
    as: 'server',
    dryRun: false,
    console: (line) => void process.stdout.write(`${line}\n`)
  })
  const { app, folders, log } = program
  const { promise: ended, restart } = createEnd(stopped)
  try {
    await app.settle()
    const { http, line, shown } = await listen(program, restart)
    noteInstance(folders.data, line)
    await tellMode(program)
    log.write('INFO', `PlexCacheUltra ${version} is at ${shown} (state in ${folders.data}).`)
    app.startByItself()
    const end = await ended
    log.write('INFO', `Stopping (${reasonOf(end)}); what is half copied is taken back.`)
    forgetInstance(folders.data)
    await http.close()
    return end
  } finally {
    await program.close()
  }
}

/** Serves until SIGINT or SIGTERM, then stops at the next safe point and leaves nothing half done. Begins anew when somebody asks for that. */
export const serveCommand = async (): Promise<ExitCode> => {
  const stopped = untilStopped()
  while ((await serveOnce(stopped)).by === 'restart');
  return exitCodes.done
}
