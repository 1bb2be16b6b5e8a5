/** The dependency rule as one table, checked pair by pair: a room that could suddenly reach another fails here. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cruiseHouse } from '../check/dependencies.ts'

/** One file per room. */
const rooms = {
  contract: 'contract/src/room.ts',
  model: 'server/src/core/model/room.ts',
  resolve: 'server/src/core/resolve/room.ts',
  plan: 'server/src/core/plan/room.ts',
  ports: 'server/src/ports/room.ts',
  engine: 'server/src/engine/room.ts',
  plex: 'server/src/adapters/plex/room.ts',
  disk: 'server/src/adapters/disk/room.ts',
  store: 'server/src/store/room.ts',
  http: 'server/src/http/room.ts',
  kit: 'server/src/kit/room.ts',
  failure: 'server/src/failure.ts',
  app: 'server/src/app.ts',
  web: 'web/src/room.ts'
} as const

type Room = keyof typeof rooms
type Reach = Readonly<Record<Room, readonly (Room | 'node')[]>>

const core = ['model', 'resolve', 'plan'] as const

/** Whose code each room may run. Itself always. */
const mayCall: Reach = {
  contract: [],
  model: ['contract', ...core],
  resolve: ['contract', ...core],
  plan: ['contract', ...core],
  ports: [],
  engine: ['contract', ...core, 'ports', 'kit', 'failure'],
  plex: ['contract', 'model', 'resolve', 'ports', 'kit', 'failure', 'node'],
  disk: ['contract', 'model', 'resolve', 'ports', 'kit', 'failure', 'node'],
  store: ['contract', 'model', 'ports', 'kit', 'failure'],
  http: ['contract', 'model', 'engine', 'ports', 'failure', 'node'],
  kit: ['node'],
  failure: ['contract'],
  app: ['contract', ...core, 'ports', 'engine', 'plex', 'disk', 'store', 'http', 'kit', 'failure', 'node'],
  web: ['contract']
}

/** Whose types a room may name although it may not run their code. */
const mayAlsoName: Partial<Reach> = {
  ports: ['contract', ...core, 'failure'],
  plex: ['plan'],
  disk: ['plan'],
  store: ['resolve', 'plan'],
  http: ['resolve', 'plan']
}

let base = ''
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pcu-rooms-'))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

it('lets every room run exactly the rooms of the table', async () => {
  expect(await allowedPairs('import { room }')).toEqual(spellTable((room) => mayCall[room]))
})

it('lets every room name exactly the types of the table', async () => {
  const table = spellTable((room) => [...mayCall[room], ...(mayAlsoName[room] ?? [])])
  expect(await allowedPairs('import type { Room }')).toEqual(table)
})

/** Every room imports every other room and Node; what no rule reports is allowed. */
async function allowedPairs(importing: string): Promise<string[]> {
  writeHouse(importing)
  const { crossings } = await cruiseHouse(base, ['contract/src', 'server/src', 'web/src'])
  const forbidden = new Set(
    crossings.filter(({ rule }) => rule !== 'no-circles').map(({ from, to }) => `${from} ${to}`)
  )
  return allPairs()
    .filter(([from, to]) => !forbidden.has(`${rooms[from]} ${to === 'node' ? 'os' : rooms[to]}`))
    .map(([from, to]) => `${from} → ${to}`)
    .sort()
}

function writeHouse(importing: string): void {
  for (const [from, path] of Object.entries(rooms)) {
    const others = Object.entries(rooms).filter(([room]) => room !== from)
    const lines = others.map(([room, other]) => `${importing} from '${ladder(path, other)}' // ${room}`)
    mkdirSync(dirname(join(base, path)), { recursive: true })
    writeFileSync(
      join(base, path),
      [...lines, `${importing} from 'node:os'`, 'export const room = 1', 'export type Room = 1'].join('\n')
    )
  }
}

function ladder(from: string, to: string): string {
  const path = relative(dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

function allPairs(): [Room, Room | 'node'][] {
  const names = Object.keys(rooms) as Room[]
  return names.flatMap((from) =>
    [...names, 'node' as const].filter((to) => to !== from).map((to): [Room, Room | 'node'] => [from, to])
  )
}

function spellTable(reach: (room: Room) => readonly string[]): string[] {
  const names = Object.keys(rooms) as Room[]
  return names
    .flatMap((from) =>
      reach(from)
        .filter((to) => to !== from)
        .map((to) => `${from} → ${to}`)
    )
    .sort()
}
