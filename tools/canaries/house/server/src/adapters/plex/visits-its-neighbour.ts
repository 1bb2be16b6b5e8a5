// canary: dependency/adapters-keep-apart
import { disk } from '#adapters/disk/disk.ts'

export const visited = disk
