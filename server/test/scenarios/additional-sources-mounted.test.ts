/** Libraries besides REAL_SOURCE on mounts that come, go and cannot be written. Needs root. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readlinkSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { census, type House } from '#test/builders/house.ts'
import { aFilm, anOddHouse, told, verdictOn, writeOld } from '#test/builders/odd-house.ts'
import { mayMount } from '#test/conformance/storage-fixture.ts'

let house: House
const run = (...args: readonly string[]): boolean => spawnSync(args[0] ?? '', args.slice(1)).status === 0
const nas = (): string => `${house.root}/mnt/nas`
const real = (): string => `${house.root}/server/films`
const pooled = (): string => `${house.pool}/.pcu-sources/${nas().slice(1).replaceAll('/', '+')}`
const mounted = (...options: readonly string[]): void => {
  if (!run('mount', '--bind', real(), nas())) throw new Error('no bind mount')
  if (options.length > 0 && !run('mount', '-o', ['remount', 'bind', ...options].join(','), nas())) throw new Error('ro')
}
const unmounted = (): boolean => run('umount', '-l', nas())

afterEach(async () => {
  unmounted()
  await house.leave()
})

const film = '/nas/Gamma/Gamma.mkv'
const aHouseOfMounts = async (): Promise<void> => {
  house = await anOddHouse([aFilm(film)])
  mkdirSync(nas(), { recursive: true })
  writeOld(`${real()}/Gamma/Gamma.mkv`)
}
const withNas = (more: Readonly<Record<string, string>> = {}) => ({
  env: { ADDITIONAL_SOURCES: nas(), ADDITIONAL_PLEX_SOURCES: '/nas', ...more }
})
const seen = (): void => house.plex.watched('owner', house.key(film), Date.now() - 1000)

describe.skipIf(!mayMount)('an additional library on a mount (needs root)', () => {
  it('counts as away while its mount point is empty, whether it was ever seen or not, and its files wait for it', async () => {
    await aHouseOfMounts()
    const never = await told(house, withNas())
    expect(verdictOn(never.report, 'Gamma')).toMatch(
      /^leave: .*it is empty, as a mount point is while nothing is mounted/u
    )
    mounted()
    const before = census(nas())
    await told(house, withNas())
    expect(readlinkSync(`${real()}/Gamma/Gamma.mkv`)).toContain('.pcu-sources')
    unmounted()
    seen()
    const gone = await told(house, withNas())
    expect(verdictOn(gone.report, 'Gamma')).toMatch(/^keep: .*nas is not ready: it was .* and is now .*not mounted/u)
    expect(existsSync(`${pooled()}/Gamma/Gamma.mkv`)).toBe(true)
    expect(census(nas())).toEqual({})
    mounted()
    await told(house, withNas())
    expect(census(nas())).toEqual(before)
  })

  it('is never changed when it is mounted read-only: left with the reason, or copied where the settings say so', async () => {
    await aHouseOfMounts()
    mounted('ro')
    const before = census(nas())
    const left = await told(house, withNas())
    expect(verdictOn(left.report, 'Gamma')).toMatch(
      /^leave: .*nas: it is mounted read-only; .* set COPY_TO_CACHE to true and USE_SYMLINKS_FOR_CACHE to false: .*Plex is not shown/u
    )
    expect(left.problems.map(({ id, severity }) => [id, severity])).toEqual([['roots.source-0', 'info']])
    const copied = await told(house, withNas({ USE_SYMLINKS_FOR_CACHE: 'false' }))
    expect(verdictOn(copied.report, 'Gamma')).toMatch(/^promote: /u)
    expect(existsSync(`${pooled()}/Gamma/Gamma.mkv`)).toBe(true)
    seen()
    await told(house, withNas({ USE_SYMLINKS_FOR_CACHE: 'false' }))
    expect(existsSync(`${pooled()}/Gamma/Gamma.mkv`)).toBe(false)
    expect(census(nas())).toEqual(before)
  })

  it.each([
    ['COPY_TO_CACHE', { COPY_TO_CACHE: 'true' }],
    ['neither', { COPY_TO_CACHE: 'false' }],
    ['MOVE_WITH_SYMLINKS', { COPY_TO_CACHE: 'false', MOVE_WITH_SYMLINKS: 'true' }],
    ['neither, without links', { COPY_TO_CACHE: 'false', USE_SYMLINKS_FOR_CACHE: 'false' }]
  ])(
    'is left with the reason when it is mounted read-only and the mode would change names there (%s)',
    async (_mode, env) => {
      await aHouseOfMounts()
      mounted('ro')
      const before = census(nas())
      const { report } = await told(house, withNas(env))
      expect(verdictOn(report, 'Gamma')).toMatch(/^leave: .*nas: it is mounted read-only; .*COPY_TO_CACHE/u)
      expect([census(nas()), existsSync(`${pooled()}/Gamma/Gamma.mkv`)]).toEqual([before, false])
    }
  )

  it('is refused when it is a part of another library under another name', async () => {
    await aHouseOfMounts()
    if (!run('mount', '--bind', `${house.array}/Films`, nas())) throw new Error('no bind mount')
    const { problems } = await told(house, withNas())
    expect(problems.map(({ sentence }) => sentence).join('\n')).toMatch(
      /lies inside .*array under another name \(a bind mount\)/u
    )
  })
})
