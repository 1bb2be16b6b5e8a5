/** One case made real: roots of its own, files whose bytes tell where they came from, lives whose databases die with them. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Inspection, UnitId } from '#core/model/unit.ts'
import { poolRootOfSource } from '#core/resolve/source-folders.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { type Facts, factsAt } from '#test/crash/observer.ts'
import {
  calm,
  content,
  databaseTemplate,
  evict,
  inspectionOf,
  type Life,
  type LifeOptions,
  liveAt,
  ownedUnit,
  unitOf,
  type World,
  writeAt
} from '#test/crash/world.ts'
import { traced } from './in-time.ts'
import type { Place } from './place.ts'
import type { Case } from './scene.ts'

/** What is true of one file, whatever happens to it. */
export interface Truth {
  readonly file: string
  readonly original: Buffer
  /** Contents that Plex may find; the last is the newest and must never be lost. */
  readonly whole: readonly [Buffer, ...Buffer[]]
  readonly before: Facts
}

/** A file of the main library, or one that serves it on the pool: the moves of another library never touch it. */
export interface Bystander {
  readonly path: string
  readonly bytes: Buffer
}

/** A case in the middle of its life. */
export interface Stage extends World {
  readonly of: Case
  readonly truths: readonly Truth[]
  readonly bystanders: readonly Bystander[]
  /** Whether the share is shown by a real union. */
  readonly realUnion: boolean
  readonly looks: ReadonlyMap<UnitId, Inspection>
  /** The folder of the database of the present life. */
  data(): string
  /** The next life gets the database as the last one left it: what was committed, and the log that nobody folded in. */
  afterDeath(): void
}

const originalOf = (file: string): Buffer => content(`${file} as it was first`, file.endsWith('.mkv') ? 5000 : 300)
type BytesOf = (file: string) => Buffer

const newerOf = (file: string): Buffer => content(`${file} as somebody improved it`, 7000)

/** The stage as one of its units sees it. */
const unitView = (stage: Stage, files: readonly string[]): World => ({ ...stage, files })

const eachUnit = async (
  stage: Stage,
  act: (unit: World) => Promise<MoveOutcome | undefined>
): Promise<readonly MoveOutcome[]> => {
  const units = stage.of.scene.units.map((files) => unitView(stage, files))
  const outcomes: (MoveOutcome | undefined)[] = []
  if (stage.of.scene.atOnce) outcomes.push(...(await Promise.all(units.map(act))))
  else for (const unit of units) outcomes.push(await act(unit))
  return outcomes.filter((outcome) => outcome !== undefined)
}

/** Moves all units of a stage and says how it went. */
type Move = (stage: Stage, life: Life) => Promise<readonly MoveOutcome[]>

/** Every unit was looked at before the first one moved. */
export const promoteAll: Move = (stage, life) =>
  eachUnit(stage, (view) => {
    const unit = unitOf(view)
    const inspection = stage.looks.get(unit.id)
    if (inspection === undefined) throw new Error(`${unit.id} was never looked at`)
    const order = { layout: stage.layout, unit, inspection, because: [{ code: 'playing', person: 'owner' }] } as const
    return life.mover.promote(order, calm)
  })

/** Brings home what the ledger has. */
export const evictAll: Move = async (stage, life) => {
  const owned = new Set((await life.ledger.owned()).map((unit) => unit.id))
  return await eachUnit(stage, async (unit) => (owned.has(unitOf(unit).id) ? await evict(unit, life) : undefined))
}

const mendAll: Move = (stage, life) =>
  eachUnit(stage, async (view) => {
    const unit = await ownedUnit(view, life)
    const files = unit.files.map(({ sharePath }) => sharePath)
    const [path = unit.id] = files
    const order = { layout: stage.layout, unit, files, because: [{ code: 'copy-changed', path }] } as const
    return await life.mover.mend(order, calm)
  })

const moves: Readonly<Record<Case['direction'], Move>> = {
  in: promoteAll,
  out: evictAll,
  replaced: evictAll,
  mended: mendAll
}

/** The move of the case. */
export const actOf: Move = (stage, life) => moves[stage.of.direction](stage, life)

let made = 0

