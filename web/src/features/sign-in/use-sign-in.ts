/** The sign-in of this browser: asked about while the page is in sight, and what a person orders next. */
import type { SignIn } from '@pcu/contract'
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiFailure, ask, tell } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'

/** Every order; the choice of a server carries which. */
export type SignInOrder =
  | { readonly what: 'begin' | 'code' | 'cancel' }
  | { readonly what: 'paste'; readonly token: string }
  | {
      readonly what: 'choose'
      readonly machineIdentifier: string
      readonly url?: string
      readonly changeServer: boolean
    }

const WAITING_MS = 2000
const LOOKING_MS = 1000
const GONE = 404

const send = (order: SignInOrder): Promise<SignIn> => {
  switch (order.what) {
    case 'begin':
      return tell('beginSignIn', {})
    case 'code':
      return tell('typeCode', {})
    case 'cancel':
      return tell('cancelSignIn', {})
    case 'paste':
      return tell('pasteToken', { token: order.token })
    case 'choose': {
      const { what: _what, ...choice } = order
      return tell('chooseServer', choice)
    }
  }
}

const isUnderWay = (signIn: SignIn | undefined): boolean => signIn?.step === 'waiting' || signIn?.step === 'looking'

/** Whoever has begun a sign-in asks what became of it; everybody else only looks whether there is one. */
const progress = async (client: QueryClient, signal: AbortSignal): Promise<SignIn> => {
  if (!isUnderWay(client.getQueryData<SignIn>(keys.signIn))) return ask('signIn', { signal })
  try {
    return await tell('askSignIn', {})
  } catch (thrown) {
    // It has ended meanwhile, or the server was started anew.
    if (thrown instanceof ApiFailure && thrown.status === GONE) return { step: 'none' }
    throw thrown
  }
}

const paceOf = (signIn: SignIn | undefined): number | false => {
  if (signIn?.step === 'waiting') return WAITING_MS
  return signIn?.step === 'looking' ? LOOKING_MS : false
}

/** The sign-in, and how to go on with it. */
export function useSignIn() {
  const client = useQueryClient()
  const query = useQuery<SignIn>({
    queryKey: keys.signIn,
    queryFn: ({ signal }) => progress(client, signal),
    refetchInterval: ({ state }) => paceOf(state.data)
  })
  const sending = useMutation({
    mutationFn: async (order: SignInOrder) => {
      await client.cancelQueries({ queryKey: keys.signIn })
      return send(order)
    },
    onSuccess: async (signIn) => {
      client.setQueryData(keys.signIn, signIn)
      if (signIn.step !== 'done') return
      await Promise.all([keys.owner, keys.status].map((queryKey) => client.invalidateQueries({ queryKey })))
    }
  })
  return {
    query,
    order: (order: SignInOrder) => sending.mutate(order),
    sending: sending.isPending ? sending.variables : null,
    failure: sending.error,
    dismiss: sending.reset
  }
}

/** Takes the sign-in back. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => tell('signOut', {}),
    onSuccess: async () => {
      client.setQueryData<SignIn>(keys.signIn, { step: 'none' })
      await Promise.all([keys.owner, keys.status].map((queryKey) => client.invalidateQueries({ queryKey })))
    }
  })
}
