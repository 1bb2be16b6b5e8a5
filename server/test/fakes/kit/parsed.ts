/** A body as JSON; what is no JSON is undefined, as a server never fails on what it is sent. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
