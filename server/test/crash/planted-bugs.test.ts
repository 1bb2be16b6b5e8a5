/** Tests of the tests: bugs planted into the protocol, each of which a campaign must see. */
import { linkSync, renameSync, rmSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FileSystem, Spot } from '#ports/file-system.ts'
import type { Journal } from '#ports/journal.ts'
import { type Direction, newTally, runCampaign } from './campaign.ts'
import { meddleEverywhere } from './outside-writers.ts'
import { outsiders } from './outsiders.ts'
import { type LifeOptions, plainDisk } from './world.ts'

type Plant = (options: LifeOptions) => LifeOptions

const pathOf = (spot: Spot): string => join(spot.root, spot.path)

const plantDisk =
  (change: (disk: FileSystem) => Partial<FileSystem>): Plant =>
  (options) => ({ ...options, fileSystem: { ...plainDisk, ...change(plainDisk) } })

const unionKeep = { presentation: 'union', original: 'keep' } as const
const linkBackup = { presentation: 'symlink', original: 'backup' } as const
const linkRemove = { presentation: 'symlink', original: 'remove' } as const

const crashViolations = async (
  mode: typeof unionKeep | typeof linkBackup | typeof linkRemove,
  direction: Direction,
  overrides: Plant
) => {
  const tally = newTally()
  await runCampaign({ mode, direction, nestedEvery: 0, overrides }, tally)
  return tally.violations
}

const deed = (name: string) => {
  const found = outsiders.find((outsider) => outsider.name === name)
  if (found === undefined) throw new Error(`no such deed: ${name}`)
  return found
}

describe('a planted bug is seen', () => {
  test('the copy gets its final name before it is complete', async () => {
    const early = plantDisk((disk) => ({
      copy: (order) =>
        disk.copy({
          ...order,
          step: (name, act) => {
            if (name === 'temp.fill') linkSync(pathOf(order.to), join(order.to.root, order.from.path))
            return order.step(name, act)
          }
        })
    }))
    expect(await crashViolations(unionKeep, 'in', early)).toContainEqual(expect.stringContaining('I2'))
  })

  test('the copy goes before the original is back', async () => {
    const early = plantDisk((disk) => ({
      copy: async (order) => {
        const copied = await disk.copy(order)
        if (order.from.root.endsWith('/pool')) rmSync(pathOf(order.from))
        return copied
      }
    }))
    expect(await crashViolations(linkRemove, 'out', early)).toContainEqual(expect.stringContaining('I1'))
  })

  test('the original is renamed away before the link takes its name', async () => {
    const gap = plantDisk(() => ({
      link: async (order) => {
        if (order.to.path.endsWith('.plexcached')) renameSync(pathOf(order.from), pathOf(order.to))
        else await plainDisk.link(order)
      }
    }))
    expect(await crashViolations(linkBackup, 'in', gap)).toContainEqual(expect.stringContaining('I2'))
  })

  test('names are taken away without a look at what they hold', async () => {
    const blind = plantDisk(() => ({
      unlink: (spot) => Promise.resolve(unlinkSync(pathOf(spot))),
      replace: (order) => Promise.resolve(renameSync(pathOf(order.from), pathOf(order.to)))
    }))
    const outsider = deed('replaces the file on the array by a rename')
    const { violations } = await meddleEverywhere({ mode: linkRemove, direction: 'in', outsider, overrides: blind }, 1)
    expect(violations).toContainEqual(expect.stringContaining('I6'))
  })

  test('a return that looks at nothing before it takes the copy away', async () => {
    const blind = plantDisk(() => ({ unlink: (spot) => Promise.resolve(unlinkSync(pathOf(spot))) }))
    const outsider = deed('overwrites the file on the pool in place')
    const { violations } = await meddleEverywhere({ mode: unionKeep, direction: 'out', outsider, overrides: blind }, 1)
    expect(violations).toContainEqual(expect.stringContaining('I6'))
  })

  test('the inode of the copy is not journaled before it gets its name', async () => {
    const forget = (journal: Journal): Journal => ({
      ...journal,
      note: (entry, change) =>
        change.stage === 'verified'
          ? Promise.resolve({ ...entry, ...change, stage: 'verified' })
          : journal.note(entry, change)
    })
    const forgetful: Plant = (options) => ({ ...options, wrapJournal: forget })
    expect(await crashViolations(unionKeep, 'in', forgetful)).not.toEqual([])
  })

  test('the copy takes its final name over whatever has it', async () => {
    const clobbering = plantDisk((disk) => ({
      link: async (order) => {
        if (order.to.root.endsWith('/pool')) rmSync(pathOf(order.to), { force: true })
        await disk.link(order)
      }
    }))
    const outsider = deed('puts a new file on the pool where none is')
    const { violations } = await meddleEverywhere(
      { mode: unionKeep, direction: 'in', outsider, overrides: clobbering },
      1
    )
    expect(violations).toContainEqual(expect.stringContaining('I6'))
  })
})
