/** Reads the command line. What is not understood is said with what would be. */
import { parseArgs } from 'node:util'
import { type CommandName, isCommand } from './help.ts'

/** A command with its options. */
export interface Asked {
  readonly command: CommandName
  readonly words: readonly string[]
  readonly dryRun: boolean
  readonly json: boolean
  readonly forgetServer: boolean
  readonly confirmStorage: boolean
}

/** What the words mean. */
export type Parsed =
  | { readonly kind: 'command'; readonly asked: Asked }
  | { readonly kind: 'help'; readonly command: CommandName | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly sentence: string }

const options = {
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  'forget-server': { type: 'boolean' },
  'confirm-storage': { type: 'boolean' }
} as const

const wrong = (sentence: string): Parsed => ({ kind: 'wrong', sentence: `${sentence} See "pcu --help".` })

const read = (words: readonly string[]) =>
  parseArgs({ args: [...words], options, allowPositionals: true, strict: true })

const meaning = ({ values, positionals }: ReturnType<typeof read>): Parsed => {
  const [name, ...words] = positionals
  if (values.version === true) return { kind: 'version' }
  if (name === undefined) return { kind: 'help', command: undefined }
  if (!isCommand(name)) return wrong(`There is no command "${name}".`)
  if (values.help === true) return { kind: 'help', command: name }
  if (words.length > 0 && name !== 'settings')
    return wrong(`"pcu ${name}" takes no further words, but "${words[0]}" was given.`)
  const asked: Asked = {
    command: name,
    words,
    dryRun: values['dry-run'] === true,
    json: values.json === true,
    forgetServer: values['forget-server'] === true,
    confirmStorage: values['confirm-storage'] === true
  }
  if (asked.dryRun && name !== 'run' && name !== 'restore-all')
    return wrong(`--dry-run does not go with "pcu ${name}".`)
  return { kind: 'command', asked }
}

/** Reads the words after the program's name. */
export const parseWords = (words: readonly string[]): Parsed => {
  try {
    return meaning(read(words))
  } catch (thrown) {
    return wrong(
      thrown instanceof Error ? (thrown.message.split('. ')[0]?.concat('.') ?? '') : 'The options were not understood.'
    )
  }
}
