// canary: dependency/composition-stays-at-the-top
import { app } from '#src/app.ts'

export const wired = app
