/** What the cloud knows about films and shows: everything that ever stood on a watchlist. */
import { falls, hash } from '#test/fakes/kit/random.ts'
import type { Accounts } from '#test/fakes/people/accounts.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'

export interface Catalogue {
  find(hex: string): WatchlistEntry | undefined
  know(entry: WatchlistEntry): void
  /** Details of withdrawn items answer 404, though lists still name them. */
  isWithdrawn(hex: string): boolean
  withdraw(hex: string, withdrawn: boolean): void
}

/** A number out of an id: not a ratingKey of the library, which may be anything. */
export function numberOf(hex: string): number {
  let number = 0
  for (const digit of hex) number = (Math.imul(number, 31) + digit.charCodeAt(0)) | 0
  return number >>> 0
}

export function createCatalogue(
  accounts: Accounts,
  more: { readonly seed: number; readonly withdrawn: number }
): Catalogue {
  const known = new Map<string, WatchlistEntry>()
  const decided = new Map<string, boolean>()

  function know(entry: WatchlistEntry): void {
    known.set(entry.hex, entry)
  }

  for (const { watchlist } of accounts.all) for (const entry of watchlist.entries()) know(entry)

  return {
    find: (hex) => known.get(hex),
    know,
    isWithdrawn: (hex) => decided.get(hex) ?? falls(hash(more.seed, numberOf(hex), 90), more.withdrawn),
    withdraw: (hex, withdrawn) => {
      decided.set(hex, withdrawn)
    }
  }
}
