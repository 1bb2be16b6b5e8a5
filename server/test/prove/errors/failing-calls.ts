/** A process under the preloaded library: every call of every kind in a case fails once, and from there on. Says what it counted. */
import { systemClock } from '#adapters/clock.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { addTally, newTally, type Proving, provingFor, type Tally } from '#test/prove/part.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { faultsInTime, waitsFor } from '#test/prove/stage/in-time.ts'
import { inMemory, type Place } from '#test/prove/stage/place.ts'
import { type Case, casesOf, nameOfCase, scenes } from '#test/prove/stage/scene.ts'
import { actOf, makeStage, type Stage } from '#test/prove/stage/stage.ts'
import { faultsAfter } from './at-steps.ts'
import { type CallFault, type CallKind, type Faults, kinds, openFaults } from './faults.ts'
import { someCases } from './some-cases.ts'

/** Errors that a kind of call really gives. */
const errorsOf: Readonly<Record<CallKind, readonly CallFault['error'][]>> = {
  write: ['EIO', 'ENOSPC', 'EDQUOT', 'half', 'turned'],
  read: ['EIO', 'ESTALE', 'half'],
  fsync: ['EIO', 'ENOSPC', 'EDQUOT'],
  rename: ['EIO', 'EXDEV', 'EACCES', 'EROFS'],
  link: ['EEXIST', 'EXDEV', 'EACCES', 'EROFS'],
  unlink: ['EIO', 'EACCES', 'EROFS'],
  symlink: ['EEXIST', 'ENOSPC', 'EROFS'],
  mkdir: ['ENOSPC', 'EACCES', 'EROFS'],
  rmdir: ['EACCES', 'EIO'],
  open: ['ENOSPC', 'EACCES', 'EROFS', 'EIO'],
  fchown: ['EPERM', 'EIO'],
  fchmod: ['EPERM', 'EIO']
}

interface Trial {
  readonly place: Place
  readonly of: Case
  readonly faults: Faults
}

/** With extended attributes, so that the programs that carry them fail as well. */
const disk = createDisk({ clock: systemClock })

/** A manifest that cannot be made durable when a file leaves it holds a line too many, by design: it lies at the top of the pool. */
const placesOf = (stage: Stage, fault: CallFault | undefined): readonly [string, string] =>
  fault?.kind === 'fsync' ? [stage.array, `${stage.pool}/Films`] : [stage.array, stage.pool]

const under = async (
  stage: Stage,
  { faults }: Trial,
  fault: CallFault | undefined
): Promise<{ outcomes: readonly MoveOutcome[]; told: ReturnType<Faults['disarm']> }> => {
  const life = await stage.live({ fileSystem: disk })
  try {
    faults.arm(placesOf(stage, fault), fault)
    const outcomes = await actOf(stage, life)
    return { outcomes, told: faults.disarm() }
  } finally {
    faults.disarm()
    await life.end()
  }
}

const countCalls = async (trial: Trial): Promise<Readonly<Record<CallKind, number>>> => {
  const stage = await makeStage(trial.place, trial.of)
  try {
    return (await under(stage, trial, undefined)).told.counted
  } finally {
    stage.remove()
  }
}

/** After an error of fsync nobody knows what is on the disk: whatever was moved then is not done. */
const passedOver = (fault: CallFault, outcomes: readonly MoveOutcome[], hit: number): readonly string[] =>
  fault.kind === 'fsync' && hit > 0 && outcomes.every(({ kind }) => kind === 'done')
    ? ['an error of fsync was passed over']
    : []

/** A disk that turns a bit in silence may do so in the manifest, which is not read again before it is needed. */
const isOfTurnedManifest = (wrong: string, { error }: CallFault): boolean =>
  error === 'turned' && wrong.startsWith('I11: ') && wrong.includes('the manifest')

/** Which step a call belongs to is not known here. */
const forgiven = { partial: true, registers: true }

const tryFault = async (trial: Trial, fault: CallFault, tally: Tally): Promise<void> => {
  tally.cases += 1
  const manner = fault.on ? 'from then on' : 'once'
  const label = `${nameOfCase(trial.of)}, ${fault.error} of ${fault.kind} ${fault.at}, ${manner}`
  const found = await faultsInTime(async () => {
    const stage = await makeStage(trial.place, trial.of)
    try {
      const { outcomes, told } = await under(stage, trial, fault)
      tally.points += told.hit > 0 ? 1 : 0
      waitsFor('the recovery')
      const found = await faultsAfter(stage, outcomes, forgiven)
      return [...found.filter((wrong) => !isOfTurnedManifest(wrong, fault)), ...passedOver(fault, outcomes, told.hit)]
    } finally {
      stage.remove()
    }
  })
  for (const wrong of new Set(found)) tally.violations.push(`${label}: ${wrong}`)
}

const faultsOf = (counted: Readonly<Record<CallKind, number>>): readonly CallFault[] =>
  kinds.flatMap((kind) =>
    Array.from({ length: counted[kind] }, (_none, index) => index + 1).flatMap((at) =>
      errorsOf[kind].flatMap((error) => [false, true].map((on) => ({ kind, at, error, on })))
    )
  )

const shares = {
  quick: { film: 0.02, unit: 0.008, shared: 0.008, several: 0.006 },
  full: { film: 1, unit: 0.3, shared: 0.1, several: 0.1 }
}

const failCallsOf = async (trial: Trial, share: number, { random }: Proving): Promise<Tally> => {
  const tally = newTally()
  const counted = await countCalls(trial)
  tally.notes.push(...kinds.filter((kind) => counted[kind] > 0))
  const chosen = faultsOf(counted).filter(() => random() < share)
  for (const fault of chosen) await tryFault(trial, fault, tally)
  return tally
}

const failCalls = (faults: Faults, proving: Proving): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const shareOf = (of: Case): number => shares[proving.scale][of.scene.name]
    const seen = new Set<string>()
    for (const of of someCases(shareOf, proving.random)) {
      const { notes, ...counts } = await failCallsOf({ place, of, faults }, shareOf(of), proving)
      addTally(tally, { ...counts, notes: [] })
      for (const kind of notes) seen.add(kind)
    }
    const unseen = kinds.filter((kind) => !seen.has(kind))
    // A library that sees nothing proves nothing: calls may have gone around it.
    if (unseen.length > 0) tally.violations.push(`no call of ${unseen.join(', ')} went through the library`)
  })

/** Every fault of one kind in one case, until something is wrong. */
const failUntilSeen = (faults: Faults, where: string, kind: string): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const of = scenes.flatMap(casesOf).find((one) => nameOfCase(one) === where)
    if (of === undefined) throw new Error(`there is no case ${where}`)
    const trial = { place, of, faults }
    const counted = await countCalls(trial)
    for (const fault of faultsOf(counted).filter((one) => one.kind === kind)) {
      if (tally.violations.length === 0) await tryFault(trial, fault, tally)
    }
  })

const [page = '', scale = '', seed = '0', where, kind = ''] = process.argv.slice(2)
const faults = openFaults(page)
const proving = provingFor('failing calls', scale === 'full' ? 'full' : 'quick', Number(seed))
const tally = where === undefined ? await failCalls(faults, proving) : await failUntilSeen(faults, where, kind)
process.stdout.write(`${JSON.stringify(tally)}\n`)
faults.close()
