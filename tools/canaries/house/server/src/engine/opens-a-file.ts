// canary: dependency/engine-owns-no-technology, dependency/disk-in-one-place
import { open } from 'node:fs/promises'

export const opened = open
