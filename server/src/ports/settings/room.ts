/** The settings as the engine sees them: what is saved, what is in force, and the one way to change them. */
import type { ResolvedSettings, SaveOutcome, SettingChanges, Settings } from '@pcu/contract'

/** What a save that knows what it looked at came to. */
export type SaveFrom =
  | { readonly kind: 'saved'; readonly before: ResolvedSettings }
  | { readonly kind: 'refused'; readonly outcome: SaveOutcome }
  /** Somebody saved meanwhile. `seen`: as it was at that revision; undefined when that is not known any more. */
  | { readonly kind: 'late'; readonly seen: ResolvedSettings | undefined }

/** Settings that can change while the program runs. */
export interface SettingsRoom {
  /** As saved, whether or not it counts before the next start. */
  current(): ResolvedSettings
  /** Without anything saved: what a reset leads to. */
  below(): ResolvedSettings
  /** In force at this moment; the same object until something changes. Take it once per run and hand it on. */
  running(): Settings
  /** As at the start of the program. */
  atStart(): Settings
  /** Another one after every change. */
  revision(): string
  /** What changes would come to; saves nothing. */
  preview(changes: SettingChanges): SaveOutcome
  /** Stores changes, or refuses them as a whole. `null` resets a setting. Changes wait for each other. */
  change(changes: SettingChanges): Promise<SaveOutcome>
  /** The same for somebody who looked at a revision, and wants nothing saved when it is not the newest. */
  changeFrom(revision: string, changes: SettingChanges): Promise<SaveFrom>
  /** Told after every change. */
  onChange(hear: (before: ResolvedSettings) => void): void
}
