/** What the network itself calls a failure, wherever undici has put it. */

/** The code of a network error, also when it is wrapped or one of several. */
export const networkCode = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return ''
  if ('code' in thrown && typeof thrown.code === 'string' && thrown.code !== 'UND_ERR') return thrown.code
  if (thrown instanceof AggregateError) return networkCode(thrown.errors[0])
  return networkCode(thrown.cause)
}
