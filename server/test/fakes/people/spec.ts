/** How a test describes the people of a simulated household, on their server and at plex.tv alike. */

/** Something somebody wants to watch one day. */
export interface WatchlistEntry {
  /** 24 hex digits: the id in `plex://movie/<hex>` or `plex://show/<hex>`. */
  readonly hex: string
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year?: number
  /** Epoch ms at which it was put on the list. */
  readonly at: number
  /** External ids, such as `imdb://tt0137523`; told in details and in feeds, never in the list itself. */
  readonly guids?: readonly string[]
  /** `YYYY-MM-DD`; default the 5th of January of `year`. */
  readonly originallyAvailableAt?: string
}

/** Who may read somebody's watchlist: everybody, friends, or nobody. */
export type Privacy = 'public' | 'friends' | 'private'

/** Somebody with an account. */
export interface PersonSpec {
  /** How tests, the log and the control routes call this person. */
  readonly name: string
  /** The server's owner, a full or a managed member of the owner's Home, or a friend. */
  readonly kind: 'owner' | 'home' | 'managed' | 'shared'
  /** The plex.tv account id; the owner is always 1 on the server itself. Default 1000 + position. */
  readonly accountId?: number
  /** The server token; default `server-token-<name>`. */
  readonly token?: string
  /** The plex.tv token, accepted by the server from the owner alone; default `account-token-<name>`. */
  readonly accountToken?: string
  /** Section keys this person may see; default all. */
  readonly sections?: readonly string[]
  /** The public account id, 16 hex digits; default made from the account id. */
  readonly uuid?: string
  /** Default the name; managed people have none. */
  readonly username?: string
  /** Default the name with a capital. */
  readonly title?: string
  /** Default `<name>@example.invalid`; managed people have none. */
  readonly email?: string
  /** Four digits that switching to this person asks for. Default none. */
  readonly pin?: string
  /** Whether this account has Plex Pass. Default: the owner alone. */
  readonly subscription?: boolean
  /** Default `friends`. */
  readonly privacy?: Privacy
  readonly watchlist?: readonly WatchlistEntry[]
}
