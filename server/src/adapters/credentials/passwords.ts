/** Passwords as argon2id hashes, with the parameters that OWASP names first (19 MiB, two passes, one lane), and no more of them at once than memory allows. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Passwords } from '#ports/access/access.ts'

const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const saltBytes = 16
/** At work at the same time, 19 MiB each. */
const mostAtWork = 2
/** Waiting for their turn; further ones are sent away. */
const mostWaiting = 16

/** Somebody else's keyboard writes the same letter in another way. */
const derive = (password: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    argon2('argon2id', { message: password.normalize('NFC'), nonce: salt, ...cost }, (error, hash) => {
      if (error === null) resolve(hash)
      else reject(error)
    })
  })

const head = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`

const textOf = (salt: Uint8Array, hash: Uint8Array): string =>
  `${head}$${Buffer.from(salt).toString('base64url')}$${Buffer.from(hash).toString('base64url')}`

interface Parts {
  readonly salt: Buffer
  readonly hash: Buffer
}

const partsOf = (text: string): Parts | undefined => {
  const [salt, hash] = text.startsWith(`${head}$`) ? text.slice(head.length + 1).split('$') : []
  if (salt === undefined || hash === undefined) return undefined
  return { salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') }
}

/** One after another; undefined when too many wait. */
const createQueue = () => {
  let atWork = 0
  const waiting: (() => void)[] = []
  return async <Value>(job: () => Promise<Value>): Promise<Value | undefined> => {
    if (atWork >= mostAtWork) {
      if (waiting.length >= mostWaiting) return undefined
      await new Promise<void>((resolve) => void waiting.push(resolve))
    } else atWork += 1
    try {
      return await job()
    } finally {
      const next = waiting.shift()
      if (next === undefined) atWork -= 1
      else next()
    }
  }
}

/** Makes and compares them. */
export const createPasswords = (): Passwords => {
  const inTurn = createQueue()
  // What nobody's password comes to: compared with when there is nothing else, so that it takes as long.
  const nobodys: Parts = { salt: randomBytes(saltBytes), hash: randomBytes(cost.tagLength) }
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(saltBytes)
        return textOf(salt, await derive(password, salt))
      }),
    matches: (password, kept) =>
      inTurn(async () => {
        const parts = kept === undefined ? undefined : partsOf(kept)
        const { salt, hash } = parts ?? nobodys
        const derived = await derive(password, salt)
        const isEqual = derived.length === hash.length && timingSafeEqual(derived, hash)
        return isEqual && parts !== undefined
      })
  }
}
