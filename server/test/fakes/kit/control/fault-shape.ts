/** The shape of a fault rule as another process sends it. */
import { z } from 'zod'
import type { Fault, FaultRule } from '#test/fakes/kit/faults/rule.ts'

const plain = z.object({
  kind: z.enum([
    'neverAnswer',
    'headersThenStall',
    'malformedJson',
    'htmlWith200',
    'wrongContentType',
    'gzipCorrupt',
    'connectionReset',
    'duplicateItems',
    'missingItems'
  ])
})

const fault: z.ZodType<Fault> = z.union([
  plain,
  z.object({ kind: z.literal('latency'), fixedMs: z.number().min(0) }),
  z.object({ kind: z.literal('latency'), uniformMs: z.tuple([z.number().min(0), z.number().min(0)]) }),
  z.object({ kind: z.literal('latency'), lognormal: z.object({ medianMs: z.number(), sigma: z.number() }) }),
  z.object({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfterSeconds: z.number().exactOptional()
  }),
  z.object({ kind: z.literal('drip'), bytesPerSecond: z.number().positive() }),
  z.object({ kind: z.literal('truncate'), atByte: z.int().min(0) }),
  z.object({ kind: z.literal('hugeBody'), bytes: z.int().positive() }),
  z.object({ kind: z.literal('clockSkew'), ms: z.number() }),
  z.object({ kind: z.literal('badUpgrade'), status: z.union([z.literal(401), z.literal(403), z.literal(502)]) })
])

export const faultRule: z.ZodType<FaultRule> = z.object({
  app: z.string().exactOptional(),
  path: z.string().exactOptional(),
  method: z.string().exactOptional(),
  person: z.string().exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
  nth: z.int().positive().exactOptional(),
  times: z.int().positive().exactOptional(),
  until: z.number().exactOptional(),
  fault
})
