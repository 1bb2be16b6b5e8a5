/** Every row of the ladder: what is known, what is tried next, and what is told. */
import { describe, expect, it } from 'vitest'
import { type LadderFacts, nextRung, pinState, provenance, type RungOutcome, type TriedRung, wayOut } from './ladder.ts'

const now = 1_772_820_000_000
const hour = 3_600_000
const tried = (gave: RungOutcome, hoursAgo = 1): TriedRung => ({ gave, at: now - hoursAgo * hour })

const nothing: LadderFacts = {
  person: { kind: 'friend', hasPin: false },
  isCached: false,
  shared: undefined,
  switched: undefined,
  signIn: undefined,
  hasPinKept: false,
  hasSignedIn: false
}
const friend = { kind: 'friend', hasPin: false } as const
const home = { kind: 'home', hasPin: false } as const
const homeWithPin = { kind: 'home', hasPin: true } as const
const kid = { kind: 'managed', hasPin: false } as const
const kidWithPin = { kind: 'managed', hasPin: true } as const
const owner = { kind: 'owner', hasPin: true } as const
const withheld = tried('withheld')

type Row = readonly [what: string, facts: Partial<LadderFacts>, rung: string]

const rows: readonly Row[] = [
  ['the owner', { person: owner }, 'owner'],
  ['the owner, whatever else is known', { person: owner, isCached: true, shared: withheld }, 'owner'],
  ['a friend with a token', { isCached: true }, 'cached'],
  ['a friend of whom nothing is known', {}, 'shared'],
  ['a Home member of whom nothing is known', { person: home }, 'shared'],
  ['shares without tokens, asked an hour ago', { shared: withheld }, 'history'],
  ['shares without tokens, asked 23 hours ago', { shared: tried('withheld', 23) }, 'history'],
  ['shares without tokens, asked a day ago', { shared: tried('withheld', 24) }, 'shared'],
  ['shares asked in the future, by a wrong clock', { shared: tried('withheld', -5) }, 'shared'],
  ['no more shares', { shared: tried('gone') }, 'history'],
  ['nothing shared', { shared: tried('none') }, 'history'],
  ['the shared token was refused', { shared: tried('refused') }, 'history'],
  ['a friend does not become anybody', { person: friend, shared: withheld, hasPinKept: true }, 'history'],
  ['a friend who signed in', { shared: withheld, hasSignedIn: true }, 'sign-in'],
  ['a friend whose sign-in was refused', { shared: withheld, hasSignedIn: true, signIn: tried('refused') }, 'history'],
  ['… also days ago', { shared: withheld, hasSignedIn: true, signIn: tried('refused', 99) }, 'history'],
  [
    'a sign-in that does not know the server',
    { shared: withheld, hasSignedIn: true, signIn: tried('none') },
    'history'
  ],
  ['… and a day later', { shared: withheld, hasSignedIn: true, signIn: tried('none', 25) }, 'sign-in'],
  ['a Home member without PIN', { person: home, shared: withheld }, 'switch'],
  ['a managed member without PIN', { person: kid, shared: withheld }, 'switch'],
  ['a Home member whose PIN nobody entered', { person: homeWithPin, shared: withheld }, 'history'],
  ['a Home member with the PIN kept', { person: homeWithPin, shared: withheld, hasPinKept: true }, 'switch'],
  ['a managed member with the PIN kept', { person: kidWithPin, shared: withheld, hasPinKept: true }, 'switch'],
  ['a wrong PIN', { person: kidWithPin, shared: withheld, hasPinKept: true, switched: tried('pin-wanted') }, 'history'],
  [
    '… also days ago',
    { person: kidWithPin, shared: withheld, hasPinKept: true, switched: tried('pin-wanted', 99) },
    'history'
  ],
  ['a switch that was refused', { person: home, shared: withheld, switched: tried('refused') }, 'history'],
  ['… and a day later', { person: home, shared: withheld, switched: tried('refused', 24) }, 'switch'],
  [
    'a switch that was refused, and a sign-in',
    { person: home, shared: withheld, switched: tried('refused'), hasSignedIn: true },
    'sign-in'
  ]
]

describe('the next rung', () => {
  it.each(rows)('%s', (_what, facts, rung) => {
    expect(nextRung({ ...nothing, ...facts }, now)).toBe(rung)
  })
})

describe('the way out of history', () => {
  it.each<Row>([
    ['the owner needs none', { person: owner }, 'undefined'],
    ['a token needs none', { isCached: true }, 'undefined'],
    ['a friend may sign in', { shared: withheld }, 'sign-in'],
    ['a friend has signed in', { shared: withheld, hasSignedIn: true }, 'undefined'],
    ['a friend may sign in again', { hasSignedIn: true, signIn: tried('refused') }, 'sign-in'],
    ['a PIN may be entered', { person: kidWithPin, shared: withheld }, 'enter-pin'],
    ['a PIN may be corrected', { person: homeWithPin, hasPinKept: true, switched: tried('pin-wanted') }, 'enter-pin'],
    ['managed people have no account', { person: kid, shared: withheld, switched: tried('refused') }, 'undefined']
  ])('%s', (_what, facts, way) => {
    expect(String(wayOut({ ...nothing, ...facts }))).toBe(way)
  })
})

describe('what is told', () => {
  it.each([
    ['owner', "On deck is read with the owner's token."],
    ['shared', 'On deck is read with the token of the shared server.'],
    ['switch', 'On deck is read as Kim, a member of the Plex Home.'],
    ['sign-in', 'On deck is read with the sign-in of Kim.']
  ] as const)('of a token by way of %s', (origin, sentence) => {
    expect(provenance('Kim', origin, nothing)).toBe(sentence)
  })

  it.each<Row>([
    ['withheld', { shared: withheld }, 'Plex gives no token for Kim'],
    ['gone', { shared: tried('gone') }, 'Plex gives no token for Kim'],
    ['not shared', { shared: tried('none') }, 'there is no token for Kim'],
    ['refused', { shared: tried('refused') }, 'the token for Kim was refused'],
    [
      'a refused switch',
      { person: home, shared: tried('none'), switched: tried('refused') },
      'the token for Kim was refused'
    ],
    ['a refused sign-in', { shared: withheld, signIn: tried('refused') }, 'the sign-in of Kim is no longer good'],
    ['a PIN', { person: kidWithPin, shared: withheld }, 'the PIN of Kim is not known or not right'],
    [
      'a wrong PIN',
      { person: kidWithPin, hasPinKept: true, switched: tried('pin-wanted') },
      'the PIN of Kim is not known or not right'
    ]
  ])('of history, because of %s', (_what, facts, why) => {
    expect(provenance('Kim', 'history', { ...nothing, ...facts })).toBe(
      `On deck is rebuilt from history, because ${why}.`
    )
  })
})

describe('a PIN', () => {
  it.each([
    ['none', { person: home }],
    ['none', { person: friend, switched: tried('pin-wanted') }],
    ['none', { person: owner }],
    ['wanted', { person: kidWithPin }],
    ['wanted', { person: kid, switched: tried('pin-wanted') }],
    ['kept', { person: kidWithPin, hasPinKept: true }],
    ['kept', { person: homeWithPin, hasPinKept: true, switched: tried('none') }],
    ['refused', { person: kidWithPin, hasPinKept: true, switched: tried('pin-wanted') }]
  ] as const)('is %s', (state, facts) => {
    expect(pinState({ ...nothing, ...facts })).toBe(state)
  })
})
