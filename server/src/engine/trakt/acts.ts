/** What people order of Trakt: to read it now, to sign in, and to sign out. */
import type { Problem } from '@pcu/contract'
import type { Secret } from '#core/model/secret.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { Trakt } from '#ports/trakt/trakt.ts'
import { Failure } from '#src/failure.ts'
import type { CodeDesk } from './codes.ts'
import type { Monitor } from './monitor.ts'
import type { ListReader } from './reader.ts'
import type { TraktFace, TraktRoomDeps } from './room.ts'
import type { SignedIn, SignIns } from './sign-ins.ts'
import { whyNoSignIn } from './tell.ts'
import { ownList } from './tracked.ts'

const refused = (sentence: string): Acceptance => ({ accepted: false, sentence })

const noSuchPerson = (): Failure =>
  new Failure('sign-in.refused', {
    sentence: 'There is nobody with this id in the household.',
    hint: 'See "pcu people".',
    retry: 'never'
  })

/** What a lost sign-in is told as. */
export const lostProblem = ({ personId, name }: SignedIn): Problem => ({
  id: `trakt.sign-in.${personId}`,
  severity: 'warning',
  sentence: `The sign-in of ${name} at Trakt counts no longer, so their Trakt watchlist stays as it was last read: sign in again with pcu trakt sign-in "${name}", or sign out.`,
  setting: null
})

/** True unless Trakt did not answer. */
const takeBack = async (trakt: Trakt, access: Secret): Promise<boolean> => {
  try {
    await trakt.revoke(access, new AbortController().signal)
    return true
  } catch (thrown) {
    if (thrown instanceof Failure) return false
    throw thrown
  }
}

/** What the room consists of, for what people order. */
export interface Parts extends TraktRoomDeps {
  readonly trakt: Trakt
  readonly signIns: SignIns
  readonly reader: ListReader
  /** Says whose sign-in is lost. */
  readonly tellLost: () => Promise<void>
}

const apps = 'https://app.trakt.tv/settings/apps'

/** Forgets a sign-in here and ends it at Trakt. */
export const signOutOf =
  ({ trakt, signIns, reader, tellLost }: Parts): TraktFace['signOut'] =>
  async (personId) => {
    const who = (await signIns.all()).find((one) => one.personId === personId)
    if (who === undefined) return refused('Nobody with this id has signed in to Trakt.')
    const access = await signIns.forget(personId)
    await reader.forget(ownList(who))
    await tellLost()
    const isTakenBack = access === undefined || (await takeBack(trakt, access))
    const there = isTakenBack ? '' : ` Trakt did not answer, so take it back there, too: ${apps}.`
    return {
      accepted: true,
      sentence: `${who.name} is signed out of Trakt; their watchlist there counts no more.${there}`
    }
  }

/** Begins a sign-in of somebody of the household. */
export const beginSignInOf =
  ({ settings, people }: Parts, desk: CodeDesk): TraktFace['beginSignIn'] =>
  async (personId) => {
    const why = whyNoSignIn(settings)
    if (why !== null) throw new Failure('sign-in.refused', { sentence: why, retry: 'never' })
    const everybody = await people.household.find(new AbortController().signal)
    const found = everybody.find(({ member }) => member.person.id === personId)
    if (found === undefined) throw noSuchPerson()
    return desk.begin({ personId, name: found.member.name })
  }

/** Reads every list at once. */
export const refreshOf =
  ({ tellLost }: Parts, monitor: Monitor): TraktFace['refresh'] =>
  async () => {
    const { asked, answered } = await monitor.readAll('now')
    await tellLost()
    if (asked > answered) return refused(`${asked - answered} of ${asked} lists did not answer; "pcu trakt" says why.`)
    return { accepted: true, sentence: `Read ${asked} ${asked === 1 ? 'list' : 'lists'} at Trakt.` }
  }
