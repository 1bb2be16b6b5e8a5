/** Part 10: what a container does to paths. Memory, overlays, folders that nothing is mounted on, and one file system mapped twice, by the product's own look at roots. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { arrayPath } from '#core/model/place.ts'
import { createFixture, type Fixture, mayMount } from '#test/conformance/storage-fixture.ts'
import { type Lane, newTally, type Part, type Tally } from '#test/prove/part.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { must, succeeds } from '#test/prove/stage/place.ts'
import { testFileLane } from '#test/prove/test-files.ts'

/** One trap. `fall` sets it and gives back what is wrong. */
interface Trap {
  readonly name: string
  fall(fixture: Fixture): Promise<readonly string[]>
}

const isRefused = async ({ host, paths, pool }: Fixture): Promise<readonly string[]> => {
  const { pool: found, promoteBlock } = await host({ allowSameFileSystem: false }).examine(paths)
  return [
    ...(promoteBlock === undefined ? [`I9: it may be filled: ${found.state}, ${found.sentence}`] : []),
    ...readdirSync(pool).map((name) => `I9: ${name} was written there`)
  ]
}

const overlay = (fixture: Fixture, at: string): void => {
  const folder = (name: string): string => {
    mkdirSync(join(fixture.base, name))
    return join(fixture.base, name)
  }
  // The layers of an overlay may not lie on another one, as a container's own disk is.
  fixture.mounts.tmpfs(join(fixture.base, 'layers'))
  const [lower, upper, work] = ['layers/lower', 'layers/upper', 'layers/work'].map(folder)
  must('mount', '-t', 'overlay', '-o', `lowerdir=${lower},upperdir=${upper},workdir=${work}`, 'overlay', at)
  fixture.mounts.note(at)
}

/** A disk of which two folders are mapped, as two volumes of a container. */
const mapTwice = (fixture: Fixture): void => {
  const disk = join(fixture.base, 'disk')
  fixture.mounts.ext4(disk)
  for (const name of ['share', 'pool']) mkdirSync(join(disk, name))
  fixture.mounts.bind(join(disk, 'share'), fixture.share)
  fixture.mounts.bind(join(disk, 'pool'), fixture.pool)
}

const traps: readonly Trap[] = [
  {
    name: 'a pool in memory',
    fall: (fixture) => {
      fixture.mounts.tmpfs(fixture.pool)
      return isRefused(fixture)
    }
  },
  {
    name: 'a pool on an overlay',
    fall: (fixture) => {
      overlay(fixture, fixture.pool)
      return isRefused(fixture)
    }
  },
  {
    name: 'a pool that is a plain folder of the disk with the films',
    fall: (fixture) => isRefused(fixture)
  },
  {
    name: 'a pool that was mounted once and is an empty folder now',
    fall: async (fixture) => {
      fixture.mounts.ext4(fixture.pool)
      const first = await fixture.host().examine(fixture.paths)
      fixture.mounts.undo(fixture.pool)
      const found = first.promoteBlock === undefined ? [] : ['the mounted pool was refused']
      return [...found, ...(await isRefused(fixture))]
    }
  },
  {
    name: 'one file system mapped twice',
    fall: async (fixture) => {
      mapTwice(fixture)
      const paths = { ...fixture.paths, arrayRoots: [arrayPath(fixture.share)] }
      const { warnings } = await fixture.host().examine(paths)
      const isThere = succeeds('ln', join(fixture.share, '.'), join(fixture.pool, 'x'))
      return [
        ...(warnings.some((warning) => warning.includes('EXDEV')) ? [] : [`nothing says EXDEV: ${warnings.join(' ')}`]),
        ...(isThere ? ['a name went from one mapping to the other'] : [])
      ]
    }
  }
]

const lane: Lane = {
  name: 'traps',
  run: async (): Promise<Tally> => {
    const tally = newTally()
    if (!mayMount) return { ...tally, skipped: ['traps of mounts: left out, this needs root'] }
    for (const trap of traps) {
      const fixture = createFixture()
      try {
        tally.cases += 1
        const found = await faultsInTime(() => trap.fall(fixture))
        tally.violations.push(...found.map((fault) => `${trap.name}: ${fault}`))
      } finally {
        fixture.dispose()
      }
    }
    return tally
  }
}

export const container: Part = {
  number: 10,
  name: 'container traps',
  lanes: [
    lane,
    testFileLane('mounts and roots', [
      'server/test/conformance/storage-host-mounts.test.ts',
      'server/test/conformance/identified-roots.test.ts',
      'server/test/conformance/one-file-system.test.ts'
    ])
  ]
}
