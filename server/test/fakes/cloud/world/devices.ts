/** The keys that apps have registered for short-lived tokens, and the nonces they must sign. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { parsed } from '#test/fakes/kit/parsed.ts'

export interface DeviceKey {
  readonly person: string
  readonly key: KeyObject
}

export interface Devices {
  nonce(): string
  /** Registers the Ed25519 public key of an app; false when it is none. */
  register(client: string, person: string, jwk: unknown): boolean
  /** Whose app signed this; undefined when the signature, the nonce or the app does not hold. Nonces count once. */
  exchange(jwt: string): { readonly person: string; readonly client: string } | undefined
}

const publicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
const payload = z.object({ iss: z.string(), nonce: z.string() })

function claimsOf(part: string): z.infer<typeof payload> | undefined {
  return payload.safeParse(parsed(Buffer.from(part, 'base64url').toString())).data
}

export function createDevices(): Devices {
  const keys = new Map<string, DeviceKey>()
  const nonces = new Set<string>()
  let issued = 0

  return {
    nonce: () => {
      issued += 1
      const nonce = `nonce-${issued}`
      nonces.add(nonce)
      return nonce
    },
    register: (client, person, jwk) => {
      const read = publicKey.safeParse(jwk)
      if (!read.success) return false
      keys.set(client, { person, key: createPublicKey({ key: { ...read.data }, format: 'jwk' }) })
      return true
    },
    exchange: (jwt) => {
      const [head = '', body = '', signature = ''] = jwt.split('.')
      const claims = claimsOf(body)
      const device = claims === undefined ? undefined : keys.get(claims.iss)
      if (claims === undefined || device === undefined || !nonces.delete(claims.nonce)) return undefined
      const signed = verify(null, Buffer.from(`${head}.${body}`), device.key, Buffer.from(signature, 'base64url'))
      return signed ? { person: device.person, client: claims.iss } : undefined
    }
  }
}
