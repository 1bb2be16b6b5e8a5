/** Reads the state files of Unraid's emhttp: `["name"]` opens a section, `key="value"` stands in it or before the first one. */

/** Values by key. */
export type Section = ReadonlyMap<string, string>

/** What stands before the first section, and the sections by name. */
export interface Ini {
  readonly top: Section
  readonly sections: ReadonlyMap<string, Section>
}

const unquoted = (text: string): string => {
  const [, quoted] = /^"(.*)"$/u.exec(text.trim()) ?? []
  return quoted ?? text.trim()
}

/** Lines that have neither form are passed over: a newer Unraid may write what we do not know. A section that comes twice is one. */
export const parseIni = (text: string): Ini => {
  const top = new Map<string, string>()
  const sections = new Map<string, Map<string, string>>()
  let current = top
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    const [, header] = /^\s*\[(.+)\]\s*$/u.exec(line) ?? []
    const [, key, value] = /^\s*([^=;#[\s][^=]*?)\s*=(.*)$/u.exec(line) ?? []
    if (header !== undefined) {
      const name = unquoted(header)
      current = sections.get(name) ?? new Map()
      sections.set(name, current)
    } else if (key !== undefined && value !== undefined) current.set(unquoted(key), unquoted(value))
  }
  return { top, sections }
}
