/** Bugs to plant, one at a time, each as a change of one place in the engine's own text, with the campaign that must see it. */
import type { CallKind } from '#test/prove/errors/faults.ts'
import type { Direction, Scene } from '#test/prove/stage/scene.ts'

/** The campaign that must see a bug. */
export type Campaign = 'deaths' | 'other programs' | 'power cuts' | 'failing calls'

/** One planted bug. `find` stands exactly once in the file below server/src. */
export interface Mutant {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly put: string
  readonly campaign: Campaign
  /** As `union+keep in film`. */
  readonly where: `${string} ${Direction} ${Scene['name']}`
  /** Whether the lives in memory must see it as well. */
  readonly inModel?: true
  /** For failing calls: which. */
  readonly kind?: CallKind
}

const disk = 'adapters/disk/file-system.ts'
const session = 'adapters/disk/copy/local-session.ts'
const perform = 'engine/move/perform.ts'

export const mutants: readonly Mutant[] = [
  {
    name: 'an error of fsync counts for nothing',
    file: session,
    find: 'leash.hold(begun().temp.file.sync())',
    put: 'leash.hold(begun().temp.file.sync()).catch(() => undefined)',
    campaign: 'failing calls',
    where: 'symlink+remove in film',
    kind: 'fsync'
  },
  {
    name: 'fsync is tried again after an error',
    file: session,
    find: 'leash.hold(begun().temp.file.sync())',
    put: 'leash.hold(begun().temp.file.sync()).catch(() => begun().temp.file.sync())',
    campaign: 'failing calls',
    where: 'union+remove in film',
    kind: 'fsync'
  },
  {
    name: 'what was read again is not compared',
    file: session,
    find: 'if (!agrees) throw unverified(plan)',
    put: '',
    campaign: 'failing calls',
    where: 'union+remove in film',
    kind: 'write'
  },
  {
    name: 'owner, mode and times are not carried over',
    file: session,
    find: 'wanted = await carryAttributes(source, temp.file, { native, extended })',
    put: 'wanted = undefined',
    campaign: 'deaths',
    where: 'union+remove in film'
  },
  {
    name: 'a copy takes its name over whatever has it',
    file: disk,
    find: 'await giveName(to, fresh.at, () => link(old.at, fresh.at))',
    put: 'await rename(old.at, fresh.at)',
    campaign: 'other programs',
    where: 'union+keep in film'
  },
  {
    name: 'names are removed without a look at what they hold',
    file: disk,
    find: 'await insist(at, expected, pathOf(spot))\n    await unlink(at)',
    put: 'await unlink(at)',
    campaign: 'other programs',
    where: 'union+keep out film'
  },
  {
    name: 'names are replaced without a look at what they hold',
    file: disk,
    find: 'await insist(fresh.at, expected.to, pathOf(to))',
    put: '',
    campaign: 'other programs',
    where: 'symlink+remove in film'
  },
  {
    name: 'nothing is asked to stand while something else goes',
    file: disk,
    find: 'if (witness === undefined) return',
    put: 'return',
    campaign: 'other programs',
    where: 'union+remove in film'
  },
  {
    name: 'a file is known by its size alone',
    file: 'adapters/disk/identity.ts',
    find: 'found.inode === mark.inode && found.sizeBytes === mark.sizeBytes && found.modifiedNs === mark.modifiedNs',
    put: 'found.sizeBytes === mark.sizeBytes',
    campaign: 'other programs',
    where: 'union+remove in film'
  },
  {
    name: 'times do not count',
    file: 'adapters/disk/identity.ts',
    find: ' && found.modifiedNs === mark.modifiedNs',
    put: '',
    campaign: 'other programs',
    where: 'union+keep out film'
  },
  {
    name: 'the name that came home is not made durable before the copy goes',
    file: perform,
    find: "if (movesOriginal(scene)) await syncBeside(scene.spots.original, scene.deps, 'original.sync')",
    put: '',
    campaign: 'power cuts',
    where: 'union+remove out film'
  },
  {
    name: 'the name on the pool is not made durable before the original goes',
    file: perform,
    find: "await syncBeside(scene.spots.copy, scene.deps, 'publish.sync')",
    put: '',
    campaign: 'power cuts',
    where: 'union+remove in film'
  },
  {
    name: 'the name on the pool is not made durable before the ledger knows the file, where the original stays',
    file: 'engine/move/finish.ts',
    find: "if (ending.kind === 'cached' && entry.stage === 'verified') await syncBeside(spots.copy, deps, 'publish.sync')",
    put: '',
    campaign: 'power cuts',
    where: 'union+keep in film'
  },
  {
    name: 'the journal is not made durable',
    file: 'store/open.ts',
    find: 'PRAGMA synchronous = FULL',
    put: 'PRAGMA synchronous = OFF',
    campaign: 'power cuts',
    where: 'union+remove out film'
  },
  {
    name: 'the journal is told after the act',
    file: perform,
    find: "(scene) => commit(scene, 'switching')",
    put: "async (scene) => ({ ...scene.entry, stage: 'switching' })",
    campaign: 'deaths',
    where: 'union+remove in film',
    inModel: true
  },
  {
    name: 'a unit that was being switched goes back after a death',
    file: 'core/move/machine.ts',
    find: "return move.stage === 'switching' ? 'forward' : 'undo'",
    put: "return 'undo'",
    campaign: 'deaths',
    where: 'union+keep in unit',
    inModel: true
  },
  {
    name: 'a unit that was not complete goes on after a death',
    file: 'core/move/machine.ts',
    find: "return move.stage === 'switching' ? 'forward' : 'undo'",
    put: "return 'forward'",
    campaign: 'deaths',
    where: 'union+keep in unit',
    inModel: true
  },
  {
    name: 'no register is told of a copy',
    file: 'engine/move/promote-unit.ts',
    find: 'await enterAll(verified, unit, deps)',
    put: '',
    campaign: 'deaths',
    where: 'union+keep in film',
    inModel: true
  },
  {
    name: 'directories that are made are not noted',
    file: 'engine/move/carry.ts',
    find: "stage: 'copying', directories })",
    put: "stage: 'copying' })",
    campaign: 'deaths',
    where: 'union+keep in film',
    inModel: true
  },
  {
    name: 'temporary names stay',
    file: 'core/move/recover.ts',
    find: "if (sight.temp === 'there')",
    put: "if (sight.temp === 'odd')",
    campaign: 'deaths',
    where: 'union+keep in film',
    inModel: true
  },
  {
    name: 'a file that came home is not known by its inode',
    file: 'core/move/sight.ts',
    find: "if (entry.direction === 'out' && isSame(found, entry.temp)) return 'new'",
    put: '',
    campaign: 'deaths',
    where: 'union+remove out film',
    inModel: true
  }
]