/** Somebody improves every copy: a new file in place of the old one. */
const replaceCopies = (stage: Stage): readonly Truth[] =>
  stage.truths.map((truth) => {
    const beside = join(stage.pool, 'upgrade')
    writeAt(beside, newerOf(truth.file), 1_710_000_000)
    renameSync(beside, join(stage.pool, truth.file))
    const { presentation, original } = stage.of.mode
    const kept = presentation === 'bare' && original === 'keep'
    const newer = newerOf(truth.file)
    return { ...truth, whole: kept ? [truth.original, newer] : [newer] }
  })

/** An additional library has a folder of its own on the pool. */
const poolIn = (place: Place, folder: string): string => {
  const pool = join(place.pool, folder)
  return place.isAdditional === true ? poolRootOfSource(pool, join(place.array, folder)) : pool
}

/** The main library and its part of the pool hold files of the same names. */
const standBy = (place: Place, folder: string, of: Case): readonly Bystander[] => {
  const roots = place.isAdditional === true ? [join(place.array, `${folder}-main`), join(place.pool, folder)] : []
  return roots.flatMap((root) =>
    of.scene.files.map((file) => {
      const bystander = { path: join(root, file), bytes: content(`${root} has ${file}, too`) }
      writeAt(bystander.path, bystander.bytes, 1_690_000_000)
      return bystander
    })
  )
}

const layoutIn = (place: Place, folder: string, of: Case): World['layout'] => {
  const [array, pool] = [join(place.array, folder), poolIn(place, folder)]
  const union = of.mode.presentation === 'union'
  const share = place.share === undefined ? join(place.data, folder, 'share') : join(place.share, folder)
  return {
    shareRoot: sharePath(union ? share : array),
    poolRoot: poolPath(pool),
    arrayRoots: [arrayPath(array)],
    linkRoot: pool,
    situation: union ? 'union' : 'elsewhere',
    mode: of.mode
  }
}

const copyDatabase = (from: string, to: string): void => {
  mkdirSync(to)
  for (const name of ['plexcache.db', 'plexcache.db-wal', 'register.json']) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
  }
}

/** Roots and files. */
const bareWorld = async (place: Place, of: Case, bytesOf: BytesOf): Promise<Omit<Stage, 'looks'>> => {
  made += 1
  const folder = `case-${process.pid}-${made}`
  const [array, pool, root] = [join(place.array, folder), poolIn(place, folder), join(place.data, folder)]
  for (const made of [array, pool, root]) mkdirSync(made, { recursive: true })
  const bystanders = standBy(place, folder, of)
  for (const file of of.scene.files) writeAt(join(array, file), bytesOf(file), 1_700_000_000.5)
  let lives = 1
  const data = (): string => join(root, `data-${lives}`)
  mkdirSync(data())
  writeFileSync(join(data(), 'plexcache.db'), await databaseTemplate())
  return {
    root,
    layout: layoutIn(place, folder, of),
    array,
    pool,
    of,
    files: of.scene.files,
    realUnion: place.share !== undefined,
    bystanders,
    truths: of.scene.files.map((file) => ({
      file,
      original: bytesOf(file),
      whole: [bytesOf(file)],
      before: factsAt(join(array, file))
    })),
    data,
    live: (options: LifeOptions = {}) =>
      liveAt(data(), options.step === undefined ? options : { ...options, step: traced(options.step) }),
    afterDeath: () => {
      const dead = data()
      lives += 1
      copyDatabase(dead, data())
    },
    remove: () => {
      for (const made of [array, `${array}-main`, join(place.pool, folder), root])
        rmSync(made, { recursive: true, force: true })
    }
  }
}

/** Makes the roots and the files; nothing has moved yet. */
const setUp = async (place: Place, of: Case, bytesOf: BytesOf): Promise<Stage> => {
  const world = await bareWorld(place, of, bytesOf)
  const views = of.scene.units.map((files) => ({ ...world, files }))
  return { ...world, looks: new Map(views.map((view) => [unitOf(view).id, inspectionOf(view)])) }
}

/** A case right before its move. `bytesOf`: what its files hold at first; a few thousand bytes when left out. */
export const makeStage = async (place: Place, of: Case, bytesOf: BytesOf = originalOf): Promise<Stage> => {
  const stage = await setUp(place, of, bytesOf)
  if (of.direction === 'in') return stage
  const life = await stage.live()
  await promoteAll(stage, life)
  await life.end()
  return of.direction === 'out' ? stage : { ...stage, truths: replaceCopies(stage) }
}
