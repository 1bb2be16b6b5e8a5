/** What is remembered of roots between runs, above all which file system they lie on. */
import { z } from 'zod'
import { compareRoots, type RootIdentity } from '#core/resolve/layout-checks.ts'
import type { RootLook } from './look.ts'

/** Where facts about roots are kept. An empty text counts as nothing. */
export interface RootMemory {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

/** Whether a root is the one it was. */
export type Recognition =
  | { readonly kind: 'known' }
  | { readonly kind: 'warned'; readonly warning: string }
  | { readonly kind: 'stranger'; readonly detail: string }

const CONFIRM = 'if the change is intended, confirm the storage as it is now'

const identitySchema = z.object({
  fileSystem: z.string(),
  source: z.string(),
  inside: z.string(),
  born: z.string().optional()
})
/** `marker` is the absolute path of the pool's marker. */
const rememberedSchema = identitySchema.extend({ marker: z.string().optional() })

/** What is remembered of one root. */
export type Remembered = z.infer<typeof rememberedSchema>

const keyOf = (path: string): string => `root:${path}`

/** What is remembered of a root, or undefined. */
export const recall = async (memory: RootMemory, path: string): Promise<Remembered | undefined> => {
  const text = await memory.get(keyOf(path))
  if (text === undefined || text === '') return undefined
  return rememberedSchema.parse(JSON.parse(text))
}

/** Remembers a root in place of what was known of it. */
export const remember = (memory: RootMemory, path: string, facts: Remembered): Promise<void> =>
  memory.set(keyOf(path), JSON.stringify(facts))

/** What a root is, from a look at it. */
export const identityOf = (look: RootLook): RootIdentity => ({
  fileSystem: look.fileSystem,
  source: look.mount?.source ?? 'unknown',
  inside: look.inside ?? look.real,
  ...(look.born === undefined ? {} : { born: look.born })
})

/** A root's identity in words. */
export const told = ({ fileSystem, source, inside }: RootIdentity): string =>
  inside === '/' ? `${fileSystem} on ${source}` : `${inside} on ${source} (${fileSystem})`

/** What to do about a root that is another than before. */
export const strangerDetail = (before: RootIdentity, now: RootIdentity): string =>
  told(before) === told(now)
    ? `it is ${told(now)} as before, but another file system than it was, so a disk was exchanged or formatted anew; if that is intended, confirm the storage as it is now.`
    : `it was ${told(before)} and is now ${told(now)}, so the disk is not mounted or another one took its place; mount it again, or, ${CONFIRM}.`

const renamedWarning = (path: string, before: RootIdentity, now: RootIdentity): string =>
  `${path} was ${told(before)} and is now ${told(now)}; it is taken for the same storage, because only the device's name changed.`

/** Whether anything is remembered of a root. */
export const isRemembered = async (memory: RootMemory, path: string): Promise<boolean> =>
  (await recall(memory, path)) !== undefined

const branchesSchema = z.array(z.object({ path: z.string(), base: z.string() }))

/** A branch and the disk that it lies on. */
export type RememberedBranch = Readonly<z.infer<typeof branchesSchema>[number]>

/** The branches that were behind a view at the last look. */
export const recallBranches = async (memory: RootMemory, share: string): Promise<readonly RememberedBranch[]> => {
  const text = await memory.get(`branches:${share}`)
  return text === undefined || text === '' ? [] : branchesSchema.parse(JSON.parse(text))
}

/** Remembers the branches behind a view. */
export const rememberBranches = (
  memory: RootMemory,
  share: string,
  branches: readonly RememberedBranch[]
): Promise<void> => memory.set(`branches:${share}`, JSON.stringify(branches))

/** Forgets roots, so that the next look takes them as they are. */
export const forgetRoots = async (memory: RootMemory, paths: readonly string[]): Promise<void> => {
  for (const path of paths) {
    await memory.set(keyOf(path), '')
    await memory.set(`branches:${path}`, '')
  }
}

/** Recognises a root by its place in its file system, and remembers one seen for the first time. In a dry run nothing is remembered. */
export const recogniseRoot = async (memory: RootMemory, look: RootLook, dryRun: boolean): Promise<Recognition> => {
  const before = await recall(memory, look.path)
  const now = identityOf(look)
  const verdict = before === undefined ? 'new' : compareRoots(before, now)
  if (before !== undefined && verdict === 'other') return { kind: 'stranger', detail: strangerDetail(before, now) }
  const learned = verdict !== 'same' || (before?.born === undefined && now.born !== undefined)
  if (learned && !dryRun) await remember(memory, look.path, { ...before, ...now })
  if (before !== undefined && verdict === 'renamed') {
    return { kind: 'warned', warning: renamedWarning(look.path, before, now) }
  }
  return { kind: 'known' }
}
