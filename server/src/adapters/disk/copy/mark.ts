/** What a finished copy is known by, once nothing about it changes any more. */
import type { BigIntStats } from 'node:fs'
import { lstat, utimes } from '#adapters/disk/calls.ts'
import { changedFailure, identityOf } from '#adapters/disk/identity.ts'
import { pathOf } from '#adapters/disk/pin.ts'
import type { Copied } from '#ports/file-system.ts'
import type { Scene } from './scene.ts'

/** Some servers set the time of the last write when a file is closed: there the times are set again, by name. */
const insistOnTimes = async (scene: Scene, wanted: BigIntStats | undefined): Promise<BigIntStats> => {
  const { at } = scene.to
  const found = await lstat(at, { bigint: true })
  if (wanted === undefined || found.mtimeNs === wanted.mtimeNs) return found
  const off = found.mtimeNs - wanted.mtimeNs
  if (off < 1000n && off > -1000n) return found
  await utimes(at, Number(wanted.atimeNs) / 1e9, Number(wanted.mtimeNs) / 1e9)
  return await lstat(at, { bigint: true })
}

/** The copy as it will be known. Its inode was this one all along, whoever may have renamed it meanwhile. */
export const markOf = async (scene: Scene, wanted: BigIntStats | undefined): Promise<Copied['mark']> => {
  const { plan, temp } = scene
  const before = identityOf(await temp.file.stat({ bigint: true }))
  await temp.file.close()
  const { inode, sizeBytes, modifiedNs } = identityOf(await insistOnTimes(scene, wanted))
  if (inode !== before.inode || sizeBytes !== plan.expected.sizeBytes) throw changedFailure(pathOf(plan.to))
  return { inode, sizeBytes, modifiedNs }
}
