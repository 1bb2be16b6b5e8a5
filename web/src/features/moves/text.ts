/** Every word about moves. */
import { counted } from '../../ui/words/numbers.ts'

export const movesText = {
  title: 'Now',
  count: (moves: number) => counted(moves, 'move', 'moves'),
  direction: { in: 'To the pool', out: 'Home to the array', mend: 'Put in order' },
  progress: (title: string) => `Progress of ${title}`,
  fileProgress: (name: string) => `Progress of the file ${name}`,
  done: (done: string, total: string) => `${done} of ${total}`,
  speed: (size: string) => `${size}/s`,
  left: (length: string) => `${length} left`,
  measuring: 'Measuring the speed',
  nothing: 'Nothing is moving.',
  next: 'The next run starts',
  planning: 'Plex is being asked and a plan is being made.',
  lately: 'Just now',
  ended: { in: 'Is on the pool', out: 'Is home', mend: 'Is in order' },
  size: (size: string, took: string) => `${size} in ${took}`,
  failed: 'Failed',
  stoodBack: 'Stood back'
}
