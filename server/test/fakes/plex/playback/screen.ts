/** The people in front of the screens: everything a test can let somebody do. */
import { stateOf } from '#test/fakes/plex/world/people.ts'
import type { World } from '#test/fakes/plex/world/world.ts'
import type { Playback, PlayerSpec, PlayOptions, SessionState } from './playback.ts'
import { offsetAt, ratingKeyOf, type Session, type Subject, settle } from './session.ts'
import type { Stage } from './stage.ts'
import { advanceTo, finish, mark, unmark } from './viewing.ts'

export function playerOf(spec: PlayerSpec | undefined, person: string): Required<PlayerSpec> {
  return {
    machineIdentifier: `player-of-${person}`,
    title: 'Living room',
    product: 'Plex for Android (TV)',
    platform: 'Android',
    address: '192.168.1.20',
    local: true,
    ...spec
  }
}

export function createScreen(world: World, stage: Stage): Playback {
  function open(person: string, subject: Subject, options: PlayOptions): string {
    const who = world.people.byName(person)
    const session = world.sessions.add({
      person: who,
      player: playerOf(options.player, person),
      subject,
      transcode: options.transcode ?? false,
      withoutSession: options.withoutSession ?? false,
      speed: options.speed ?? 1,
      state: 'playing',
      offsetMs: options.fromOffsetMs ?? 0,
      since: world.clock.now(),
      ghost: false,
      counted: false,
      cancelTimer: () => undefined
    })
    stage.begin(session)
    return session.sessionKey
  }

  function play(person: string, ratingKey: string, options: PlayOptions = {}): string {
    const item = world.library.lookup(ratingKey)
    if (item === undefined) throw new Error(`there is no item ${ratingKey}`)
    const left = stateOf(world.people.byName(person), ratingKey).viewOffsetMs
    const subject: Subject = { kind: 'item', item, media: options.media ?? 0 }
    return open(person, subject, { fromOffsetMs: left, ...options })
  }

  function session(sessionKey: string): Session {
    const found = world.sessions.get(sessionKey)
    if (found === undefined) throw new Error(`there is no session ${sessionKey}`)
    return found
  }

  function turn(sessionKey: string, state: SessionState): void {
    const found = session(sessionKey)
    settle(found, world.clock.now(), offsetAt(found, world.clock.now()))
    found.state = state
    stage.cue(found)
  }

  function seek(sessionKey: string, offsetMs: number): void {
    const found = session(sessionKey)
    settle(found, world.clock.now(), offsetMs)
    stage.cue(found)
  }

  function restartServer(): void {
    world.sessions.restart()
    world.hub.drop()
  }

  function written(person: string, ratingKey: string, at: number | undefined) {
    const item = world.library.lookup(ratingKey)
    if (item === undefined) throw new Error(`there is no item ${ratingKey}`)
    return {
      person: world.people.byName(person),
      item,
      player: playerOf(undefined, person),
      at: at ?? world.clock.now()
    }
  }

  return {
    play,
    pause: (sessionKey) => turn(sessionKey, 'paused'),
    resume: (sessionKey) => turn(sessionKey, 'playing'),
    seek,
    stop: (sessionKey) => stage.end(session(sessionKey)),
    crash: (sessionKey) => stage.abandon(session(sessionKey)),
    restartServer,
    preroll: (person) => open(person, { kind: 'preroll' }, {}),
    liveTv: (person) => open(person, { kind: 'liveTv' }, { transcode: true }),
    sessions: () =>
      world.sessions.all().map((each) => ({
        sessionKey: each.sessionKey,
        person: each.person.name,
        ratingKey: ratingKeyOf(each),
        state: each.state,
        offsetMs: offsetAt(each, world.clock.now()),
        ghost: each.ghost
      })),
    scrobble: (person, ratingKey) => {
      mark(world, world.people.byName(person), ratingKey)
    },
    unscrobble: (person, ratingKey) => {
      unmark(world, world.people.byName(person), ratingKey)
    },
    watched: (person, ratingKey, at) => finish(world, { ...written(person, ratingKey, at), offsetMs: 0 }),
    leftAt: (person, ratingKey, { offsetMs, at }) => {
      advanceTo(world, { ...written(person, ratingKey, at), offsetMs })
    }
  }
}
