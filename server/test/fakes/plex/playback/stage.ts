/** Runs the sessions against the clock: progress and notifications in cadence, watched at the threshold, over at the end. */
import type { Notification } from '#test/fakes/plex/push/hub.ts'
import { transcodeNode } from '#test/fakes/plex/serialise/session-node.ts'
import type { Ground } from '#test/fakes/plex/world/ground.ts'
import type { SessionState } from './playback.ts'
import { durationOf, offsetAt, ratingKeyOf, type Session, settle } from './session.ts'
import { advanceTo } from './viewing.ts'

const GHOST_LIFE_MS = 30 * 60_000

export interface Stage {
  /** Begins a session that has just been added. */
  begin(session: Session): void
  /** Something changed: tells everybody now and counts the cadence from here. */
  cue(session: Session): void
  end(session: Session): void
  /** The player is gone without a word. */
  abandon(session: Session): void
}

export function createStage(world: Ground, more: { readonly cadenceMs: number; readonly random: () => number }): Stage {
  function playing(session: Session, state: SessionState | 'stopped'): Notification {
    const ratingKey = ratingKeyOf(session)
    const entry = {
      sessionKey: session.sessionKey,
      clientIdentifier: session.player.machineIdentifier,
      guid: '',
      ratingKey,
      url: '',
      key: session.subject.kind === 'liveTv' ? `/livetv/sessions/${ratingKey}` : `/library/metadata/${ratingKey}`,
      viewOffset: offsetAt(session, world.clock.now()),
      playQueueItemID: 300 + Number(session.sessionKey),
      playQueueID: 70,
      state,
      transcodeSession: session.transcode ? `transcode-${session.sessionKey}` : undefined
    }
    return { type: 'playing', array: 'PlaySessionStateNotification', entries: [entry], about: session.person }
  }

  function tell(session: Session, state: SessionState | 'stopped' = session.state): void {
    world.hub.publish(playing(session, state))
  }

  function transcodeNews(session: Session, event: 'start' | 'update' | 'end'): void {
    if (!session.transcode) return
    const entries = [transcodeNode(session, world.clock.now())]
    world.hub.publish({ type: `transcodeSession.${event}`, array: 'TranscodeSession', entries, about: session.person })
  }

  /** Writes the progress of an item into its person's state. */
  function keepProgress(session: Session): void {
    if (session.subject.kind !== 'item' || session.counted) return
    const now = world.clock.now()
    const { item } = session.subject
    const { person, player } = session
    session.counted = advanceTo(world, { person, player, item, offsetMs: offsetAt(session, now), at: now })
  }

  function schedule(session: Session): void {
    session.cancelTimer()
    const left = (durationOf(session.subject) - offsetAt(session, world.clock.now())) / session.speed
    const delay = session.state === 'playing' ? Math.max(1, Math.min(more.cadenceMs, left)) : more.cadenceMs
    session.cancelTimer = world.clock.after(delay, () => tick(session))
  }

  function tick(session: Session): void {
    if (offsetAt(session, world.clock.now()) >= durationOf(session.subject)) end(session)
    else cue(session)
  }

  function cue(session: Session): void {
    keepProgress(session)
    tell(session)
    transcodeNews(session, 'update')
    schedule(session)
  }

  function begin(session: Session): void {
    if (world.quirks.bufferingFlicker) tell(session, 'buffering')
    transcodeNews(session, 'start')
    tell(session)
    schedule(session)
  }

  function end(session: Session): void {
    keepProgress(session)
    settle(session, world.clock.now(), offsetAt(session, world.clock.now()))
    world.sessions.remove(session)
    tell(session, 'stopped')
    if (more.random() < world.quirks.stoppedTwice) tell(session, 'stopped')
    transcodeNews(session, 'end')
  }

  function abandon(session: Session): void {
    keepProgress(session)
    settle(session, world.clock.now(), offsetAt(session, world.clock.now()))
    session.ghost = true
    session.cancelTimer()
    session.cancelTimer = world.clock.after(GHOST_LIFE_MS, () => world.sessions.remove(session))
  }

  return { begin, cue, end, abandon }
}
