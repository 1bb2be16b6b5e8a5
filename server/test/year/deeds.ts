/** What other programs do to the library in the year: upgrades under the same and under another name, edits, deletions, arrivals. */

import type { Household } from '#test/fakes/household/index.ts'
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { Home } from './home.ts'
import { contentOf, filmFile, plexRoot, subtitleOf } from './shelf.ts'

interface Scene {
  readonly house: Household
  readonly home: Home
  readonly random: () => number
  /** The how manieth deed it is; makes contents and names differ. */
  readonly count: number
}

type Deed = (scene: Scene) => void

const anyOf = <Value>(list: readonly Value[], random: () => number): Value | undefined =>
  list[Math.floor(random() * list.length)]

const relative = (plexFile: string): string => plexFile.slice(plexRoot.length + 1)

const fileOf = (item: FakeItem): string => relative(item.media[0]?.parts[0]?.file ?? '')

/** Films and episodes that there are. */
const items = ({ house }: Scene): readonly FakeItem[] => {
  const { library } = house.plex
  return (
    [
      ['1', 'movie'],
      ['2', 'episode']
    ] as const
  ).flatMap(([section, type]) =>
    Array.from({ length: library.count(section, type) }, (_, n) => library.item(section, type, n))
  )
}

const touched = (scene: Scene): { readonly item: FakeItem; readonly file: string } | undefined => {
  const item = anyOf(items(scene), scene.random)
  return item === undefined ? undefined : { item, file: fileOf(item) }
}

const upgradeInPlace: Deed = (scene) => {
  const chosen = touched(scene)
  if (chosen === undefined) return
  const content = contentOf(chosen.file, scene.count)
  scene.home.arrive(chosen.file, content)
  const file = { file: `${plexRoot}/${chosen.file}`, sizeBytes: content.length }
  scene.house.plex.library.replaceFile(chosen.item.ratingKey, file)
}

const upgradeRenamed: Deed = (scene) => {
  const chosen = touched(scene)
  if (chosen === undefined) return
  const name = chosen.file.replace(/(?: v\d+)?\.mkv$/u, ` v${scene.count}.mkv`)
  const content = contentOf(name, scene.count)
  scene.home.arrive(name, content)
  scene.home.vanish(chosen.file)
  scene.house.plex.library.upgrade(chosen.item.ratingKey, { file: `${plexRoot}/${name}`, sizeBytes: content.length })
}

const edit: Deed = (scene) => {
  const chosen = touched(scene)
  if (chosen === undefined) return
  const content = contentOf(chosen.file, scene.count)
  scene.home.edit(chosen.file, content)
  const file = { file: `${plexRoot}/${chosen.file}`, sizeBytes: content.length }
  scene.house.plex.library.replaceFile(chosen.item.ratingKey, file)
}

const remove: Deed = (scene) => {
  const chosen = touched(scene)
  if (chosen === undefined) return
  scene.home.vanish(chosen.file)
  if (scene.home.truth.has(subtitleOf(chosen.file))) scene.home.vanish(subtitleOf(chosen.file))
  scene.house.plex.library.remove(chosen.item.ratingKey)
}

const arrive: Deed = ({ house, home, count }) => {
  const title = `New Film ${count}`
  const content = contentOf(filmFile(title), count)
  home.arrive(filmFile(title), content)
  const file = `${plexRoot}/${filmFile(title)}`
  house.plex.library.add({ section: '1', title, year: 2026, file, sizeBytes: content.length, durationMs: 6_000_000 })
}

const subtitle: Deed = (scene) => {
  const chosen = touched(scene)
  if (chosen === undefined) return
  scene.home.arrive(subtitleOf(chosen.file), contentOf(subtitleOf(chosen.file), scene.count))
}

const restartPlex: Deed = ({ house }) => house.plex.restartServer()

/** As often as they stand here. */
const deeds: readonly Deed[] = [
  ...[upgradeInPlace, upgradeInPlace, upgradeRenamed, upgradeRenamed],
  ...[edit, remove, arrive, arrive, arrive, subtitle, restartPlex]
]

/** Does one of them. */
export const doADeed = (scene: Scene): void => anyOf(deeds, scene.random)?.(scene)
