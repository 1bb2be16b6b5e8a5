/** Reads the canaries: small files laid out like the repository, each breaking rules on purpose and naming them first. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the canaries live, from the root. */
export const canaryHouse = 'tools/canaries/house'

/** One promise: `file` (inside the house) breaks `rule`, and `tool` must say so. */
export interface Canary {
  readonly tool: string
  readonly rule: string
  readonly file: string
}

/** Every promise of every canary, from first lines like `// canary: dependency/core-is-pure, lint/style/noEnum`. */
export function readCanaries(): readonly Canary[] {
  const entries = readdirSync(canaryHouse, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.flatMap((path) => readPromises(path.slice(canaryHouse.length + 1), readFileSync(path, 'utf8')))
}

function readPromises(file: string, text: string): readonly Canary[] {
  const [firstLine = ''] = text.split('\n')
  const [, list = ''] = firstLine.match(/^\/\/ canary: (.+)$/) ?? []
  return list.split(', ').flatMap((promise) => {
    const [, tool, rule] = promise.match(/^(dependency|lint|types)\/(.+)$/) ?? []
    return tool && rule ? [{ tool, rule, file }] : []
  })
}

/** A promise as the tests compare it. */
export const spell = (rule: string, file: string): string => `${file} breaks ${rule}`
