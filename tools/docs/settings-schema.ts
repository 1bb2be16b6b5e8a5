/** The generated docs/settings.schema.json: the settings object as JSON schema, with the descriptors that a form needs. */
import { settingDescriptors, settingsJsonSchema } from '@pcu/contract'

const WIDTH = 120

/** JSON the way the formatter of this repository writes it: what fits on a line stays on one line if it holds no object. */
function layOut(value: unknown, indent: string, room: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  const deeper = `${indent}  `
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([key, part]) => ({ name: isList ? '' : `${JSON.stringify(key)}: `, part }))
  if (parts.length === 0) return isList ? '[]' : '{}'
  const flat = isList ? `[${value.map((part) => JSON.stringify(part)).join(', ')}]` : ''
  const isFlat = isList && value.every((part) => typeof part !== 'object' || part === null)
  if (isFlat && flat.length <= room) return flat
  const lines = parts.map(({ name, part }) => {
    const start = `${deeper}${name}`
    return `${start}${layOut(part, deeper, WIDTH - start.length - 1)}`
  })
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}

/** The whole file. */
export function renderSettingsSchema(): string {
  return `${layOut({ ...settingsJsonSchema(), 'x-settings': settingDescriptors }, '', WIDTH)}\n`
}
