/** Where state and logs live: what DATA_DIR and LOG_DIR say, else what an image offers, else beside the program. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Settings } from '@pcu/contract'

/** Absolute folders. */
export interface Folders {
  readonly data: string
  readonly logs: string
  /** Where the built page lies; undefined when it was not built. */
  readonly page: string | undefined
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/u, '')

const firstThere = (candidates: readonly string[], fallback: string): string =>
  candidates.find((path) => existsSync(path)) ?? fallback

/** `/config` is one volume for both; the seed's image has `/app/data` and `/app/logs`. */
export const foldersOf = (system: Settings['system']): Folders => {
  const page = `${root}/web/dist`
  return {
    data: system.dataDir || firstThere(['/config', '/app/data'], `${root}/data`),
    logs: system.logDir || (existsSync('/config') ? '/config/logs' : firstThere(['/app/logs'], `${root}/logs`)),
    page: existsSync(`${page}/index.html`) ? page : undefined
  }
}
