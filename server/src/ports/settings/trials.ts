/** Trying out what somebody typed into a form, before it is saved. Nothing here changes anything. */
import type { Secret } from '#core/model/secret.ts'

/** What the server at an address calls itself. */
export interface ServerNames {
  readonly name: string | undefined
  readonly version: string
  /** Titles of its libraries; undefined where it does not say. */
  readonly libraries: readonly string[] | undefined
}

/** What one look at one folder tells. */
export interface FolderLook {
  readonly kind: 'folder' | 'file' | 'other'
  /** Whether this program may list and enter it. */
  readonly isReadable: boolean
  /** Whether this program may make files in it, as far as permissions and mount say. */
  readonly isWritable: boolean
  readonly uid: number
  readonly gid: number
  /** Permission bits, as in 0o755. */
  readonly mode: number
  /** Whom this program runs as. */
  readonly us: { readonly uid: number; readonly gid: number }
  /** Undefined where the mount table does not show it. */
  readonly mount:
    | { readonly point: string; readonly fileSystem: string; readonly source: string; readonly isReadOnly: boolean }
    | undefined
  readonly totalBytes: number
  readonly freeBytes: number
}

/** The walls that trials go through. */
export interface SettingsTrials {
  /** Only where a server has answered a knock. Undefined: it does not say with this token. Throws nothing but the caller's abort. */
  serverNames(url: string, token: Secret, signal: AbortSignal): Promise<ServerNames | undefined>
  /** Looks at the folder alone: opens, lists and wakes nothing below it. Gives back why not, as a part of a sentence. */
  folder(path: string): Promise<FolderLook | { readonly why: string }>
  /** The most watched movie of the moment. Throws Failure `trakt.*`. */
  trendingMovie(clientId: string, signal: AbortSignal): Promise<string | undefined>
}
