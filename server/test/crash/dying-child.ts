/** A process that moves one film and kills itself at a step or in the middle of the copy. Arguments: root, mode, direction, step, bytes. */
import { join } from 'node:path'
import type { Mode } from '#core/model/unit.ts'
import type { Step } from '#ports/file-system.ts'
import type { MoveControl } from '#ports/mover.ts'
import { calm, evict, film, layoutOf, liveIn, modes, nameOfMode, promote, type World } from './world.ts'

const [root = '', modeName = '', direction = '', stepText = '0', bytesText = '0'] = process.argv.slice(2)
const dieAtStep = Number(stepText)
const dieAtBytes = Number(bytesText)

const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('still alive')
}

let count = 0
const step: Step = (_name, act) => {
  count += 1
  return count === dieAtStep ? die() : act()
}

const control: MoveControl = {
  ...calm,
  onProgress: ({ files }) => {
    if (dieAtBytes > 0 && files.some((file) => file.bytesDone >= dieAtBytes)) die()
  }
}

const mode: Mode = modes.find((candidate) => nameOfMode(candidate) === modeName) ?? {
  presentation: 'union',
  original: 'keep'
}
const world: World = {
  root,
  layout: layoutOf(root, mode),
  array: join(root, 'array'),
  pool: join(root, 'pool'),
  files: [film],
  live: (options) => liveIn(root, options),
  remove: () => undefined
}

const life = await world.live({ step })
await (direction === 'in' ? promote(world, life, control) : evict(world, life, control))
await life.end()
