/** Every word about moves. */
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const english = {
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

const german: typeof english = {
  title: 'Jetzt',
  count: (moves) => counted(moves, 'Bewegung', 'Bewegungen'),
  direction: { in: 'Auf den Pool', out: 'Heim ins Array', mend: 'Wird in Ordnung gebracht' },
  progress: (title) => `Fortschritt von ${title}`,
  fileProgress: (name) => `Fortschritt der Datei ${name}`,
  done: (done, total) => `${done} von ${total}`,
  speed: (size) => `${size}/s`,
  left: (length) => `noch ${length}`,
  measuring: 'Geschwindigkeit wird gemessen',
  nothing: 'Nichts bewegt sich.',
  next: 'Der nächste Lauf beginnt',
  planning: 'Plex wird gefragt und ein Plan gemacht.',
  lately: 'Eben gerade',
  ended: { in: 'Ist auf dem Pool', out: 'Ist daheim', mend: 'Ist in Ordnung' },
  size: (size, took) => `${size} in ${took}`,
  failed: 'Gescheitert',
  stoodBack: 'Zurückgestellt'
}

export const movesText = inLanguage({ en: english, de: german })
