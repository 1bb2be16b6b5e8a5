/** The services of Plex's cloud: where each one is, how a person knows it, and how often it may be asked. */
import type { CloudAddresses } from './settings.ts'

/** A service with a pace of its own. The home switch at clients.plex.tv counts as plex.tv. */
export type HostName = 'plex.tv' | 'discover' | 'community' | 'rss'

/** What is fixed about a service. */
export interface HostFacts {
  /** In sentences. */
  readonly called: string
  /** Requests that may be sent at once after a rest; one more every second. */
  readonly burst: number
  /** Requests under way at the same time. */
  readonly atOnce: number
}

/**
 * Plex publishes no limits. It asked pollers (Pulsarr, pull request 784) to ask for two friends at a time, to leave 1 to 5 seconds between such pairs
 * and 5 to 15 seconds between the pages of a list. One request a second after a burst of two keeps to all of it and to what related programs found out
 * about the other services; a household of five gets through at once, each further friend takes a second.
 */
export const hostFacts: Readonly<Record<HostName, HostFacts>> = {
  'plex.tv': { called: 'plex.tv', burst: 5, atOnce: 1 },
  discover: { called: "Plex's watchlist service", burst: 2, atOnce: 1 },
  community: { called: "Plex's friends service", burst: 2, atOnce: 2 },
  rss: { called: "Plex's feed service", burst: 2, atOnce: 1 }
}

/** Between two pages of one list, milliseconds: what Plex asked for (5 to 15 s). */
export const betweenPagesMs = 5000

/** Where each service really is. */
export const realAddresses: CloudAddresses = {
  plexTv: 'https://plex.tv',
  discover: 'https://discover.provider.plex.tv',
  community: 'https://community.plex.tv',
  rss: 'https://rss.plex.tv'
}

/** Base addresses, no slash at the end. */
export interface Bases extends CloudAddresses {
  /** Where apps switch people; elsewhere than at the real plex.tv it is the same address, so that no token strays to the real one. */
  readonly clients: string
}

const tidy = (given: string | undefined, real: string): string => {
  const text = (given ?? '').trim().replace(/\/+$/u, '')
  return text === '' ? real : text
}

/** Fills in the real addresses. */
export const basesOf = (given: Partial<CloudAddresses> = {}): Bases => {
  const plexTv = tidy(given.plexTv, realAddresses.plexTv)
  return {
    plexTv,
    clients: plexTv === realAddresses.plexTv ? 'https://clients.plex.tv' : plexTv,
    discover: tidy(given.discover, realAddresses.discover),
    community: tidy(given.community, realAddresses.community),
    rss: tidy(given.rss, realAddresses.rss)
  }
}
