/** What every control is given. */
import type { SettingValue, ShownSetting } from '@pcu/contract'
import { settingsText } from '../text.ts'

/** A control shows a value and tells what was typed; its row says everything else. */
export interface ControlProps {
  readonly setting: ShownSetting
  /** As people call it. */
  readonly label: string
  readonly value: SettingValue
  readonly change: (value: SettingValue) => void
  readonly disabled: boolean
  readonly isWrong: boolean
  /** Ids of what names and describes it. */
  readonly labelledBy: string
  readonly describedBy: string
}

/** The entries of a list; of anything else none. */
export const entriesOf = (value: SettingValue): readonly string[] => (Array.isArray(value) ? value : [])

/** What may stand there, said so that nobody takes it for what stands there; of a list its first entry. */
export const exampleOf = ({ example, kind }: ShownSetting): string => {
  const shown = kind === 'list' ? example?.split(',')[0] : example
  return shown ? settingsText.example(shown) : ''
}
