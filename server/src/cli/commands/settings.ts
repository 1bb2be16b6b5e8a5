/** `pcu settings`: every setting with its value and origin; saves and resets values; forgets which Plex server is ours. */
import {
  maskSecrets,
  type ResolvedSettings,
  readText,
  type SettingComplaint,
  type SettingDescriptor,
  type SettingValue,
  settingDescriptors,
  shownText
} from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
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

const listText = (resolved: ResolvedSettings): string => {
  const rows = rowsOf(resolved)
  const widest = Math.max(...rows.map((row) => row.variable.length))
  const lines = rows.map((row) => `${row.variable.padEnd(widest)}  ${valueText(row.value)}  [${row.origin}]`)
  return [...lines, ...complaintLines(resolved.complaints)].join('\n')
}

const list = (asked: Asked, resolved: ResolvedSettings): ExitCode => {
  const json = { settings: rowsOf(resolved), complaints: resolved.complaints }
  process.stdout.write(`${asked.json ? JSON.stringify(json, null, 2) : listText(resolved)}\n`)
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

const change = async (program: Program, asked: Asked): Promise<ExitCode> => {
  const [verb = '', ...words] = asked.words
  if (verb !== 'set' && verb !== 'reset') {
    process.stderr.write(`There is no "pcu settings ${verb}". See "pcu settings --help".\n`)
    return exitCodes.usage
  }
  const changes = words.map((word) => changeOf(verb, word))
  const wrong = changes.flatMap((one) => ('wrong' in one ? [one.wrong] : []))
  if (wrong.length > 0 || words.length === 0) {
    process.stderr.write(`${wrong.join('\n') || 'Name at least one setting.'}\n`)
    return exitCodes.usage
  }
  const named = changes.flatMap((one) => ('wrong' in one ? [] : [[one.key, one.value] as const]))
  const outcome = await program.settings.change(Object.fromEntries(named))
  if (outcome.refusals.length === 0) return list(asked, outcome.resolved)
  process.stderr.write(`${complaintLines(outcome.refusals).join('\n')}\n`)
  return exitCodes.usage
}

const say = (sentence: string): ExitCode => {
  process.stdout.write(`${sentence}\n`)
  return exitCodes.done
}

/** Lists or changes settings. */
export const settingsCommand = async (asked: Asked): Promise<ExitCode> => {
  const opened = await open({ dryRun: true, narrate: false })
  if (opened.kind === 'remote') {
    process.stderr.write(
      'A server is running with this data folder; stop it first, then list or change its settings here.\n'
    )
    return exitCodes.refused
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
    return asked.words.length === 0 ? list(asked, program.resolved) : await change(program, asked)
  } finally {
    await program.close()
  }
}
