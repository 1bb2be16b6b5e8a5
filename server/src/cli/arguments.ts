/** Reads the command line. What is not understood is said with what would be. */
import { parseArgs } from 'node:util'
import { type Remedy, remedySchema } from '@pcu/contract'
import { type CommandName, isCommand } from './help.ts'

/** A command with its options. */
export interface Asked {
  readonly command: CommandName
  readonly words: readonly string[]
  readonly dryRun: boolean
  readonly json: boolean
  readonly fromNames: boolean
  readonly forgetServer: boolean
  readonly confirmStorage: boolean
  /** The one remedy that was named; with "pcu orphans resolve". */
  readonly remedy: Remedy | undefined
  readonly yes: boolean
  /** With "pcu doctor". */
  readonly audit: boolean
  readonly hash: boolean
  readonly repair: boolean
  readonly afterFile: boolean
  /** With "pcu run" and "pcu plan". */
  readonly allowReturns: boolean
  /** With "pcu sign-in". */
  readonly server: string | undefined
  readonly address: string | undefined
  readonly tokenFile: string | undefined
  readonly changeServer: boolean
  /** With "pcu pin". */
  readonly by: string | undefined
  readonly file: string | undefined
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
  'from-names': { type: 'boolean' },
  'forget-server': { type: 'boolean' },
  'confirm-storage': { type: 'boolean' },
  yes: { type: 'boolean' },
  audit: { type: 'boolean' },
  hash: { type: 'boolean' },
  repair: { type: 'boolean' },
  restore: { type: 'boolean' },
  'keep-copy': { type: 'boolean' },
  'finish-delete': { type: 'boolean' },
  'remove-leftovers': { type: 'boolean' },
  forget: { type: 'boolean' },
  'after-file': { type: 'boolean' },
  'allow-returns': { type: 'boolean' },
  server: { type: 'string' },
  address: { type: 'string' },
  'token-file': { type: 'string' },
  'change-server': { type: 'boolean' },
  by: { type: 'string' },
  file: { type: 'string' }
} as const

/** Options that go with one command only, or with two. */
const goesWith: Readonly<Partial<Record<keyof typeof options, readonly CommandName[]>>> = {
  'after-file': ['stop'],
  'allow-returns': ['run', 'plan'],
  'dry-run': ['run', 'restore-all', 'rescue'],
  'from-names': ['rescue'],
  yes: ['orphans'],
  audit: ['doctor'],
  hash: ['doctor'],
  repair: ['doctor'],
  restore: ['orphans'],
  'keep-copy': ['orphans'],
  'finish-delete': ['orphans'],
  'remove-leftovers': ['orphans'],
  forget: ['orphans'],
  server: ['sign-in'],
  address: ['sign-in'],
  'token-file': ['sign-in'],
  'change-server': ['sign-in'],
  by: ['pin'],
  file: ['pin']
}

const takesWords: ReadonlySet<CommandName> = new Set([
  'apply',
  'auth',
  'sign-in',
  'trakt',
  'settings',
  'orphans',
  'people',
  'paths',
  'watcher',
  'pin',
  'unpin',
  'why'
])

const wrong = (sentence: string): Parsed => ({ kind: 'wrong', sentence: `${sentence} See "pcu --help".` })

const read = (words: readonly string[]) =>
  parseArgs({ args: [...words], options, allowPositionals: true, strict: true })

type Values = ReturnType<typeof read>['values']

const isOption = (name: string): name is keyof typeof options => Object.hasOwn(options, name)

const strangerTo = (command: CommandName, values: Values): string | undefined =>
  Object.keys(values).find((name) => isOption(name) && goesWith[name]?.includes(command) === false)

const meaning = ({ values, positionals }: ReturnType<typeof read>): Parsed => {
  const [name, ...words] = positionals
  if (values.version === true) return { kind: 'version' }
  if (name === undefined) return { kind: 'help', command: undefined }
  if (!isCommand(name)) return wrong(`There is no command "${name}".`)
  if (values.help === true) return { kind: 'help', command: name }
  if (words.length > 0 && !takesWords.has(name))
    return wrong(`"pcu ${name}" takes no further words, but "${words[0]}" was given.`)
  const stranger = strangerTo(name, values)
  if (stranger !== undefined) return wrong(`--${stranger} does not go with "pcu ${name}".`)
  const remedies = remedySchema.options.filter((remedy) => values[remedy] === true)
  const asked: Asked = {
    command: name,
    words,
    dryRun: values['dry-run'] === true,
    json: values.json === true,
    fromNames: values['from-names'] === true,
    forgetServer: values['forget-server'] === true,
    confirmStorage: values['confirm-storage'] === true,
    afterFile: values['after-file'] === true,
    allowReturns: values['allow-returns'] === true,
    remedy: remedies.length === 1 ? remedies[0] : undefined,
    yes: values.yes === true,
    audit: values.audit === true || values.hash === true,
    hash: values.hash === true,
    repair: values.repair === true,
    server: values.server,
    address: values.address,
    tokenFile: values['token-file'],
    changeServer: values['change-server'] === true,
    by: values.by,
    file: values.file
  }
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
