// canary: dependency/features-keep-apart
import { pin } from '../pins/pin.ts'

export const list = pin
