/** Holds how variables are given by file, as container secrets are. */
import { describe, expect, it } from 'vitest'
import { settingDescriptors } from './describe.ts'
import { settingsFromEnv } from './from-env.ts'
import { secretFileRequests, withSecretFiles } from './secret-files.ts'

const FILE = '/run/secrets/plex_token'
const read = (text: string) => {
  const { env, files, complaints } = withSecretFiles({ PLEX_TOKEN_FILE: FILE }, { [FILE]: { text } })
  const { values, origins } = settingsFromEnv(env, files)
  return { token: values['plex.token'], origin: origins['plex.token'], codes: complaints.map((c) => c.code) }
}

describe('a variable given by file', () => {
  it('is asked for under both spellings', () => {
    const env = { PLEX_TOKEN_FILE: `${FILE} # secret`, FILE__PLEX_URL: '/run/secrets/url', PLEX_CACHE_PATH_FILE: ' ' }
    expect(secretFileRequests(env)).toEqual([
      { variable: 'PLEX_URL', through: 'FILE__PLEX_URL', path: '/run/secrets/url' },
      { variable: 'PLEX_TOKEN', through: 'PLEX_TOKEN_FILE', path: FILE }
    ])
  })

  it.each(settingDescriptors.map((d) => d.env))('can be %s', (variable) => {
    expect(secretFileRequests({ [`${variable}_FILE`]: '/a' })).toEqual([
      { variable, through: `${variable}_FILE`, path: '/a' }
    ])
    expect(secretFileRequests({ [`FILE__${variable}`]: '/a' })).toEqual([
      { variable, through: `FILE__${variable}`, path: '/a' }
    ])
  })

  it('loses one newline at the end and a byte order mark, and keeps everything else, # included', () => {
    expect(read('token\n')).toEqual({ token: 'token', origin: { variable: 'PLEX_TOKEN', file: FILE }, codes: [] })
    expect(read('\uFEFFtoken\r\n').token).toBe('token')
    expect(read('to #ken').token).toBe('to #ken')
    expect(withSecretFiles({ PORT_FILE: FILE }, { [FILE]: { text: 'a \n\n' } }).env).toMatchObject({ PORT: 'a \n' })
  })

  it('loses matching quotes, and that is said', () => {
    expect(read('"token"\n')).toMatchObject({ token: 'token', codes: ['secret-file-quoted'] })
    expect(read('"token\n')).toMatchObject({ token: '"token', codes: [] })
  })

  it('stops runs when its file is empty', () => {
    expect(read('\n')).toEqual({ token: undefined, origin: undefined, codes: ['secret-file-empty'] })
  })

  it('stops runs when its file cannot be read, naming variable and path', () => {
    const { complaints } = withSecretFiles(
      { FILE__PLEX_TOKEN: FILE, PLEX_URL_FILE: '/gone' },
      { [FILE]: { error: 'permission denied' } }
    )
    expect(complaints.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'error: PLEX_URL_FILE names /gone, which cannot be read: it was not read.',
      `error: FILE__PLEX_TOKEN names ${FILE}, which cannot be read: permission denied.`
    ])
  })

  it.each([
    [{ PLEX_TOKEN: 'a', PLEX_TOKEN_FILE: FILE }, 'PLEX_TOKEN, PLEX_TOKEN_FILE'],
    [{ PLEX_TOKEN: 'a', FILE__PLEX_TOKEN: FILE }, 'PLEX_TOKEN, FILE__PLEX_TOKEN'],
    [{ FILE__PLEX_TOKEN: FILE, PLEX_TOKEN_FILE: FILE }, 'PLEX_TOKEN_FILE, FILE__PLEX_TOKEN']
  ])('stops runs when it is given twice: %j', (env, names) => {
    const { env: merged, complaints } = withSecretFiles(env, { [FILE]: { text: 'b' } })
    expect(merged).toMatchObject({ PLEX_TOKEN: undefined })
    expect(complaints).toMatchObject([
      {
        code: 'given-twice',
        severity: 'error',
        message: `PLEX_TOKEN is given more than once (${names}): keep one of them.`
      }
    ])
  })

  it('may be left empty beside its file, as compose files do', () => {
    const { env, complaints } = withSecretFiles({ PLEX_TOKEN: '', PLEX_TOKEN_FILE: FILE }, { [FILE]: { text: 'b' } })
    expect(env).toMatchObject({ PLEX_TOKEN: 'b' })
    expect(complaints).toEqual([])
  })

  it('names the file, not the secret, when its content cannot be used', () => {
    const { env, files } = withSecretFiles({ WEBHOOK_URL_FILE: '/s' }, { '/s': { text: 'no address' } })
    expect(settingsFromEnv(env, files).complaints.map((complaint) => complaint.message)).toEqual([
      'WEBHOOK_URL (from /s) must be an http:// or https:// address, not the given text (hidden).'
    ])
  })
})
