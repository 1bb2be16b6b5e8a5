/** `pcu settings`: every setting with its value and origin; saves and resets values; forgets which Plex server is ours. */
import {
  type AnswerOf,
  maskSecrets,
  paths,
  type ResolvedSettings,
  readText,
  routes,
  type SettingComplaint,
  type SettingDescriptor,
  type SettingValue,
  settingDescriptors,
  shownText
} from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { call, type Line } from '#cli/remote.ts'
import { forgetServer } from '#engine/server-identity.ts'
import type { Program } from '#src/program.ts'

interface Row {
  readonly variable: string
  readonly value: unknown
  readonly origin: string
  readonly label: string
}

const rowsOf = (resolved: ResolvedSettings): readonly Row[] => {
  const values = maskSecrets(resolved.settings)
  return settingDescriptors.map((descriptor) => ({
    variable: descriptor.env,
    value: values[descriptor.key],
    origin: resolved.origin[descriptor.key] ?? 'default',
    label: descriptor.label
  }))
}

const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(',') || '(empty)'
  return value === '' || value === undefined || value === null ? '(empty)' : String(value)
}

const complaintLines = (complaints: readonly SettingComplaint[]): readonly string[] =>
  complaints.map((complaint) => `${complaint.severity.toUpperCase()}: ${complaint.message}`)

/** What is listed, whoever told it. */
interface Listing {
  readonly settings: readonly Row[]
  readonly complaints: readonly SettingComplaint[]
}

const listingOf = (resolved: ResolvedSettings): Listing => ({
  settings: rowsOf(resolved),
  complaints: resolved.complaints
})

const told = ({ settings, complaints }: AnswerOf<'settings'>): Listing => ({
  settings: settings.map(({ env, value, origin, label }) => ({ variable: env, value, origin, label })),
  complaints: [...settings.flatMap((setting) => setting.complaints), ...complaints]
})

const listText = ({ settings: rows, complaints }: Listing): string => {
  const widest = Math.max(...rows.map((row) => row.variable.length))
  const lines = rows.map((row) => `${row.variable.padEnd(widest)}  ${valueText(row.value)}  [${row.origin}]`)
  return [...lines, ...complaintLines(complaints)].join('\n')
}

const list = (asked: Asked, listing: Listing): ExitCode => {
  process.stdout.write(`${asked.json ? JSON.stringify(listing, null, 2) : listText(listing)}\n`)
  return exitCodes.done
}

type Change = { readonly key: string; readonly value: SettingValue | null } | { readonly wrong: string }

/** A value is written as in the environment: `yes`, `12.5`, `/a,/b`. */
const given = (descriptor: SettingDescriptor, text: string): Change => {
  const read = readText(descriptor, text.trim())
  if (read.ok) return { key: descriptor.key, value: read.value }
  return { wrong: `${descriptor.env} ${read.demand}, not ${shownText(descriptor, text)}.` }
}

const changeOf = (verb: string, word: string): Change => {
  const at = word.indexOf('=')
  const variable = verb === 'set' && at > 0 ? word.slice(0, at) : word
  const descriptor = settingDescriptors.find(({ env }) => env === variable)
  if (descriptor === undefined) return { wrong: `There is no setting ${variable}.` }
  if (verb === 'reset') return { key: descriptor.key, value: null }
  return at > 0 ? given(descriptor, word.slice(at + 1)) : { wrong: `Write ${variable}=VALUE.` }
}

/** What the words ask for; undefined: they ask for nothing, which was said. */
const changesIn = (asked: Asked): Readonly<Record<string, SettingValue | null>> | undefined => {
  const [verb = '', ...words] = asked.words
  if (verb !== 'set' && verb !== 'reset') {
    process.stderr.write(`There is no "pcu settings ${verb}". See "pcu settings --help".\n`)
    return undefined
  }
  const changes = words.map((word) => changeOf(verb, word))
  const wrong = changes.flatMap((one) => ('wrong' in one ? [one.wrong] : []))
  if (wrong.length > 0 || words.length === 0) {
    process.stderr.write(`${wrong.join('\n') || 'Name at least one setting.'}\n`)
    return undefined
  }
  const named = changes.flatMap((one) => ('wrong' in one ? [] : [[one.key, one.value] as const]))
  return Object.fromEntries(named)
}

const change = async (program: Program, asked: Asked): Promise<ExitCode> => {
  const changes = changesIn(asked)
  if (changes === undefined) return exitCodes.usage
  const outcome = await program.settings.change(changes)
  if (outcome.refusals.length === 0) return list(asked, listingOf(outcome.resolved))
  process.stderr.write(`${complaintLines(outcome.refusals).join('\n')}\n`)
  return exitCodes.usage
}

const say = (sentence: string): ExitCode => {
  process.stdout.write(`${sentence}\n`)
  return exitCodes.done
}

/** What only a program that does nothing else may be asked. */
const asksForMore = ({ forgetServer: server, confirmStorage }: Asked): boolean => server || confirmStorage

const refusedWhileServing = (): ExitCode => {
  process.stderr.write('A server is running with this data folder; stop it first.\n')
  return exitCodes.refused
}

/** The same in a server that runs: it saves, and what is saved counts there as it would from its page. */
const inServer = async (line: Line, asked: Asked): Promise<ExitCode> => {
  const view = await call(line, paths.settings, routes.settings.answer)
  if (asked.words.length === 0) return list(asked, told(view))
  const changes = changesIn(asked)
  if (changes === undefined) return exitCodes.usage
  const order = { revision: view.revision, changes }
  return list(asked, told(await call(line, paths.saveSettings, routes.saveSettings.answer, order)))
}

/** Lists or changes settings. */
export const settingsCommand = async (asked: Asked): Promise<ExitCode> => {
  const opened = await open({ dryRun: true, narrate: false })
  if (opened.kind === 'remote') {
    return asksForMore(asked) ? refusedWhileServing() : inServer(opened.line, asked)
  }
  const { program } = opened
  try {
    if (asked.forgetServer) {
      await forgetServer(program.memory)
      return say('The next Plex server that answers at PLEX_URL is taken as ours.')
    }
    if (asked.confirmStorage) {
      await program.confirmStorage()
      return say('The storage is taken as it is now. No file was touched.')
    }
    return asked.words.length === 0 ? list(asked, listingOf(program.resolved)) : await change(program, asked)
  } finally {
    await program.close()
  }
}
