/** Keys of programs: told once, kept as hashes, each with a name and a scope. */
import type { ApiKey, Scope } from '@pcu/contract'
import type { Principal } from '#core/access/principal.ts'
import type { KeptKey } from '#ports/access/access.ts'
import type { AccessDeps } from './shapes.ts'

/** What every key begins with, so that people and searches know one when they see it. */
const prefix = 'pcu_'
/** That a key was used is written no oftener, milliseconds. */
const usedSpacingMs = 60_000
/** More than anybody keeps apart. */
const mostKeys = 50

const shown = ({ usedAt, ...key }: KeptKey): ApiKey => ({ ...key, usedAt: usedAt ?? null })

/** The ring of keys. */
export const createKeys = ({ store, tokens, clock }: Pick<AccessDeps, 'store' | 'tokens' | 'clock'>) => ({
  list: async (): Promise<readonly ApiKey[]> => (await store.keys()).map(shown),
  make: async ({ name, scope }: { readonly name: string; readonly scope: Scope }) => {
    if ((await store.keys()).length >= mostKeys) return undefined
    const key = `${prefix}${tokens.make()}`
    return { key, made: shown(await store.addKey(tokens.hashOf(key), { name, scope, madeAt: clock.now() })) }
  },
  principalOf: async (key: string): Promise<Principal | undefined> => {
    if (!key.startsWith(prefix)) return undefined
    const found = await store.key(tokens.hashOf(key))
    if (found === undefined) return undefined
    const now = clock.now()
    if (now - (found.usedAt ?? 0) > usedSpacingMs) await store.used(found.id, now)
    return { by: 'key', scope: found.scope, name: found.name, id: found.id }
  }
})
