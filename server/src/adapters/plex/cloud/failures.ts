/**
 * Words what can go wrong between us and Plex's cloud. No failure carries a cause: parsers and the network's own errors
 * quote the bytes that they stumbled over, and those may hold a token.
 */
import { Failure } from '#src/failure.ts'
import { type HostName, hostFacts } from './hosts.ts'

/** What a sentence needs to know about a question. */
export interface Question {
  readonly host: HostName
  /** What was asked for, as in "asked for the people of the Home". */
  readonly about: string
}

const askedFor = ({ about }: Question): string => `asked for ${about}`
const called = ({ host }: Question): string => hostFacts[host].called
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const goesOn = 'Nothing is returned because of it, and it is asked again by itself.'

/** Nothing came back, or the service has trouble of its own. `why` is a clause. */
export const unreachable = (question: Question, why: string): Failure =>
  new Failure('cloud.unreachable', {
    sentence: `${capital(called(question))} could not be ${askedFor(question)}: ${why}.`,
    hint: `Is this machine on the internet, and does its DNS work? ${goesOn}`,
    retry: 'soon'
  })

/** Something came back and is no use. `why` is a clause. */
export const garbled = (question: Question, why: string): Failure =>
  new Failure('cloud.garbled', {
    sentence: `The answer of ${called(question)}, ${askedFor(question)}, cannot be used: ${why}.`,
    hint: `Something between here and Plex may change its answers, or Plex has changed them itself. ${goesOn}`,
    retry: 'later'
  })

/** The token is no longer good. */
export const tokenRefused = (question: Question, status: number): Failure =>
  new Failure('cloud.token-refused', {
    sentence: `${capital(called(question))} refused the token with which it was ${askedFor(question)} (${status}).`,
    hint: 'Sign in to Plex again; for the owner a new PLEX_TOKEN does it, too.',
    retry: 'never'
  })

/** A Home member is protected by a PIN. */
export const pinWanted = (question: Question, given: boolean): Failure =>
  new Failure('cloud.pin-wanted', {
    sentence: given
      ? `The PIN with which plex.tv was ${askedFor(question)} is wrong.`
      : `A PIN is wanted before plex.tv can be ${askedFor(question)}.`,
    hint: 'Enter the PIN of this person, or take it away in the settings of your Plex Home.',
    retry: 'never'
  })

const inWords = (ms: number): string =>
  ms < 90_000 ? `${Math.ceil(ms / 1000)} seconds` : `${Math.ceil(ms / 60_000)} minutes`

/** The service asked for fewer requests and is left alone for so long, milliseconds. */
export const resting = (host: HostName, restMs: number): Failure =>
  new Failure('cloud.resting', {
    sentence: `${capital(hostFacts[host].called)} asked for fewer requests, so it is left alone for ${inWords(restMs)}.`,
    hint: 'What is known already stays in force meanwhile; there is nothing to do.',
    retry: 'later'
  })
