/** Lets people and the company do things to the simulated cloud. */
import type { CloudControl } from '#test/fakes/cloud/fake-cloud.ts'
import type { CloudWorld } from '#test/fakes/cloud/world/world.ts'

export function createControl(world: CloudWorld): CloudControl {
  const { accounts, catalogue } = world
  return {
    link: (pin, person) => world.pins.link(pin, accounts.byName(person).name),
    revoke: accounts.tokens.revoke,
    leave: (person) => {
      accounts.byName(person).belongs = false
      accounts.tokens.revoke(person, 'server')
    },
    share: (person, sections) => {
      accounts.byName(person).sections = sections && new Set(sections)
    },
    comeBack: (person) => {
      accounts.byName(person).belongs = true
    },
    accountToken: accounts.tokens.account,
    watchlist: (person) => accounts.byName(person).watchlist.entries(),
    addToWatchlist: (person, entry) => {
      catalogue.know(entry)
      accounts.byName(person).watchlist.add(entry)
    },
    removeFromWatchlist: (person, hex) => accounts.byName(person).watchlist.remove(hex),
    setPrivacy: (person, privacy) => {
      accounts.byName(person).privacy = privacy
    },
    setSubscription: (person, active) => {
      accounts.byName(person).subscription = active
    },
    sharedServers: (mode) => {
      world.modes.sharedServers = mode
    },
    withdraw: (hex, withdrawn = true) => catalogue.withdraw(hex, withdrawn)
  }
}
