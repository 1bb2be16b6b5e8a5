/** Puts the room of questions together: what the last run saw, or what Plex says now when none has run yet. */
import type { Why } from '@pcu/contract'
import { findRoots } from '#engine/health/find-roots.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import { glimpse } from '#engine/see.ts'
import { Failure } from '#src/failure.ts'
import type { Seen } from './seen.ts'
import { type WhyDeps, whyOf } from './why.ts'

/** Several may ask before the first run; Plex is asked once for all of them. */
export const openWhy = (deps: RunDeps & Pick<WhyDeps, 'watcherStore'>): ((text: string) => Promise<Why>) => {
  let looking: Promise<Seen> | undefined

  const look = async (): Promise<Seen> => {
    const trouble = deps.settingsTrouble()
    if (trouble !== undefined) throw new Failure('settings.wrong', { sentence: trouble, retry: 'never' })
    const { sight, plan } = await glimpse(deps, await findRoots(deps), new AbortController().signal)
    const seen = deps.sight.last()
    if (seen !== undefined) return seen
    deps.sight.note(sight, { plan, runId: undefined })
    return { ...sight, plan, runId: undefined }
  }
  const lookOnce = (): Promise<Seen> => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }
  return (text) => whyOf(text, { ...deps, see: async () => deps.sight.last() ?? (await lookOnce()) })
}
