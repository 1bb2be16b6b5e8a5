// canary: dependency/server-never-imports-web
import { page } from '../../../web/src/page.ts'

export const rendered = page
