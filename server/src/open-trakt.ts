/** The wall towards Trakt: nothing at all unless it is switched on and knows who asks. */
import type { Settings } from '@pcu/contract'
import { systemClock } from '#adapters/clock.ts'
import type { LearningLog } from '#adapters/log/index.ts'
import { createTrakt } from '#adapters/trakt/index.ts'
import { secret } from '#core/model/secret.ts'
import type { Trakt } from '#ports/trakt/trakt.ts'
import { version } from './version.ts'

/** One answer may take so long. */
const patienceMs = 30_000

/** Undefined: Trakt is never asked. */
export const openTrakt = ({ trakt }: Settings, log: LearningLog): Trakt | undefined => {
  if (!trakt.enabled || trakt.clientId === '') return undefined
  const { url, authUrl, clientId, clientSecret } = trakt
  return createTrakt({
    url,
    authUrl,
    clientId,
    clientSecret: clientSecret === '' ? undefined : secret(clientSecret),
    version,
    timeoutMs: patienceMs,
    clock: systemClock,
    learn: log.learn
  })
}
