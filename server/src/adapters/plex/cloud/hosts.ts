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
 * Plex publishes no limits. It asked pollers (Pulsarr, pull request 784) to keep to two friends at a time and to leave
 * seconds between pages; what is here lets a household of five through at once and slows a larger one down.
 */
export const hostFacts: Readonly<Record<HostName, HostFacts>> = {
  'plex.tv': { called: 'plex.tv', burst: 12, atOnce: 1 },
  discover: { called: "Plex's watchlist service", burst: 6, atOnce: 1 },
  community: { called: "Plex's friends service", burst: 6, atOnce: 2 },
  rss: { called: "Plex's feed service", burst: 2, atOnce: 1 }
}

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
