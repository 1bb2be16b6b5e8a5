/** How far each step is, by what the server knows and has proven. Pure. */
import { type PathReport, type StorageStatus, type TrialAnswer, type WelcomeStep, welcomeSteps } from '@pcu/contract'

/** How a step stands. */
export type StepState = 'done' | 'open' | 'wrong'

/** What the steps go by; undefined while it is not known. */
export interface Facts {
  readonly isFinished: boolean
  readonly seen: readonly WelcomeStep[]
  /** Of the address and token in force; null where there are none. */
  readonly plex: TrialAnswer | null | undefined
  readonly paths: PathReport | undefined
  readonly storage: StorageStatus | undefined
  /** Something was saved that counts only from the next start on. */
  readonly waits: boolean
}

const plexState = ({ plex }: Facts): StepState => {
  if (plex === null || plex === undefined) return 'open'
  return plex.ok ? 'done' : 'wrong'
}

/** At least one folder is proven by a file, and nothing that was looked at speaks against another one. */
const filesState = ({ paths, storage, waits }: Facts): StepState => {
  const evidence = (paths?.locations ?? []).flatMap((location) => location.evidence ?? [])
  const isWrong =
    evidence.some(({ sampled, found }) => sampled > 0 && found === 0) ||
    (storage?.roots ?? []).some(({ state }) => state !== 'online' && state !== 'full')
  if (isWrong) return 'wrong'
  return evidence.some(({ found }) => found > 0) && !waits ? 'done' : 'open'
}

/** How a step stands. */
export const stateOf = (step: WelcomeStep, facts: Facts): StepState => {
  switch (step) {
    case 'administrator':
      return 'done'
    case 'plex':
      return plexState(facts)
    case 'files':
      return filesState(facts)
    case 'people':
    case 'limits':
      return facts.isFinished || facts.seen.includes(step) ? 'done' : 'open'
    case 'dry-run':
      return facts.isFinished ? 'done' : 'open'
  }
}

/** Where somebody goes on who comes back: the first step that is not done, else the last. */
export const firstOpen = (facts: Facts): WelcomeStep =>
  welcomeSteps.find((step) => stateOf(step, facts) !== 'done') ?? 'dry-run'

/** The steps beside one. */
export const neighbours = (
  step: WelcomeStep
): { readonly before: WelcomeStep | undefined; readonly after: WelcomeStep | undefined } => {
  const at = welcomeSteps.indexOf(step)
  return { before: welcomeSteps[at - 1], after: welcomeSteps[at + 1] }
}
