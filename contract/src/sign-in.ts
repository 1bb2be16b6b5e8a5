/** Signing in to Plex: how far it has come, which servers were found with the evidence for each address, and who is signed in. Never holds a token. */
import { z } from 'zod'

/** Where an address of a server comes from. setting: PLEX_URL; relay: through Plex's own machines, slow. */
export const connectionKindSchema = z.enum(['setting', 'local', 'remote', 'relay'])
export type ConnectionKind = z.infer<typeof connectionKindSchema>

/** What trying one address came to. proven: the very server that was expected answered there. */
export const verdictSchema = z.enum([
  'proven',
  'other-server',
  'not-plex',
  'refused',
  'silent',
  'unknown-name',
  'no-way',
  'certificate',
  'token-refused'
])
export type Verdict = z.infer<typeof verdictSchema>

/** One address that was tried. */
export const connectionTrialSchema = z.object({
  url: z.string(),
  kind: connectionKindSchema,
  verdict: verdictSchema,
  sentence: z.string(),
  tookMs: z.number().int()
})
export type ConnectionTrial = z.infer<typeof connectionTrialSchema>

/** A server of the account. */
export const offeredServerSchema = z.object({
  machineIdentifier: z.string(),
  name: z.string(),
  /** ours: its files are cached already; other: those of another server are; new: no server is known yet. */
  standing: z.enum(['ours', 'other', 'new']),
  /** The best address that was proven; null when none was. */
  best: z.string().nullable(),
  /** Best first. */
  trials: z.array(connectionTrialSchema),
  /** What to do when no address, or only a slow one, was proven; null when there is nothing to do. */
  hint: z.string().nullable()
})
export type OfferedServer = z.infer<typeof offeredServerSchema>

const account = z.object({ name: z.string() })
const sentence = z.string()
/** What stands in the way for the moment; it is tried again by itself. */
const trouble = z.string().nullable()

/** How far a sign-in has come, for the browser that began it. */
export const signInSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('none') }),
  z.object({
    step: z.literal('waiting'),
    sentence,
    /** Where a person lets the program in. */
    link: z.string(),
    /** To be typed at `page` on any device; null until it is asked for. */
    typed: z.object({ code: z.string(), page: z.string() }).nullable(),
    /** Epoch milliseconds. */
    expiresAt: z.number().int(),
    trouble
  }),
  z.object({ step: z.literal('looking'), sentence, account: account.nullable(), trouble }),
  z.object({ step: z.literal('choosing'), sentence, account, servers: z.array(offeredServerSchema) }),
  z.object({ step: z.literal('ended'), why: z.enum(['expired', 'refused']), sentence, hint: z.string().nullable() }),
  z.object({ step: z.literal('done'), sentence })
])
export type SignIn = z.infer<typeof signInSchema>

/** Whose token counts at this moment. */
export const ownerSchema = z.object({
  from: z.enum(['signed-in', 'setting', 'none']),
  sentence: z.string(),
  /** Who signed in; null when nobody has. */
  account: z.string().nullable(),
  /** The server that was chosen with the sign-in. */
  server: z.string().nullable(),
  /** Where Plex is asked; null when that is not known. */
  address: z.string().nullable(),
  /** When somebody signed in, epoch milliseconds. */
  since: z.number().int().nullable()
})
export type Owner = z.infer<typeof ownerSchema>

/** Which server, at which of its proven addresses. */
export const serverChoiceSchema = z.strictObject({
  machineIdentifier: z.string().min(1).max(200),
  /** Left out: the best one. */
  url: z.string().max(2000).optional(),
  /** The files on the pool belong to another server, and this one is meant all the same. */
  changeServer: z.boolean().default(false)
})
export type ServerChoice = z.input<typeof serverChoiceSchema>
