/** Signing in from the command line: in the program opened here, or in the running server, which knows this command by its cookie. */
import { type Owner, paths, routes, type ServerChoice, type SignIn } from '@pcu/contract'
import { z } from 'zod'
import type { Face } from '#engine/face.ts'
import { Failure } from '#src/failure.ts'
import type { Instance } from './instance.ts'

/** What the command needs of either. Everything throws the Failure with which it was refused. */
export interface Signer {
  begin(): Promise<SignIn>
  typeCode(): Promise<SignIn>
  paste(token: string): Promise<SignIn>
  ask(): Promise<SignIn>
  choose(choice: ServerChoice): Promise<SignIn>
  cancel(): Promise<void>
  owner(): Promise<Owner>
  signOut(): Promise<{ readonly accepted: boolean; readonly sentence: string }>
}

const ended: SignIn = { step: 'none' }

/** One command is one browser. */
const itself = 'command line'

/** In this very process. */
export const localSigner = ({ signIn, owner, signOut }: Face): Signer => ({
  begin: () => signIn.begin(itself, undefined),
  typeCode: async () => (await signIn.typeCode(itself)) ?? ended,
  paste: async (token) => signIn.paste(itself, token),
  ask: async () => (await signIn.ask(itself)) ?? ended,
  choose: async (choice) => (await signIn.choose(itself, choice)) ?? ended,
  cancel: async () => signIn.cancel(itself),
  owner: async () => owner(),
  signOut
})

const problem = z.object({ title: z.string(), hint: z.string().optional() })

const failureOf = (answer: unknown, status: number): Failure => {
  const said = problem.safeParse(answer)
  const sentence = said.success ? said.data.title : `The running server answered ${status}.`
  const hint = said.data?.hint
  return new Failure('sign-in.refused', { sentence, retry: 'never', ...(hint === undefined ? {} : { hint }) })
}

/** In a running server. */
export const remoteSigner = ({ address, key }: Instance): Signer => {
  let cookie = ''

  const call = async <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    body?: object
  ): Promise<z.output<Schema>> => {
    const headers = { 'content-type': 'application/json', 'x-api-key': key, ...(cookie === '' ? {} : { cookie }) }
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${address}${path}`, { ...post, headers })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const answer: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw failureOf(answer, response.status)
    return schema.parse(answer)
  }

  const order = (path: string, body: object = {}): Promise<SignIn> => call(path, routes.signIn.answer, body)

  return {
    begin: () => order(paths.beginSignIn),
    typeCode: () => order(paths.typeCode),
    paste: (token) => order(paths.pasteToken, { token }),
    ask: () => order(paths.askSignIn),
    choose: (choice) => order(paths.chooseServer, choice),
    cancel: async () => {
      await order(paths.cancelSignIn)
    },
    owner: () => call(paths.owner, routes.owner.answer),
    signOut: () => call(paths.signOut, routes.signOut.answer, {})
  }
}
