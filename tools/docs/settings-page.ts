/** The generated part of docs/settings.md: one table per room of settings. */
import { rangeOf, type SettingDescriptor, settingDescriptors, settingsGroups } from '@pcu/contract'

const BEGIN = '<!-- GENERATED from contract/src/settings: change it there, then run `npm run docs` -->'
const END = '<!-- END GENERATED -->'

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
const code = (text: string): string => `\`${text}\``

function defaultOf({ default: fallback, required }: SettingDescriptor): string {
  if (required) return 'required'
  const text = String(fallback)
  return text === '' ? '(empty)' : code(text)
}

const APPLIES = { now: 'at once', 'next-run': 'next run', restart: 'restart' } as const

function notesOf(descriptor: SettingDescriptor): string {
  const notes = [
    descriptor.inUse ? '' : 'Declared; not yet acted on in this version.',
    descriptor.secret ? 'Secret.' : '',
    descriptor.advanced ? 'Advanced.' : '',
    descriptor.environmentOnly ? 'Environment only.' : ''
  ]
  return notes.filter((note) => note !== '').join(' ')
}

function rowOf(descriptor: SettingDescriptor): string {
  const { env, label, help, unit, appliesOn } = descriptor
  const range = `${rangeOf(descriptor)}${unit === null ? '' : ` (${unit})`}`
  const meaning = [`**${label}.**`, help, notesOf(descriptor)].filter((part) => part !== '').join(' ')
  const cells = [code(env), defaultOf(descriptor), range, meaning, APPLIES[appliesOn]]
  return `| ${cells.map(inCell).join(' | ')} |`
}

function tableOf([group, title]: readonly [string, string]): string {
  const rows = settingDescriptors.filter((descriptor) => descriptor.group === group).map(rowOf)
  const head = ['| Variable | Default | Accepts | Meaning | Counts from |', '| --- | --- | --- | --- | --- |']
  return [`## ${title}`, '', ...head, ...rows].join('\n')
}

/** All tables, with the markers around them. */
export function renderSettingsTables(): string {
  return [BEGIN, ...Object.entries(settingsGroups).map(tableOf), END].join('\n\n')
}

/** The page with its tables renewed; what people wrote before and after the markers stays. Throws without markers. */
export function renewSettingsPage(page: string): string {
  const begin = page.indexOf('<!-- GENERATED')
  const end = page.indexOf(END)
  if (begin === -1 || end < begin) throw new Error('docs/settings.md has lost its GENERATED markers: put them back.')
  return `${page.slice(0, begin)}${renderSettingsTables()}${page.slice(end + END.length)}`
}
