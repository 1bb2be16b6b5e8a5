/** Entering the page: how far a browser is, the sessions of browsers, and API keys. Never holds a password, a key or anything that opens the door. */
import { z } from 'zod'
import { scopes } from './policy.ts'

export const scopeSchema = z.enum(scopes)

export const authModes = ['password', 'proxy', 'none'] as const
export type AuthMode = (typeof authModes)[number]

/** Shortest password that is taken, characters. */
export const shortestPassword = 8
const longestPassword = 1000

/** A name or label that people chose: one line. */
const label = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'must be one line of plain text')

/** How far a browser has come. first-set-up: the program has no administrator yet; shut: nobody can log in from here, the sentence says why. */
export const accessStateSchema = z.object({
  mode: z.enum(authModes),
  step: z.enum(['first-set-up', 'log-in', 'shut', 'in']),
  sentence: z.string().nullable(),
  /** As whom one is in; null while one is not. */
  name: z.string().nullable(),
  scope: scopeSchema.nullable(),
  /** By what one is in. nothing: AUTH_MODE=none lets everybody in. */
  by: z.enum(['session', 'key', 'command', 'proxy', 'nothing']).nullable()
})
export type AccessState = z.infer<typeof accessStateSchema>

/** What makes the administrator. */
export const firstSetUpSchema = z.strictObject({
  name: label(64).default('admin'),
  password: z.string().max(longestPassword)
})

/** What is typed to enter. `remember`: for thirty days instead of twelve hours. */
export const logInSchema = z.strictObject({
  name: z.string().max(64).default('admin'),
  password: z.string().max(longestPassword),
  remember: z.boolean().default(false)
})

/** A new password; whoever changes it proves that they know the old one. */
export const passwordChangeSchema = z.strictObject({
  current: z.string().max(longestPassword),
  next: z.string().max(longestPassword)
})

/** A browser that is logged in. */
export const sessionSchema = z.object({
  id: z.number().int(),
  /** As its browser calls itself. */
  browser: z.string(),
  /** Address it was begun from. */
  address: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number().int(),
  seenAt: z.number().int(),
  /** At the latest, epoch milliseconds. */
  endsAt: z.number().int(),
  /** The one that asks. */
  isThis: z.boolean()
})
export type Session = z.infer<typeof sessionSchema>

/** A key of a program, without the key. */
export const apiKeySchema = z.object({
  id: z.number().int(),
  name: z.string(),
  scope: scopeSchema,
  /** Epoch milliseconds. */
  madeAt: z.number().int(),
  /** Epoch milliseconds; null: never. */
  usedAt: z.number().int().nullable()
})
export type ApiKey = z.infer<typeof apiKeySchema>

export const apiKeyOrderSchema = z.strictObject({ name: label(64), scope: scopeSchema })

/** The only time that the key itself is told. */
export const madeKeySchema = z.object({ key: z.string(), made: apiKeySchema, sentence: z.string() })
export type MadeKey = z.infer<typeof madeKeySchema>
