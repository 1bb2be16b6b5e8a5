/** Takes secrets out of any text before a sink sees it: known values, also URL-encoded, and whatever follows a token's name. */

const named = /(X-Plex-Token|access_token|api_key|apikey|token)(=|":\s*"|:\s*)[^\s&"',;]+/giu

/** Replaces every known secret and every named token by `***`. Secrets shorter than four characters would blank ordinary words and are left to their names. */
export const createRedact = (secrets: readonly string[]): ((text: string) => string) => {
  const known = secrets.filter((secret) => secret.length >= 4)
  const forms = known.flatMap((secret) => [secret, encodeURIComponent(secret)])
  return (text) => {
    const blanked = forms.reduce((current, form) => current.replaceAll(form, '***'), text)
    return blanked.replaceAll(named, '$1$2***')
  }
}
