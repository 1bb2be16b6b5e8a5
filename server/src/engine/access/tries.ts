/** Counts failed tries, for each address and for the account; bounded, and gone with the process. */
import {
  oneMore,
  type Patience,
  patienceWithAccount,
  patienceWithAddress,
  type Tries,
  waitOf
} from '#core/access/tries.ts'
import type { Clock } from '#ports/clock.ts'

/** More addresses than are worth knowing; the one that has been quiet for longest is forgotten. */
const mostAddresses = 5000

/** The count. */
export interface TryCount {
  /** Milliseconds to wait; 0: go on, and the try counts as failed until it is taken back. */
  begin(address: string): number
  succeed(address: string): void
}

const createBook = (patience: Patience, most: number) => {
  const book = new Map<string, Tries>()
  return {
    wait: (key: string, now: number): number => waitOf(book.get(key), now, patience),
    count: (key: string, now: number): void => {
      const more = oneMore(book.get(key), now)
      // Written anew it stands last, so that the first is the one that was quiet for longest.
      book.delete(key)
      book.set(key, more)
      const [oldest] = book.keys()
      if (book.size > most && oldest !== undefined) book.delete(oldest)
    },
    forget: (key: string): void => void book.delete(key)
  }
}

/** Begins to count. */
export const createTries = ({ now }: Pick<Clock, 'now'>): TryCount => {
  const addresses = createBook(patienceWithAddress, mostAddresses)
  const account = createBook(patienceWithAccount, 1)
  return {
    begin: (address) => {
      const at = now()
      const wait = Math.max(addresses.wait(address, at), account.wait('', at))
      if (wait > 0) return wait
      addresses.count(address, at)
      account.count('', at)
      return 0
    },
    succeed: (address) => {
      addresses.forget(address)
      account.forget('')
    }
  }
}
