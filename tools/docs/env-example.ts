/** The generated .env.example: works as printed once the two required values are filled in. */
import { rangeOf, type SettingDescriptor, settingDescriptors, settingsGroups } from '@pcu/contract'

const WIDTH = 100

const HEAD = `# Copy this file to .env; fill in PLEX_URL and PLEX_TOKEN, or leave them out and sign in.
# The other lines show the default, or an example where there is none; take away the # to change it.
# A value may be followed by a comment. Put it in quotes when # belongs to it.
# Every variable can also be given by file: PLEX_TOKEN_FILE=/run/secrets/plex_token
# Made from the settings themselves by \`npm run docs\`; docs/settings.md says more.`

/** Breaks a text into comment lines of at most WIDTH letters, at spaces. */
function asComment(text: string): readonly string[] {
  const lines: string[] = []
  let line = '#'
  for (const word of text.split(' ')) {
    if (line !== '#' && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = '#'
    }
    line = `${line} ${word}`
  }
  return [...lines, line]
}

function printedValue(descriptor: SettingDescriptor): string {
  const text = String(descriptor.default)
  const value = text === '' ? (descriptor.example ?? '') : text
  return /[\s#"']/.test(value) ? `"${value}"` : value
}

const KINDS_WITH_A_RANGE: readonly string[] = ['integer', 'number', 'room', 'choice']

function linesOf(descriptor: SettingDescriptor): readonly string[] {
  const { env, help, kind, unit, required, inUse } = descriptor
  const range = `${rangeOf(descriptor)}${unit === null ? '' : `, in ${unit}`}`
  const sentences = [
    help,
    required ? 'Required.' : '',
    KINDS_WITH_A_RANGE.includes(kind) ? `Accepts ${range}.` : '',
    inUse ? '' : 'Declared; not yet acted on in this version.'
  ]
  const comment = sentences.filter((sentence) => sentence !== '').join(' ')
  return ['', ...asComment(comment), `${required ? '' : '#'}${env}=${printedValue(descriptor)}`]
}

function sectionOf([group, title]: readonly [string, string]): readonly string[] {
  const inGroup = settingDescriptors.filter((descriptor) => descriptor.group === group)
  return ['', '', `# --- ${title}`, ...inGroup.flatMap(linesOf)]
}

/** The whole file. */
export function renderEnvExample(): string {
  return `${[HEAD, ...Object.entries(settingsGroups).flatMap(sectionOf)].join('\n')}\n`
}
