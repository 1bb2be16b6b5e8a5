/** How a browser comes in. */
import type { BodyOf } from '@pcu/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { tell } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'

/** What a form orders. */
export type EnterOrder =
  | { readonly what: 'set-up'; readonly body: BodyOf<'firstSetUp'> }
  | { readonly what: 'log-in'; readonly body: BodyOf<'logIn'> }

/** Whoever gets in is told so by the answer; then everything is asked for. */
export const useEnter = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: EnterOrder) =>
      order.what === 'set-up' ? tell('firstSetUp', order.body) : tell('logIn', order.body),
    onSuccess: (state) => {
      client.setQueryData(keys.access, state)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.access[0] })
    }
  })
}
