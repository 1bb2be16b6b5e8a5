/** `pcu sign-in`: signs in to Plex without the page, by link or code, and takes the server; `pcu sign-in out` takes it back. */
import { createInterface } from 'node:readline/promises'
import type { OfferedServer, ServerChoice, SignIn } from '@pcu/contract'
import { readSecretFile } from '#adapters/disk/read-secret-file.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { localSigner, remoteSigner, type Signer } from '#cli/signer.ts'
import { pause } from '#kit/backoff.ts'
import { oneLine } from '#kit/one-line.ts'
import { Failure } from '#src/failure.ts'

const betweenMs = 2000

const tell = (...lines: readonly string[]): void => void process.stdout.write(`${lines.map(oneLine).join('\n')}\n`)

const refused = (sentence: string, hint: string): Failure =>
  new Failure('sign-in.refused', { sentence, hint, retry: 'never' })

const tokenIn = (path: string): string => {
  const content = readSecretFile(path)
  if ('error' in content) throw refused(`${path} cannot be read: ${content.error}.`, 'Check --token-file.')
  return content.text.trim()
}

const begin = async (signer: Signer, asked: Asked): Promise<SignIn> => {
  if (asked.tokenFile !== undefined) return signer.paste(tokenIn(asked.tokenFile))
  const begun = await signer.begin()
  const coded = await signer.typeCode()
  if (begun.step !== 'waiting') return coded
  tell('Open this link and let PlexCacheUltra in:', '', `  ${begun.link}`, '')
  if (coded.step === 'waiting' && coded.typed !== null) {
    tell(`Or open ${coded.typed.page} on any device and type  ${coded.typed.code}`, '')
  }
  tell('Waiting; Ctrl-C ends it, and nothing is changed.')
  return coded
}

/** Asks until somebody has let us in and the addresses were tried. What stands in the way is told once. */
const untilFound = async (signer: Signer, begun: SignIn): Promise<SignIn> => {
  let now = begun
  let told: string | null = null
  while (now.step === 'waiting' || now.step === 'looking') {
    if (now.trouble !== null && now.trouble !== told) tell(now.trouble)
    told = now.trouble
    await pause(betweenMs, new AbortController().signal)
    now = await signer.ask()
  }
  return now
}

const linesOf = (server: OfferedServer, number: number): readonly string[] => [
  `${number}. ${server.name}${server.standing === 'other' ? ' (another server than before)' : ''}`,
  ...server.trials.map(
    ({ url, sentence, tookMs }) => `     ${url === server.best ? '*' : ' '} ${url}  ${sentence} ${tookMs} ms`
  ),
  ...(server.hint === null ? [] : [`     ${server.hint}`])
]

/** Whom nobody asked on a terminal has to be told beforehand. */
const askWhich = async (servers: readonly OfferedServer[]): Promise<OfferedServer | undefined> => {
  if (!process.stdin.isTTY) return undefined
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question('Which one? Its number or name: ')
    const wanted = servers.find(({ name }, index) => answer.trim() === String(index + 1) || answer.trim() === name)
    return wanted?.best === null ? undefined : wanted
  } finally {
    terminal.close()
  }
}

const pick = async (servers: readonly OfferedServer[], asked: Asked): Promise<OfferedServer> => {
  const usable = servers.filter(({ best }) => best !== null)
  const named = usable.filter(
    ({ name }) => asked.server === undefined || name.toLowerCase() === asked.server.toLowerCase()
  )
  const [only] = named
  if (only === undefined) {
    const what =
      asked.server === undefined
        ? 'No server can be reached from here.'
        : `No server "${asked.server}" can be reached from here.`
    throw refused(what, 'See what was tried above.')
  }
  const chosen = named.length === 1 ? only : await askWhich(servers)
  if (chosen === undefined) {
    throw refused('There are several servers, and none was chosen.', 'Run it again as "pcu sign-in --server NAME".')
  }
  return chosen
}

const choiceOf = ({ machineIdentifier }: OfferedServer, asked: Asked): ServerChoice => ({
  machineIdentifier,
  changeServer: asked.changeServer,
  ...(asked.address === undefined ? {} : { url: asked.address })
})

const signIn = async (signer: Signer, asked: Asked): Promise<ExitCode> => {
  try {
    const found = await untilFound(signer, await begin(signer, asked))
    if (found.step === 'done') {
      tell(found.sentence)
      return exitCodes.done
    }
    if (found.step !== 'choosing') {
      if (found.step === 'ended') throw refused(found.sentence, found.hint ?? 'Begin again.')
      throw refused('The sign-in has ended.', 'Begin again.')
    }
    tell(found.sentence, ...found.servers.flatMap((server, index) => linesOf(server, index + 1)))
    const done = await signer.choose(choiceOf(await pick(found.servers, asked), asked))
    if (done.step === 'done') tell(done.sentence)
    return exitCodes.done
  } catch (thrown) {
    // Whoever could not finish it leaves no token waiting in the server.
    await signer.cancel().catch(() => undefined)
    throw thrown
  }
}

const act = async (signer: Signer, asked: Asked): Promise<ExitCode> => {
  const [word] = asked.words
  if (word === undefined) return signIn(signer, asked)
  if (word === 'status') {
    const owner = await signer.owner()
    tell(
      ...(asked.json ? [JSON.stringify(owner)] : [owner.sentence, ...(owner.address === null ? [] : [owner.address])])
    )
    return exitCodes.done
  }
  const { accepted, sentence } = await signer.signOut()
  tell(sentence)
  return accepted ? exitCodes.done : exitCodes.refused
}

const known: ReadonlySet<string | undefined> = new Set([undefined, 'status', 'out'])

/** Signs in, tells who is signed in, or signs out. */
export const signInCommand = async (asked: Asked): Promise<ExitCode> => {
  if (asked.words.length > 1 || !known.has(asked.words[0])) {
    process.stderr.write(`There is no "pcu sign-in ${asked.words.join(' ')}". See "pcu sign-in --help".\n`)
    return exitCodes.usage
  }
  const opened = await open({ dryRun: false, narrate: false })
  if (opened.kind === 'remote') return act(remoteSigner(opened.line), asked)
  try {
    return await act(localSigner(opened.program.app.face), asked)
  } finally {
    await opened.program.close()
  }
}
