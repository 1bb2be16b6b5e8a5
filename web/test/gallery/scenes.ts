/** Every state that the page may be in and that is rare in real life: photographed for whoever changes how it looks, held to be accessible by a test. */
import { paths } from '@pcu/contract'
import type { Page } from 'playwright-core'
import { guardedWorld, readersWorld, shut } from '../access-worlds.ts'
import type { Look } from '../browser.ts'
import { broughtWorld } from '../insight-worlds.ts'
import { libraryWorld } from '../library-worlds.ts'
import { householdWorld } from '../people-worlds.ts'
import type { StandIn } from '../stand-in.ts'
import { findingWorld, watchingWorld } from '../watching-worlds.ts'
import * as worlds from '../worlds.ts'
import { degradedWorld } from './degraded-world.ts'

/** One state of one page. */
export interface Scene {
  /** Becomes the name of the photograph. */
  readonly name: string
  readonly world: () => worlds.World
  /** The dashboard when left out. */
  readonly at?: string
  readonly early?: boolean
  /** What happens before the photograph. */
  readonly play?: (page: Page, standIn: StandIn) => Promise<unknown>
  /** A test of the page itself holds it to be accessible: here it is photographed alone. */
  readonly isHeldElsewhere?: true
  /** What tells that it is this state. */
  readonly shows: string | RegExp
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

/** What there is to see of the dashboard. */
const dashboard: readonly Scene[] = [
  { name: 'just installed', world: worlds.freshWorld, shows: 'Plex is not set up yet.' },
  { name: 'idle', world: worlds.idleWorld, shows: 'All is well. 12 titles are on the pool.' },
  { name: 'busy', world: worlds.busyWorld, shows: '3 titles are being moved.' },
  { name: 'Plex is silent', world: worlds.silentWorld, shows: 'Nothing will be returned on missing answers.' },
  { name: 'the pool is gone', world: degradedWorld, shows: 'The pool is not there. Nothing is moved.' },
  { name: 'test mode', world: worlds.testModeWorld, shows: /^Test mode: everything is planned/u },
  {
    name: 'doctor, part of the library has no place',
    at: 'doctor',
    world: worlds.pathsWorld,
    shows: /^48 of 50 sampled files/u
  },
  { name: 'hostile titles', world: worlds.hostileWorld, shows: worlds.hostileTitles[1] ?? '' },
  { name: 'ten thousand titles', world: worlds.crowdedWorld, shows: /10,000/u },
  { name: 'every answer fails', world: worlds.failingWorld, shows: 'The database is busy.' },
  {
    name: 'one answer fails',
    world: () => ({ ...worlds.idleWorld(), failing: [paths.runs] }),
    shows: 'All is well. 12 titles are on the pool.',
    play: (page) => page.getByRole('button', { name: 'Try again' }).waitFor()
  },
  {
    name: 'still loading',
    world: () => ({ ...worlds.idleWorld(), unanswered: [paths.status, paths.cached, paths.runs] }),
    early: true,
    shows: 'Dashboard',
    play: (page) => page.locator('[data-waiting]').first().waitFor()
  },
  {
    name: 'the connection is lost',
    world: worlds.idleWorld,
    shows: /^The connection to the server was lost/u,
    play: async (_page, standIn) => standIn.hangUp()
  },
  { name: 'somebody who may only look', world: readersWorld, shows: 'All is well. 12 titles are on the pool.' },
  {
    name: 'a question before everything goes home',
    world: worlds.idleWorld,
    shows: 'Bring everything home?',
    play: press('Bring everything home')
  },
  {
    name: 'an order is refused',
    world: worlds.refusingWorld,
    shows: 'A run is under way already.',
    play: press('Run now')
  },
  {
    name: 'the session has ended',
    world: guardedWorld,
    shows: /^Log in/u,
    play: async (page, standIn) => {
      standIn.change(shut)
      await press('Run now')(page)
    }
  }
]

/** The other pages with something on them, and with nothing. */
const others: readonly Scene[] = [
  { isHeldElsewhere: true, name: 'library', at: 'library', world: libraryWorld, shows: /titles/u },
  { name: 'library, nothing known', at: 'library', world: worlds.freshWorld, shows: 'Library' },
  { name: 'library, answer fails', at: 'library', world: worlds.failingWorld, shows: 'The database is busy.' },
  {
    isHeldElsewhere: true,
    name: 'plan',
    at: 'activity/plan',
    world: worlds.testModeWorld,
    shows: /nothing was moved/iu
  },
  { name: 'plan, none yet', at: 'activity/plan', world: worlds.freshWorld, shows: 'Plan' },
  { name: 'history, none yet', at: 'activity/history', world: worlds.freshWorld, shows: 'History' },
  { isHeldElsewhere: true, name: 'calendar', at: 'activity/calendar', world: watchingWorld, shows: 'Calendar' },
  { isHeldElsewhere: true, name: 'users', at: 'users', world: householdWorld, shows: 'Users' },
  { name: 'users, nobody known', at: 'users', world: worlds.freshWorld, shows: 'Users' },
  { name: 'doctor, all is fine', at: 'doctor', world: worlds.idleWorld, shows: 'Doctor' },
  { isHeldElsewhere: true, name: 'doctor, findings', at: 'doctor', world: findingWorld, shows: 'Doctor' },
  { name: 'logs, none yet', at: 'logs', world: worlds.freshWorld, shows: 'Logs' },
  { isHeldElsewhere: true, name: 'benefit', at: 'insight', world: broughtWorld, shows: 'Benefit' },
  { isHeldElsewhere: true, name: 'benefit, nothing known', at: 'insight', world: worlds.freshWorld, shows: 'Benefit' },
  { name: 'no such page', at: 'no/such/page', world: worlds.idleWorld, shows: /no such page|There is nothing here/iu }
]

export const scenes: readonly Scene[] = [...dashboard, ...others]

const settled = { reducedMotion: 'reduce' } as const

/** Both widths and both themes. */
export const looks: readonly (Look & { readonly width: number; readonly scheme: 'dark' | 'light' })[] = [
  { width: 1280, scheme: 'dark', ...settled },
  { width: 390, scheme: 'light', ...settled }
]

/** Opens a scene as far as its photograph. */
export const stage = async ({ play, shows }: Scene, page: Page, standIn: StandIn): Promise<void> => {
  await play?.(page, standIn)
  await page.getByText(shows).filter({ visible: true }).first().waitFor()
}
