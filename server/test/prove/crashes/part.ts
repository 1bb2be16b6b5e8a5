/** Part 2: real calls, and a death after every step and after every step of every recovery. */
import { addTally, type Lane, newTally, type Part, type Proving, type Scale, type Tally } from '#test/prove/part.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { besideInMemory, inMemory, type PlaceOrder, placeOrders } from '#test/prove/stage/place.ts'
import { casesOf, type Scene, scenes } from '#test/prove/stage/scene.ts'
import { crashEverywhere } from './in-process.ts'
import { killEverywhere } from './sigkill.ts'

/** Which share of the deaths of a scene is tried, and of those which share has all deaths of its recovery tried. */
interface Share {
  readonly first: number
  readonly nested: number
}

type Shares = Readonly<Record<Scene['name'], Share>>

const memoryShares: Readonly<Record<Scale, Shares>> = {
  quick: {
    film: { first: 0.35, nested: 0.06 },
    unit: { first: 0.05, nested: 0.08 },
    shared: { first: 0.04, nested: 0.05 },
    several: { first: 0.03, nested: 0.05 }
  },
  full: {
    film: { first: 1, nested: 1 },
    unit: { first: 1, nested: 0.3 },
    shared: { first: 1, nested: 0.12 },
    several: { first: 1, nested: 0.08 }
  }
}

const onDisk: Readonly<Record<Scale, Shares>> = {
  quick: {
    film: { first: 0.018, nested: 0.1 },
    unit: { first: 0.006, nested: 0 },
    shared: { first: 0, nested: 0 },
    several: { first: 0, nested: 0 }
  },
  full: {
    film: { first: 1, nested: 0.12 },
    unit: { first: 0.1, nested: 0.05 },
    shared: { first: 0.05, nested: 0.05 },
    several: { first: 0.05, nested: 0 }
  }
}

const dieIn = (order: PlaceOrder, all: readonly Scene[], { scale, random }: Proving): Promise<Tally> =>
  inPlace(order, async (place, tally) => {
    const shares = (order === inMemory ? memoryShares : onDisk)[scale]
    for (const scene of all) {
      const { first, nested } = shares[scene.name]
      if (first === 0) continue
      for (const of of casesOf(scene)) {
        const tries = (): boolean => random() < first
        const triesNested = (): boolean => random() < nested
        await crashEverywhere({ place, of, tries, triesNested }, tally)
      }
    }
  })

/** Files of an additional library are served by links or not at all. */
const besideShares: Readonly<Record<Scale, { first: number; nested: number }>> = {
  quick: { first: 0.08, nested: 0.05 },
  full: { first: 1, nested: 0.2 }
}

const additionalLane: Lane = {
  name: 'of an additional library',
  run: ({ scale, random }) =>
    inPlace(besideInMemory, async (place, tally) => {
      const { first, nested } = besideShares[scale]
      const chosen: readonly Scene['name'][] = scale === 'full' ? ['film', 'unit'] : ['film']
      const some = scenes.filter(({ name }) => chosen.includes(name))
      for (const of of some.flatMap(casesOf).filter(({ mode }) => mode.presentation !== 'union')) {
        await crashEverywhere({ place, of, tries: () => random() < first, triesNested: () => random() < nested }, tally)
      }
    })
}

const sceneLane = (scene: Scene): Lane => ({
  name: `in memory, ${scene.name}`,
  run: (proving) => dieIn(inMemory, [scene], proving)
})

const diskLane = (orders: readonly PlaceOrder[]): Lane => ({
  name: orders.map((order) => order.name).join(', '),
  run: async (proving) => {
    const total = newTally()
    for (const order of orders) addTally(total, await dieIn(order, scenes, proving))
    return total
  }
})

const killShares: Readonly<Record<Scale, { share: number; nestedShare: number; anyMoment: number }>> = {
  quick: { share: 0.009, nestedShare: 0.002, anyMoment: 16 },
  full: { share: 1, nestedShare: 0.08, anyMoment: 480 }
}

const killLane: Lane = {
  name: 'SIGKILL',
  run: async (proving) => {
    const total = newTally()
    const shares = killShares[proving.scale]
    const spread = scenes.flatMap(casesOf)
    for (const order of placeOrders) {
      const inRam = order === inMemory
      const full = proving.scale === 'full'
      if (!inRam && !full) continue
      const cases = inRam ? spread : scenes.slice(0, 1).flatMap(casesOf)
      const part = inRam ? shares : { share: 0.2, nestedShare: 0.02, anyMoment: 48 }
      const done = await inPlace(order, (place, tally) =>
        killEverywhere({ place, cases, ...part, copiesBeside: false, proving }, tally)
      )
      addTally(total, done)
    }
    return total
  }
}

const besideLane: Lane = {
  name: 'SIGKILL while processes beside copy',
  run: (proving) =>
    inPlace(inMemory, (place, tally) => {
      const cases = scenes.flatMap(casesOf)
      const anyMoment = proving.scale === 'full' ? 400 : 8
      return killEverywhere({ place, cases, share: 0, nestedShare: 0, anyMoment, copiesBeside: true, proving }, tally)
    })
}

const disks = placeOrders.filter((order) => order !== inMemory)

export const crashes: Part = {
  number: 2,
  name: 'deaths at every step',
  dies: true,
  lanes: [
    ...scenes.map(sceneLane),
    additionalLane,
    diskLane(disks.slice(0, 3)),
    diskLane(disks.slice(3)),
    killLane,
    besideLane
  ]
}
