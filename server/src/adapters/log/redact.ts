/** Takes secrets out of any text before a sink sees it: known values, also URL-encoded, and whatever follows a token's name. */

const named =
  /(X-Plex-Token|access_token|api[_-]?key|client_secret|refresh_token|password|token)(=|":\s*"|:\s*)[^\s&"',;]+/giu

/** Keys that this program makes, and what programs send in the header Authorization. */
const formed = /\b(pcu_|Bearer |Basic )[\w~+/=-]{16,}/gu

/** Secrets shorter than this would blank ordinary words and are left to their names. */
const shortest = 4

/** What is learnt at run time is a token or a PIN, and four digits stand in many a file name; no token of Plex is shorter than this. */
const shortestLearnt = 8

/** Tokens of servers come and go over the years that a program runs; the oldest are forgotten first. */
const mostLearnt = 5000

/** Blanks secrets, and learns more of them. */
export interface Redaction {
  /** Every known secret and every named token becomes `***`. */
  redact(text: string): string
  learn(secret: string): void
  /** Grows whenever something is learnt: what was blanked before must be blanked again. */
  known(): number
}

/** Knows these secrets for good, and those that it learns for long. */
export const createRedact = (secrets: readonly string[]): Redaction => {
  const formsOf = (secret: string): readonly string[] =>
    secret.length < shortest ? [] : [secret, encodeURIComponent(secret)]
  const fixed = new Set(secrets.flatMap(formsOf))
  const learnt = new Set<string>()
  // Longest first, so that a secret which begins with another one leaves no tail behind.
  let forms: readonly string[] | undefined
  let lessons = 0

  return {
    redact: (text) => {
      forms ??= [...fixed, ...learnt].toSorted((one, other) => other.length - one.length)
      const blanked = forms.reduce((current, form) => current.replaceAll(form, '***'), text)
      return blanked.replaceAll(named, '$1$2***').replaceAll(formed, '$1***')
    },
    learn: (secret) => {
      if (secret.length < shortestLearnt) return
      const fresh = formsOf(secret).filter((form) => !fixed.has(form) && !learnt.has(form))
      if (fresh.length === 0) return
      for (const form of fresh) learnt.add(form)
      for (const oldest of [...learnt].slice(0, Math.max(0, learnt.size - mostLearnt))) learnt.delete(oldest)
      forms = undefined
      lessons += 1
    },
    known: () => lessons
  }
}
