/** Reads a GraphQL question as far as this service understands any: which of its fields is asked, with which values. */
import { z } from 'zod'
import { parsed } from '#test/fakes/kit/parsed.ts'

export type Question =
  | { readonly kind: 'friends' }
  | {
      readonly kind: 'watchlist'
      /** The older `user` or the newer `userV2`: the answer has the same name. */
      readonly field: 'user' | 'userV2'
      readonly uuid: string
      readonly first: number
      readonly after: string | undefined
    }
  /** What is wrong with it. */
  | { readonly kind: 'malformed'; readonly message: string }

const shape = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.object({ uuid: z.string().optional(), first: z.int().optional(), after: z.string().nullish() }).nullish()
})

const LARGEST_PAGE = 100

function isBalanced(query: string): boolean {
  let depth = 0
  for (const letter of query) {
    if (letter === '{') depth += 1
    if (letter === '}') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0 && query.includes('{')
}

const malformed = (message: string): Question => ({ kind: 'malformed', message })

function watchlistQuestion(query: string, variables: z.infer<typeof shape>['variables']): Question {
  const [, field, given] = /\b(userV2|user)\s*\(\s*(?:user:\s*\{\s*)?id:\s*(\$uuid|"[^"]*")/.exec(query) ?? []
  if (field === undefined || given === undefined) return malformed('Syntax Error: Expected Name')
  const uuid = given === '$uuid' ? (variables?.uuid ?? '') : given.slice(1, -1)
  const first = variables?.first
  if (first === undefined) return malformed('Variable "$first" of required type "PaginationInt!" was not provided.')
  if (first < 1 || first > LARGEST_PAGE) return malformed(`Variable "$first" got invalid value ${first}`)
  return {
    kind: 'watchlist',
    field: field === 'user' ? 'user' : 'userV2',
    uuid,
    first,
    after: variables?.after ?? undefined
  }
}

/** Every operation that the query declares. */
function namesIn(query: string): readonly string[] {
  return [...query.matchAll(/\bquery\s+(\w+)/g)].map(([, name = '']) => name)
}

export function readQuestion(body: string): Question {
  const { data } = shape.safeParse(parsed(body))
  if (data === undefined) return malformed('POST body missing, invalid Content-Type, or JSON object has no keys.')
  const { query, operationName, variables } = data
  if (!isBalanced(query)) return malformed('Syntax Error: Expected Name, found <EOF>.')
  if (typeof operationName === 'string' && !namesIn(query).includes(operationName)) {
    return malformed(`Unknown operation named "${operationName}".`)
  }
  if (/\ballFriendsV2\b/.test(query)) return { kind: 'friends' }
  return /\bwatchlist\b/.test(query)
    ? watchlistQuestion(query, variables)
    : malformed('Cannot query field on type "Query".')
}
