// canary: dependency/packages-are-declared
import { parse } from 'yaml'

export const parsed = parse
