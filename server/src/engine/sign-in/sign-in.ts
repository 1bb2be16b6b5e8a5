/** Signing in as the rest of the program sees it: the desk, whose token counts, and what is told when either changes. */
import { missingEssentials, type Owner, type Problem, type Settings } from '@pcu/contract'
import type { Acceptance } from '#engine/schedule.ts'
import { type IdentityDeps, knowServer, tellAnswer, tellSilence } from '#engine/server-identity.ts'
import { Failure } from '#src/failure.ts'
import { createDesk, type Desk, type DeskDeps } from './desk.ts'
import { lostSentence, type OwnerDeps, signOut, tellOwner } from './owner.ts'

/** What signing in needs. */
export interface SignInDeps
  extends Omit<DeskDeps, 'taken' | 'address' | 'clock'>,
    Pick<IdentityDeps, 'server' | 'live' | 'problems' | 'clock'>,
    Pick<OwnerDeps, 'tokens' | 'door'> {
  readonly settings: Settings
  /** The server is asked somewhere else than before. */
  readonly moved: () => void
}

/** Signing in. */
export interface SignInRoom {
  readonly desk: Desk
  owner(): Owner
  /** What must be set before Plex can be asked. */
  missing(): readonly Problem[]
  /** PLEX_URL or PLEX_TOKEN is another than before: Plex is asked there from now on. */
  moved(): void
  signOut(): Promise<Acceptance>
  close(): void
}

/** Of what is known now, by setting or by sign-in. */
const essentials = ({
  settings,
  tokens,
  door
}: Pick<SignInDeps, 'settings' | 'tokens' | 'door'>): readonly Problem[] => {
  const token = tokens.current().from === 'none' ? '' : 'known'
  const known = { ...settings, plex: { ...settings.plex, url: door.address(), token } }
  return missingEssentials(known).map(({ key, message, variable }) => ({
    id: `settings.${key}`,
    severity: 'error',
    sentence: message,
    setting: variable
  }))
}

const lostProblem = ({ tokens }: Pick<SignInDeps, 'tokens'>): readonly Problem[] => {
  const now = tokens.current()
  if (now.from === 'signed-in' || !now.isLost) return []
  return [{ id: 'sign-in.lost', severity: 'warning', sentence: `${lostSentence} Sign in again.`, setting: null }]
}

/** Tells at once what is missing. */
export const createSignIn = (deps: SignInDeps): SignInRoom => {
  const { problems, tokens, door, settings, live } = deps
  const closing = new AbortController()
  const owner: OwnerDeps = {
    tokens,
    door,
    get hasSetting() {
      return settings.plex.token !== ''
    }
  }

  const tellMissing = (): void => {
    problems.report('settings.plex.', essentials(deps))
    problems.report('sign-in.', lostProblem(deps))
  }

  const askWhoAnswers = async (): Promise<void> => {
    try {
      tellAnswer(deps, await knowServer(deps, closing.signal))
    } catch (thrown) {
      if (closing.signal.aborted) return
      if (thrown instanceof Failure) tellSilence(deps, thrown)
      else deps.onBug(thrown)
    }
  }

  const moved = (): void => {
    tellMissing()
    live.setPlex({ state: 'unknown', name: null, sentence: 'Plex has not been asked yet.', since: null })
    deps.moved()
    void askWhoAnswers()
  }

  tellMissing()
  const desk = createDesk({ ...deps, address: door.address, taken: moved })
  return {
    desk,
    owner: () => tellOwner(owner),
    missing: () => essentials(deps),
    moved: () => {
      tokens.reread()
      door.reopen()
      moved()
    },
    signOut: async () => {
      const answer = await signOut(owner)
      if (answer.accepted) moved()
      return answer
    },
    close: () => {
      closing.abort(new Error('the program is closing'))
      desk.close()
    }
  }
}
