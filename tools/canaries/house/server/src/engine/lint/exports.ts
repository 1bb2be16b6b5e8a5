// canary: lint/style/noDefaultExport, lint/style/useExportType
import type { Known } from '#src/ports/knows-who-fulfils-it.ts'

export { Known }
export default 1
