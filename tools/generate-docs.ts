/** `npm run docs`: writes the documents that are made from the contract and from the tables that move files; with --check it only says which are stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renderApiPage } from './docs/api-page.ts'
import { renderEnvExample } from './docs/env-example.ts'
import { renderRecoveryPage } from './docs/recovery-page.ts'
import { renderSettingsTables, renewSettingsPage } from './docs/settings-page.ts'
import { renderSettingsSchema } from './docs/settings-schema.ts'

interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string
  /** The text it should have, given the text it has (undefined when there is no such file). */
  readonly render: (existing: string | undefined) => string
}

const generatedFiles: readonly GeneratedFile[] = [
  {
    path: 'docs/settings.md',
    render: (page) => (page === undefined ? `# Settings\n\n${renderSettingsTables()}\n` : renewSettingsPage(page))
  },
  { path: 'docs/settings.schema.json', render: renderSettingsSchema },
  { path: '.env.example', render: renderEnvExample },
  { path: 'docs/recovery.md', render: renderRecoveryPage },
  { path: 'docs/api.md', render: renderApiPage }
]

interface StaleFile {
  readonly path: string
  readonly text: string
}

/** The generated files below a root that do not have the text they should have. */
export function staleFiles(root: string): readonly StaleFile[] {
  return generatedFiles.flatMap(({ path, render }) => {
    const full = join(root, path)
    const existing = existsSync(full) ? readFileSync(full, 'utf8') : undefined
    const text = render(existing)
    return text === existing ? [] : [{ path, text }]
  })
}

/** Brings every generated file below a root up to date; answers with the paths it wrote. */
export function writeStaleFiles(root: string): readonly string[] {
  return staleFiles(root).map(({ path, text }) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    return path
  })
}

function main(args: readonly string[]): number {
  const root = join(import.meta.dirname, '..')
  const unknown = args.find((arg) => arg !== '--check')
  if (unknown !== undefined) {
    console.error(`generate-docs: unknown argument ${unknown}. Usage: node tools/generate-docs.ts [--check]`)
    return 2
  }
  if (args.includes('--check')) {
    const stale = staleFiles(root)
    for (const { path } of stale) console.error(`${path} is stale: run npm run docs.`)
    return stale.length === 0 ? 0 : 1
  }
  for (const path of writeStaleFiles(root)) console.log(`wrote ${path}`)
  return 0
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
