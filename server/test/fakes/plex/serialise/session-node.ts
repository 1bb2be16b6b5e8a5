/** Writes what is playing as `/status/sessions` answers it, with the holes that transcodes, pre-rolls and television leave. */

import type { Tree, Value } from '#test/fakes/kit/serialise/tree.ts'
import { offsetAt, type Session } from '#test/fakes/plex/playback/session.ts'
import type { Ground } from '#test/fakes/plex/world/ground.ts'
import { itemNode } from './item-node.ts'
import type { Shape } from './shape.ts'

const shape: Shape = {
  guids: true,
  detail: true,
  checked: false,
  sectionOnItem: true,
  withoutElements: new Set(['Image', 'UltraBlurColors']),
  withoutFields: new Set()
}

function who(session: Session): Tree {
  const { person } = session
  return {
    id: String(person.accountId),
    thumb: 'https://plex.tv/users/0000000000000000/avatar?c=1',
    title: person.name
  }
}

function player({ player: it, state, person }: Session): Tree {
  return {
    address: it.address,
    device: it.title,
    local: it.local,
    machineIdentifier: it.machineIdentifier,
    platform: it.platform,
    product: it.product,
    relayed: false,
    remotePublicAddress: '203.0.113.7',
    secure: true,
    state,
    title: it.title,
    userID: person.accountId,
    version: '10.1.0'
  }
}

/** The transcoder's own record of a session. */
export function transcodeNode(session: Session, now: number): Tree {
  return {
    key: `/transcode/sessions/transcode-${session.sessionKey}`,
    throttled: false,
    complete: false,
    progress: Math.floor(offsetAt(session, now) / 1000) / 10,
    size: -22,
    speed: 2.5,
    error: false,
    duration: session.subject.kind === 'item' ? session.subject.item.durationMs : undefined,
    context: 'streaming',
    sourceVideoCodec: 'hevc',
    sourceAudioCodec: 'eac3',
    videoDecision: 'transcode',
    audioDecision: 'transcode',
    protocol: 'dash',
    container: 'mp4',
    videoCodec: 'h264',
    audioCodec: 'aac',
    audioChannels: 2,
    transcodeHwRequested: false,
    timeStamp: now / 1000
  }
}

/** Version and part ids are strings in sessions, numbers elsewhere. */
function idOf(value: Value | undefined, asString: boolean): Value | undefined {
  return asString && typeof value === 'number' ? String(value) : value
}

function isTrees(value: Value | undefined): value is readonly Tree[] {
  return Array.isArray(value)
}

/** A transcoded part has lost its file; the ids stay those of the library. */
function playedPart(part: Tree, session: Session, world: Ground): Tree {
  const { id, file, size, key, ...others } = part
  const hidden = session.transcode && world.quirks.transcodeHidesFile
  return {
    ...others,
    id: idOf(id, world.quirks.idsAsStrings),
    ...(hidden ? {} : { file, size, key }),
    ...(session.transcode ? { protocol: 'dash' } : {}),
    decision: session.transcode ? 'transcode' : 'directplay',
    selected: true
  }
}

function playedMedia(media: Tree, session: Session, world: Ground): Tree {
  const { id, Part: parts, ...others } = media
  const list = isTrees(parts) ? parts : []
  return {
    ...others,
    id: idOf(id, world.quirks.idsAsStrings),
    selected: true,
    Part: list.map((part) => playedPart(part, session, world))
  }
}

function itemFacts(session: Session, world: Ground): Tree {
  const { subject } = session
  if (subject.kind !== 'item') return {}
  const node = itemNode(subject.item, shape, { world, person: session.person })
  const { Media: media, librarySectionID: section, ...others } = node
  const versions = isTrees(media) ? media : []
  return {
    ...others,
    librarySectionID: idOf(section, world.quirks.idsAsStrings),
    Media: versions.map((each, index) => (index === subject.media ? playedMedia(each, session, world) : each))
  }
}

const transcodedMedia = (container: string): Tree => ({
  id: '382629',
  container,
  duration: 6016,
  protocol: 'dash',
  selected: true,
  Part: [{ id: '383067', container, duration: 6016, protocol: 'dash', decision: 'transcode', selected: true }]
})

function clipFacts(now: number): Tree {
  return {
    ratingKey: '990001',
    key: '/library/metadata/990001',
    guid: 'analyzed.prerolls://c1226b1fd517d6d7177ac8bebf24e0165e5feeb6',
    type: 'clip',
    title: 'House pre-roll',
    librarySectionID: -2,
    index: 1,
    duration: 6000,
    addedAt: Math.floor(now / 1000),
    Media: [transcodedMedia('mp4')]
  }
}

function televisionFacts(now: number): Tree {
  return {
    ratingKey: '990002',
    key: '/livetv/sessions/990002',
    guid: 'plex://episode/6083464579af59002d1e35bc',
    type: 'episode',
    title: 'Evening News',
    grandparentTitle: 'Evening News',
    live: '1',
    index: 105,
    parentIndex: 49,
    addedAt: Math.floor(now / 1000),
    Media: [{ ...transcodedMedia('mpegts'), origin: 'livetv', uuid: 'live_tv_1' }]
  }
}

function shown(session: Session, world: Ground): Tree {
  if (session.subject.kind === 'item') return itemFacts(session, world)
  return session.subject.kind === 'preroll' ? clipFacts(world.clock.now()) : televisionFacts(world.clock.now())
}

export function sessionNode(session: Session, world: Ground): Tree {
  const now = world.clock.now()
  const facts = shown(session, world)
  const { local } = session.player
  return {
    ...facts,
    sessionKey: session.sessionKey,
    viewOffset: offsetAt(session, now),
    User: who(session),
    Player: player(session),
    Session: session.withoutSession
      ? undefined
      : { id: `session-${session.sessionKey}`, bandwidth: 15_000, location: local ? 'lan' : 'wan' },
    TranscodeSession: session.transcode ? transcodeNode(session, now) : undefined
  }
}
