// canary: dependency/http-is-a-thin-door
import { asked } from '../store/asks-the-engine.ts'

export const read = asked
