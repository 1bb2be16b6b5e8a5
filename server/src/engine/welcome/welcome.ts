/** The set-up of a fresh installation: until somebody finishes it, nothing is moved, whatever timer, Plex or pool have to say. */
import { missingEssentials, type Welcome, type WelcomeStep, welcomeProblem, welcomeStepSchema } from '@pcu/contract'
import type { RunRequest } from '#engine/run-deps.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { SettingsRoom } from '#ports/settings/room.ts'
import type { Memory, RunStore } from '#ports/store.ts'

const finishedName = 'engine.welcome-finished-at'
const seenName = 'engine.welcome-seen'

/** Runs that are looked through for one that shows a life before, or a dry run. */
const mostRuns = 200

const sentence =
  'The set-up is not finished, so nothing is moved. Go on with it on the page, under Set-up; at the end you switch it on. Where there is no browser, "pcu run" does that.'

/** What it needs. */
export interface WelcomeDeps {
  readonly memory: Memory
  readonly clock: Pick<Clock, 'now'>
  readonly problems: Problems
  readonly runs: Pick<RunStore, 'recent'>
  readonly ledger: Pick<Ledger, 'owned'>
  readonly room: Pick<SettingsRoom, 'below'>
}

/** What may be asked of it. */
export interface WelcomeDesk {
  tell(): Promise<Welcome>
  /** Somebody went on from this step. */
  see(step: WelcomeStep): Promise<Welcome>
  /** Files may be moved from now on. A refusal is an answer. */
  finish(): Promise<Acceptance>
  /** Whether nothing is moved yet. */
  isHeld(): boolean
}

/** The hold of a fresh installation. */
export interface WelcomeRoom {
  readonly desk: WelcomeDesk
  /** Finds out whether this is a fresh installation; before the first run. Writes nothing. */
  load(): Promise<void>
  /** Why this run must not begin; undefined when it may. */
  objection(request: RunRequest): string | undefined
  /** A run that moves files begins: that is a life which no later start takes for a fresh one. */
  entering(request: RunRequest): Promise<void>
}

const stepsIn = (text: string | undefined): readonly WelcomeStep[] =>
  (text ?? '').split(' ').flatMap((name) => welcomeStepSchema.safeParse(name).data ?? [])

/** Whoever sets Plex up by the environment is asked nothing; nor is whoever has files on the pool or had runs that were none for show. */
const isConfigured = async ({ room, ledger, runs }: WelcomeDeps): Promise<boolean> =>
  missingEssentials(room.below().settings).length === 0 ||
  (await ledger.owned()).length > 0 ||
  (await runs.recent(mostRuns)).some(({ dryRun }) => !dryRun)

/** Not held before it is loaded: nothing asks for runs until then. */
export const createWelcome = (deps: WelcomeDeps): WelcomeRoom => {
  const { memory, clock, problems, runs } = deps
  let isHeld = false
  let isNoted = false

  const become = (held: boolean): void => {
    isHeld = held
    problems.report(welcomeProblem, held ? [{ id: welcomeProblem, severity: 'info', sentence, setting: null }] : [])
  }

  const noteFinished = async (): Promise<void> => {
    if (!isNoted) await memory.set(finishedName, String(clock.now()))
    isNoted = true
    become(false)
  }

  const tell = async (): Promise<Welcome> => ({ isFinished: !isHeld, seen: [...stepsIn(await memory.get(seenName))] })

  return {
    desk: {
      tell,
      see: async (step) => {
        const { seen } = await tell()
        if (!seen.includes(step)) await memory.set(seenName, [...seen, step].join(' '))
        return tell()
      },
      finish: async () => {
        if (!isHeld) return { accepted: true, sentence: 'The set-up is finished already.' }
        const hasTried = (await runs.recent(mostRuns)).some(({ dryRun, outcome }) => dryRun && outcome === 'done')
        if (!hasTried)
          return {
            accepted: false,
            sentence: 'Make a dry run first and look at what would be done; then switch it on.'
          }
        await noteFinished()
        return { accepted: true, sentence: 'It is switched on: files are moved as the settings say.' }
      },
      isHeld: () => isHeld
    },
    load: async () => {
      isNoted = (await memory.get(finishedName)) !== undefined
      become(!isNoted && !(await isConfigured(deps)))
    },
    // Everything home is the way out, and stays open; whoever sits at the command line says so as clearly as the page does.
    objection: ({ trigger, dryRun, goal }) =>
      isHeld && !dryRun && goal === 'follow-plex' && trigger !== 'command' ? sentence : undefined,
    entering: async (request) => {
      if (request.dryRun || isNoted || (isHeld && request.goal === 'restore-all')) return
      await noteFinished()
    }
  }
}
