/** `pcu auth`: who may enter the page; begins anew for whoever is locked out; makes and revokes API keys. */
import { type ApiKey, formatTime, type MadeKey, paths, routes, type Scope, scopeSchema } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import { type Answer, call, type Line } from '#cli/remote.ts'
import { oneLine } from '#kit/one-line.ts'
import type { Program } from '#src/program.ts'

interface AuthDesk {
  status(): Promise<string>
  reset(): Promise<Answer>
  keys(): Promise<readonly ApiKey[]>
  make(order: { readonly name: string; readonly scope: Scope }): Promise<Pick<MadeKey, 'key' | 'made'> | undefined>
  revoke(id: number): Promise<boolean>
}

const words = {
  none: 'AUTH_MODE is none: everybody who reaches the page may do everything.',
  proxy: 'AUTH_MODE is proxy: whoever a proxy in TRUSTED_PROXIES names is in.'
} as const

/** Nobody in particular: the command line. */
const here = { address: 'the command line', browser: 'pcu' } as const

const localDesk = ({ door: { access } }: Program): AuthDesk => ({
  status: async () => {
    if (access.mode !== 'password') return words[access.mode]
    return (await access.hasAdministrator())
      ? 'There is an administrator; the page asks for the password.'
      : 'There is no administrator yet; the first visit from the own network makes one.'
  },
  reset: access.reset,
  keys: access.keys,
  make: (order) => access.makeKey(order, here),
  revoke: (id) => access.revokeKey(id, here)
})

const remoteDesk = (line: Line): AuthDesk => ({
  status: async () => {
    const { mode } = await call(line, paths.access, routes.access.answer)
    if (mode !== 'password') return words[mode]
    const { sessions } = await call(line, paths.sessions, routes.sessions.answer)
    return `AUTH_MODE is password; ${sessions.length === 1 ? '1 browser is' : `${sessions.length} browsers are`} logged in.`
  },
  reset: () => call(line, paths.resetAccess, routes.resetAccess.answer, {}),
  keys: async () => (await call(line, paths.apiKeys, routes.apiKeys.answer)).keys,
  make: (order) => call(line, paths.makeApiKey, routes.makeApiKey.answer, order),
  revoke: async (id) => {
    const known = (await call(line, paths.apiKeys, routes.apiKeys.answer)).keys.some((key) => key.id === id)
    if (known) await call(line, paths.revokeApiKey.replace(':id', String(id)), routes.revokeApiKey.answer, 'delete')
    return known
  }
})

const say = (lines: readonly string[], code: ExitCode): ExitCode => {
  const stream = code === exitCodes.usage ? process.stderr : process.stdout
  stream.write(`${lines.map(oneLine).join('\n')}\n`)
  return code
}

const lineOf = ({ id, name, scope, usedAt }: ApiKey): string =>
  `${id}  ${name} (${scope}), ${usedAt === null ? 'never used' : `last used ${formatTime(usedAt, systemTimeZone())}`}`

const make = async (
  desk: AuthDesk,
  [name = '', scope = 'read']: readonly string[],
  json: boolean
): Promise<ExitCode> => {
  const known = scopeSchema.safeParse(scope).data
  if (name === '' || known === undefined) return usage()
  const made = await desk.make({ name, scope: known })
  if (made === undefined)
    return say(['There are as many keys as anybody keeps apart. Revoke one first.'], exitCodes.refused)
  return say(
    json ? [JSON.stringify(made)] : [made.key, 'Copy it now: it is not shown again. Send it as the header X-Api-Key.'],
    exitCodes.done
  )
}

const revoke = async (desk: AuthDesk, [id]: readonly string[]): Promise<ExitCode> =>
  (await desk.revoke(Number(id)))
    ? say(['The key is revoked; it opens nothing any more.'], exitCodes.done)
    : say(['There is no such key; see "pcu auth keys".'], exitCodes.refused)

const usage = (): ExitCode =>
  say(['Write "pcu auth [status|reset|keys [make NAME SCOPE|revoke NUMBER]]". See "pcu auth --help".'], exitCodes.usage)

const keys = async (desk: AuthDesk, [verb, ...rest]: readonly string[], json: boolean): Promise<ExitCode> => {
  if (verb === 'make') return make(desk, rest, json)
  if (verb === 'revoke') return revoke(desk, rest)
  if (verb !== undefined) return usage()
  const all = await desk.keys()
  if (json) return say([JSON.stringify({ keys: all })], exitCodes.done)
  return say(all.length === 0 ? ['There are no API keys.'] : all.map(lineOf), exitCodes.done)
}

const carryOut = async (desk: AuthDesk, { words: given, json }: Asked): Promise<ExitCode> => {
  const [verb = 'status', ...rest] = given
  if (verb === 'keys') return keys(desk, rest, json)
  if (rest.length > 0) return usage()
  if (verb === 'status') return say([await desk.status()], exitCodes.done)
  if (verb === 'reset') return say([(await desk.reset()).sentence], exitCodes.done)
  return usage()
}

const deskOf = (opened: Opened): AuthDesk =>
  opened.kind === 'remote' ? remoteDesk(opened.line) : localDesk(opened.program)

/** Tells or changes who may enter, in the running server or in the data folder itself. */
export const authCommand = async (asked: Asked): Promise<ExitCode> => {
  const opened = await open({ dryRun: false, narrate: false })
  try {
    return await carryOut(deskOf(opened), asked)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}
