/** What is wrong with the settings, told to everybody as standing problems; and why no run may start with them. */
import { crossCheck, type Problem, type ResolvedSettings, type Settings } from '@pcu/contract'
import type { Problems } from '#engine/tell/problems.ts'
import type { SettingsRoom } from '#ports/settings/room.ts'

const minuteMs = 60_000

/** The timer's interval, milliseconds; 0 = no timer. */
export const intervalOf = ({ schedule }: Settings): number =>
  schedule.enabled ? schedule.intervalMinutes * minuteMs : 0

/** What is complained about, as problems. */
export const problemsOfSettings = ({ complaints }: ResolvedSettings): readonly Problem[] =>
  complaints.map(
    (complaint): Problem => ({
      id: `settings.${complaint.code}.${complaint.key ?? complaint.variable ?? ''}`,
      severity: complaint.severity,
      sentence: complaint.message,
      setting: complaint.variable ?? null
    })
  )

/** A damaged database that an empty one took the place of. */
export const tellStore = (
  problems: Problems,
  setAside: { readonly path: string; readonly why: string } | undefined
): void => {
  const standing: readonly Problem[] =
    setAside === undefined
      ? []
      : [
          {
            id: 'store.set-aside',
            severity: 'error',
            sentence: `${setAside.why} It was set aside as ${setAside.path} and an empty one was begun. What lies on the pool is learned from its manifest; settings that were saved, past runs and remembered looks are lost: settings from the environment count until you save them again.`,
            setting: null
          }
        ]
  problems.report('store.', standing)
}

/** Why no run may start: of what is saved, and of what is in force until the next start. */
export const troubleOf = (room: Pick<SettingsRoom, 'current' | 'running'>): string | undefined =>
  [...room.current().complaints, ...crossCheck(room.running())].find(({ severity }) => severity === 'error')?.message
