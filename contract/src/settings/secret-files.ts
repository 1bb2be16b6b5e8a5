/** Variables given by file (`X_FILE` or `FILE__X`, as container secrets are): which files to read, and what becomes of them. */
import type { SettingComplaint } from './complaint.ts'
import { settingDescriptors } from './describe.ts'
import type { Env } from './env-names.ts'
import { cleanText } from './read-text.ts'

export interface SecretFileRequest {
  /** The variable whose value is in the file. */
  readonly variable: string
  /** The variable that names the file: `PLEX_TOKEN_FILE` or `FILE__PLEX_TOKEN`. */
  readonly through: string
  readonly path: string
}

/** What reading a file gave; `error` says why it could not be read, without a full stop. */
export type SecretFileContent = { readonly text: string } | { readonly error: string }

export interface WithSecretFiles {
  /** The environment with the contents put in the place of the variables they stand for. */
  readonly env: Env
  /** By variable: the file its value came from. Such values are taken as they are, `#` included. */
  readonly files: Readonly<Record<string, string>>
  readonly complaints: readonly SettingComplaint[]
}

const isGiven = (raw: string | undefined): raw is string => raw !== undefined && cleanText(raw).text !== ''

function requestsFor(env: Env, variable: string): readonly SecretFileRequest[] {
  return [`${variable}_FILE`, `FILE__${variable}`].flatMap((through) => {
    const raw = env[through]
    return isGiven(raw) ? [{ variable, through, path: cleanText(raw).text }] : []
  })
}

/** The files that the environment asks to be read, for every variable, secret or not. */
export function secretFileRequests(env: Env): readonly SecretFileRequest[] {
  return settingDescriptors.flatMap((descriptor) => requestsFor(env, descriptor.env))
}

interface Merged {
  readonly value: string | undefined
  readonly path?: string
  readonly complaints: readonly SettingComplaint[]
}

type Complain = (
  code: SettingComplaint['code'],
  message: string,
  severity?: SettingComplaint['severity']
) => SettingComplaint

const QUOTED = /^(["'])(.*)\1$/s

function readContent(request: SecretFileRequest, content: SecretFileContent | undefined, complain: Complain): Merged {
  const file = `${request.through} names ${request.path}`
  if (content === undefined || 'error' in content) {
    const why = content === undefined ? 'it was not read' : content.error
    const message = `${file}, which cannot be read: ${why}.`
    return { value: undefined, complaints: [complain('secret-file-unreadable', message)] }
  }
  // One newline only: editors add one. Quotes count as quotes only when nothing else stands outside of them.
  const line = content.text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '')
  const quoted = QUOTED.exec(line)
  const value = quoted?.[2] ?? line
  if (value.trim() === '') {
    return { value: undefined, complaints: [complain('secret-file-empty', `${file}, which is empty.`)] }
  }
  const message = `${file}; the quotes around its content were left out.`
  return { value, path: request.path, complaints: quoted ? [complain('secret-file-quoted', message, 'info')] : [] }
}

function merge(
  requests: readonly SecretFileRequest[],
  env: Env,
  contents: Readonly<Record<string, SecretFileContent>>
): Merged {
  const [first, ...more] = requests
  if (first === undefined) return { value: undefined, complaints: [] }
  const key = settingDescriptors.find((descriptor) => descriptor.env === first.variable)?.key ?? null
  const complain: Complain = (code, message, severity = 'error') => ({
    code,
    severity,
    key,
    variable: first.through,
    message
  })
  const given = [
    ...(isGiven(env[first.variable]) ? [first.variable] : []),
    first.through,
    ...more.map((r) => r.through)
  ]
  if (given.length > 1) {
    const message = `${first.variable} is given more than once (${given.join(', ')}): keep one of them.`
    return { value: undefined, complaints: [complain('given-twice', message)] }
  }
  const content = Object.hasOwn(contents, first.path) ? contents[first.path] : undefined
  return readContent(first, content, complain)
}

/**
 * Puts the contents of the requested files, by path, in the place of their variables. A variable that is given
 * twice or whose file cannot be read counts as not given, and the complaint about it stops runs.
 */
export function withSecretFiles(env: Env, contents: Readonly<Record<string, SecretFileContent>>): WithSecretFiles {
  const merged: Record<string, string | undefined> = { ...env }
  const files: Record<string, string> = {}
  const complaints: SettingComplaint[] = []
  for (const { env: variable } of settingDescriptors) {
    const requests = requestsFor(env, variable)
    if (requests.length === 0) continue
    const outcome = merge(requests, env, contents)
    merged[variable] = outcome.value
    if (outcome.path !== undefined) files[variable] = outcome.path
    complaints.push(...outcome.complaints)
  }
  return { env: merged, files, complaints }
}
