/** The version of this program, from its own package file. */
import packageFile from '../package.json' with { type: 'json' }

/** As in `0.1.0`. */
export const { version } = packageFile
