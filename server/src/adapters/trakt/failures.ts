/** Words what can go wrong between us and Trakt. No failure carries a cause: what the network and parsers quote may hold a token. */
import { Failure } from '#src/failure.ts'

/** What was asked for, as in "asked for the trending movies". */
export type About = string

const goesOn = 'Nothing is returned because of it, and Trakt is asked again by itself.'
const apps = 'https://app.trakt.tv/settings/apps'

/** Nothing came back, or Trakt has trouble of its own. `why` is a clause. */
export const unreachable = (about: About, why: string): Failure =>
  new Failure('trakt.unreachable', {
    sentence: `Trakt could not be asked for ${about}: ${why}.`,
    hint: `Is this machine on the internet, does its DNS work, and is TRAKT_URL right? ${goesOn}`,
    retry: 'soon'
  })

/** Something came back and is no use. `why` is a clause. */
export const garbled = (about: About, why: string): Failure =>
  new Failure('trakt.garbled', {
    sentence: `The answer of Trakt, asked for ${about}, cannot be used: ${why}.`,
    hint: `Something between here and Trakt may change its answers, or Trakt has changed them itself. ${goesOn}`,
    retry: 'later'
  })

/** The client id, or with `secret` the client secret, is wrong. */
export const keyRefused = (about: About, status: number, which: 'id' | 'secret' = 'id'): Failure =>
  new Failure('trakt.key-refused', {
    sentence: `Trakt does not take ${which === 'id' ? 'TRAKT_CLIENT_ID' : 'TRAKT_CLIENT_ID with TRAKT_CLIENT_SECRET'}, asked for ${about} (${status}).`,
    hint: `Copy ${which === 'id' ? 'the client id' : 'client id and client secret'} of your application from ${apps} once more. ${goesOn}`,
    retry: 'never'
  })

/** Somebody's token is no longer good. */
export const tokenRefused = (about: About, status: number): Failure =>
  new Failure('trakt.token-refused', {
    sentence: `Trakt refused the sign-in with which it was asked for ${about} (${status}).`,
    hint: 'Sign in to Trakt again: pcu trakt sign-in.',
    retry: 'never'
  })

/** There is no such list for us. */
export const noList = (about: About): Failure =>
  new Failure('trakt.no-list', {
    sentence: `Trakt knows no ${about} that we may see (404).`,
    hint: 'Check TRAKT_LISTS, and whether the list, or the account that it belongs to, is private.',
    retry: 'later'
  })

const notAllowedWhy: ReadonlyMap<number, { readonly why: string; readonly hint: string }> = new Map([
  [420, { why: 'a limit of the account is reached', hint: 'Trakt limits lists and entries of free accounts.' }],
  [423, { why: 'the account is locked', hint: 'Only the owner of the account can sort that out with Trakt.' }],
  [426, { why: 'it is for VIP members alone', hint: 'Choose another list, or take it out of the settings.' }]
])

/** Trakt would, but the account may not; undefined for a status that says nothing of the kind. */
export const notAllowed = (about: About, status: number): Failure | undefined => {
  const facts = notAllowedWhy.get(status)
  if (facts === undefined) return undefined
  return new Failure('trakt.not-allowed', {
    sentence: `Trakt does not answer for ${about}: ${facts.why} (${status}).`,
    hint: `${facts.hint} ${goesOn}`,
    retry: 'never'
  })
}

const inWords = (ms: number): string =>
  ms < 90_000 ? `${Math.ceil(ms / 1000)} seconds` : `${Math.ceil(ms / 60_000)} minutes`

/** Trakt asked for fewer requests and is left alone for so long, milliseconds. */
export const resting = (restMs: number): Failure =>
  new Failure('trakt.resting', {
    sentence: `Trakt asked for fewer requests, so it is left alone for ${inWords(restMs)}.`,
    hint: 'What is known already stays in force meanwhile; there is nothing to do.',
    retry: 'later'
  })
