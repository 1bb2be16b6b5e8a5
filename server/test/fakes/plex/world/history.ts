/** Who really watched what and when: the rows of the server's play history, and the devices they were watched on. */
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { PlayerSpec } from '#test/fakes/plex/playback/playback.ts'
import type { Person } from './people.ts'

export interface HistoryRow {
  readonly id: number
  /** The item as it was; it may have left the library since. */
  readonly item: FakeItem
  readonly person: Person
  readonly deviceId: number
  /** Epoch seconds. */
  readonly viewedAt: number
}

export interface Device {
  readonly id: number
  readonly name: string
  readonly platform: string
  readonly clientIdentifier: string
}

export interface History {
  add(row: {
    readonly item: FakeItem
    readonly person: Person
    readonly player: PlayerSpec
    readonly viewedAt: number
  }): void
  rows(): readonly HistoryRow[]
  devices(): readonly Device[]
}

export function createHistory(): History {
  const rows: HistoryRow[] = []
  const devices = new Map<string, Device>()

  function deviceOf(player: PlayerSpec): Device {
    const clientIdentifier = player.machineIdentifier ?? 'unknown-player'
    const known = devices.get(clientIdentifier)
    if (known !== undefined) return known
    const name = player.title ?? 'Player'
    const device = { id: devices.size + 1, name, platform: player.platform ?? 'Android', clientIdentifier }
    devices.set(clientIdentifier, device)
    return device
  }

  return {
    add: ({ item, person, player, viewedAt }) => {
      rows.push({ id: rows.length + 1, item, person, deviceId: deviceOf(player).id, viewedAt })
    },
    rows: () => rows,
    devices: () => [...devices.values()]
  }
}
