/** How settings are called: in English as the server says, in other languages from a catalogue that is loaded with the page. */
import type { ShownSetting } from '@pcu/contract'
import { useEffect } from 'react'
import { createStore, useStore } from '../../live/store.ts'
import { language } from '../../ui/words/language.ts'

/** Label and help by variable. */
type Names = Readonly<Record<string, readonly [label: string, help: string]>>

const loaded = createStore<Names>({})

const load = async (): Promise<void> => {
  const [{ moving }, { house }] = await Promise.all([import('./german/moving.ts'), import('./german/house.ts')])
  loaded.set({ ...moving, ...house })
}

/** What a setting is called, and what it does. */
export type NameOf = (setting: Pick<ShownSetting, 'env' | 'label' | 'help'>) => {
  readonly label: string
  readonly help: string
}

/** English until the catalogue is there, and where it has no word. */
export function useNames(): NameOf {
  const names = useStore(loaded)
  useEffect(() => {
    if (language === 'de') void load()
  }, [])
  return ({ env, label, help }) => ({ label: names[env]?.[0] ?? label, help: names[env]?.[1] ?? help })
}
