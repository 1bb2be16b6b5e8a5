/** The form's state: what is in force, what was typed over it, what the server thinks of that, and saving it. */
import type {
  SaveRefusal,
  SettingComplaint,
  SettingsCheck,
  SettingsView,
  SettingValue,
  ShownSetting
} from '@pcu/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiFailure, tell } from '../../api/client.ts'
import { keys, settingsQuery } from '../../api/queries.ts'
import { changesOf, type Draft, without, withReset, withTyped } from './draft.ts'
import { faultOf } from './judge.ts'

const PATIENCE_MS = 400

/** What the server says to the draft, once somebody has stopped typing. */
function useCheck(draft: Draft): SettingsCheck | undefined {
  const [told, setTold] = useState<{ readonly of: Draft; readonly check: SettingsCheck }>()
  useEffect(() => {
    if (Object.keys(draft).length === 0) return
    let isWanted = true
    const timer = setTimeout(() => {
      tell('checkSettings', { changes: changesOf(draft) }).then(
        (check) => isWanted && setTold({ of: draft, check }),
        // Saving asks the same again and says what is wrong; typing goes on meanwhile.
        () => undefined
      )
    }, PATIENCE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [draft])
  return told?.of === draft ? told.check : undefined
}

/** What a refused save said beside its sentence. */
const refusalOf = (error: Error | null): SaveRefusal | undefined =>
  error instanceof ApiFailure && isRefusal(error.said) ? error.said : undefined

const isRefusal = (said: unknown): said is SaveRefusal =>
  typeof said === 'object' && said !== null && ('conflicts' in said || 'refusals' in said)

interface Order {
  readonly revision: string
  readonly changes: Draft
}

function useSaving(done: (view: SettingsView) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ revision, changes }: Order) => tell('saveSettings', { revision, changes: changesOf(changes) }),
    onSuccess: async (view) => {
      // What was asked for before this answer is older than it.
      await client.cancelQueries({ queryKey: keys.settings })
      client.setQueryData(keys.settings, view)
      done(view)
    },
    onError: () => client.invalidateQueries({ queryKey: keys.settings })
  })
}

/** Sentences by key: what the page itself sees first, then what the server said. */
const faultsOf = (
  view: SettingsView,
  draft: Draft,
  refusals: readonly SettingComplaint[]
): ReadonlyMap<string, string> =>
  new Map(
    view.settings.flatMap((setting) => {
      const { key } = setting
      if (!Object.hasOwn(draft, key)) return []
      const fault = faultOf(setting, draft[key] ?? null) ?? refusals.find((one) => one.key === key)?.message
      return fault === undefined ? [] : [[key, fault] as const]
    })
  )

/** The form, as its parts use it. */
export type SettingsForm = NonNullable<ReturnType<typeof useForm>>

/** @param loaded as the server said last; what is typed belongs to what was loaded when typing began. */
export function useForm(loaded: SettingsView) {
  const [base, setBase] = useState(loaded)
  const [draft, setDraft] = useState<Draft>({})
  const [saved, setSaved] = useState<SettingsView | null>(null)
  const isDirty = Object.keys(draft).length > 0
  if (!isDirty && base !== loaded) setBase(loaded)
  const view = isDirty ? base : loaded
  const saving = useSaving((next) => {
    setBase(next)
    setDraft({})
    setSaved(next)
  })
  const check = useCheck(draft)
  const refusal = refusalOf(saving.error)
  const refusals = check?.refusals ?? refusal?.refusals ?? []
  const faults = faultsOf(view, draft, refusals)
  const change = (next: Draft) => {
    setSaved(null)
    if (saving.error !== null) saving.reset()
    setDraft(next)
  }
  const save = (changes: Draft, revision = view.revision) => saving.mutate({ revision, changes })
  return {
    view,
    draft,
    isDirty,
    check,
    faults,
    /** About the settings together, not about one that is marked. */
    together: refusals.filter(({ key }) => key === null || !Object.hasOwn(draft, key)).map(({ message }) => message),
    isBehind: isDirty && loaded.revision !== base.revision,
    isSaving: saving.isPending,
    saved,
    dismissSaved: () => setSaved(null),
    error: refusal?.conflicts === undefined ? saving.error : null,
    refusal,
    conflicts: refusal?.conflicts ?? null,
    type: (setting: ShownSetting, value: SettingValue) => change(withTyped(draft, setting, value)),
    undo: (key: string) => change(without(draft, key)),
    reset: (settings: readonly ShownSetting[]) => change(withReset(draft, settings)),
    drop: () => change({}),
    save: () => save(draft),
    saveThese: (changes: Draft, revision?: string) => save(changes, revision),
    closeConflict: saving.reset
  }
}

export const useSettings = () => useQuery(settingsQuery)
