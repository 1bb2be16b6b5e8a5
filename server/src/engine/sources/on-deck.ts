/** Everybody's on deck as a source of wants, asked section by section because the global list leaves out libraries hidden from Home. */
import type { LibraryIndex, LibrarySection } from '#core/model/library.ts'
import type { SourceReport, Want } from '#core/model/want.ts'
import { readKeptDeck } from '#core/wants/kept.ts'
import type { Ahead } from '#core/wants/next-episodes.ts'
import { type DeckEntry, onDeckWants } from '#core/wants/on-deck.ts'
import { type LeftAt, rebuildDeck } from '#core/wants/rebuilt-deck.ts'
import { type History, seenBy, viewingsOf } from '#engine/people/history.ts'
import type { DeckAccess, Household, Member } from '#engine/people/member.ts'
import type { AsPerson, MediaServer } from '#ports/media-server.ts'
import type { WantQuestion, WantSource } from '#ports/want-source.ts'
import { Failure } from '#src/failure.ts'
import { type HeardOf, type Hearing, heardOf } from './hearing.ts'
import type { Answer, LastGood } from './last-good.ts'
import { reportOf } from './report.ts'

/** What the source needs. */
export interface OnDeckOptions {
  readonly server: Pick<MediaServer, 'readOnDeck'>
  readonly household: Household
  readonly lastGood: LastGood
  readonly hearing: Hearing
  /** Positions that we saw ourselves, by person. */
  readonly leftAt: (personId: string) => readonly LeftAt[]
  /** How far to look for somebody; asked anew in each run. */
  readonly aheadOf: (personId: string) => Ahead
  readonly daysToMonitor: number
}

type Deck = readonly DeckEntry[]

/** One deck to ask for. */
interface Ask {
  readonly member: Member
  readonly section: LibrarySection
  readonly library: LibraryIndex
  readonly question: WantQuestion
  readonly history: History
}

const isEmpty = (deck: Deck): boolean => deck.length === 0

const failedWith = (thrown: unknown, ...codes: readonly string[]): boolean =>
  thrown instanceof Failure && codes.includes(thrown.code)

const sourceOf = ({ member, section }: Ask): string =>
  member.deck.kind === 'owner' ? `on deck of ${section.title}` : `on deck of ${member.name} in ${section.title}`

const mayPlay = (deck: DeckAccess, { sectionId }: LibrarySection): boolean =>
  deck.kind !== 'off' && (deck.kind !== 'token' || deck.sections === 'all' || deck.sections.includes(sectionId))

const rebuild = ({ leftAt }: OnDeckOptions, { member, section, library, history }: Ask): Deck => {
  if (history.kind !== 'fresh') throw new Failure('plex.no-history', { sentence: history.detail, retry: 'later' })
  const traces = { viewings: viewingsOf(history, member.person.id), left: leftAt(member.person.id) }
  return rebuildDeck(traces, library).filter(
    ({ ratingKey }) => library.item(ratingKey)?.sectionId === section.sectionId
  )
}

const readAs = ({ server }: OnDeckOptions, { section, question }: Ask, as: AsPerson): Promise<Deck> =>
  server.readOnDeck(section.sectionId, question.signal, as)

const read = async (options: OnDeckOptions, ask: Ask): Promise<Deck> => {
  const { deck } = ask.member
  if (deck.kind === 'owner') return options.server.readOnDeck(ask.section.sectionId, ask.question.signal)
  if (deck.kind !== 'token') return rebuild(options, ask)
  try {
    return await readAs(options, ask, deck.as)
  } catch (thrown) {
    if (!failedWith(thrown, 'plex.person-refused')) throw thrown
    const next = await options.household.refused(ask.member, ask.question.signal)
    return next.kind === 'token' ? readAs(options, ask, next.as) : rebuild(options, ask)
  }
}

/** Whether the person has watched it to the end: then its place on the deck is rightly empty. */
const wasSeen = ({ member, history, library }: Ask, { ratingKey, lastViewedAt }: DeckEntry): boolean => {
  if (member.person.kind === 'owner') return (library.item(ratingKey)?.viewCount ?? 1) > 0
  const rows = viewingsOf(history, member.person.id)
  return rows.some((row) => row.ratingKey === ratingKey && row.viewedAt > (lastViewedAt ?? 0))
}

const wantsOf = (options: OnDeckOptions, ask: Ask, answer: Answer<Deck>): readonly Want[] => {
  if (answer.kind === 'silent') return []
  const { member, question, library, history } = ask
  const isRebuilt = member.deck.kind === 'rebuilt'
  const { aheadOf, daysToMonitor } = options
  const hasSeen = seenBy(member, history)
  return onDeckWants(
    {
      entries: answer.value,
      person: member.name,
      source: sourceOf(ask),
      now: question.now,
      ahead: aheadOf(member.person.id),
      daysToMonitor,
      hasSeen,
      isRebuilt
    },
    library
  )
}

/** Asks each member for each section; whoever does not answer is reported as silent and costs the others nothing. */
export const createOnDeckSource = (options: OnDeckOptions): WantSource => {
  const askOne = async (ask: Ask): Promise<{ wants: readonly Want[]; report: SourceReport; heard: HeardOf }> => {
    const { member, section, question } = ask
    const name = `on-deck ${member.person.id} ${section.sectionId}`
    const answer = await options.lastGood.ask<Deck>({
      name,
      signal: question.signal,
      ask: () => read(options, ask),
      read: readKeptDeck,
      isEmpty,
      unexplained: (before) => before.filter((entry) => !wasSeen(ask, entry))
    })
    const { now } = question
    const report = reportOf(answer, isEmpty, {
      source: sourceOf(ask),
      from: 'server',
      sectionId: section.sectionId,
      now
    })
    return { wants: wantsOf(options, ask, answer), report, heard: heardOf(answer, now) }
  }

  return {
    name: 'on deck',
    ask: async (question) => {
      const asked = options.household.members(question.signal)
      const [{ members, history, reports }, library] = await Promise.all([asked, question.library])
      const askMember = async (soon: Promise<Member>) => {
        const member = await soon
        const sections = library.sections.filter((section) => mayPlay(member.deck, section))
        const asking = sections.map((section) => askOne({ member, section, library, question, history }))
        const answered = await Promise.all(asking)
        options.hearing.note(
          member.person.id,
          'onDeck',
          answered.map(({ heard }) => heard)
        )
        return answered
      }
      const answers = (await Promise.all(members.map(askMember))).flat()
      return {
        wants: answers.flatMap(({ wants }) => wants),
        reports: [...reports, ...answers.map(({ report }) => report)]
      }
    }
  }
}
