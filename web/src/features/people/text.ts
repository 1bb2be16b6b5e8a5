/** Every word about the people of the household. */
import { counted } from '../../ui/words/numbers.ts'

export const peopleText = {
  title: 'People',
  count: (people: number, counting: number) =>
    people === counting
      ? counted(people, 'person', 'people')
      : `${counted(people, 'person', 'people')}, ${counting} count`,
  kinds: { owner: 'owner of the server', home: 'Plex Home', managed: 'managed, Plex Home', friend: 'friend' },
  idle: 'Idle',
  idleMeans: 'Has watched nothing for a long time, so nothing is asked for until they watch again.',
  seen: 'Watched',
  neverSeen: 'Not seen watching yet',
  onDeck: 'On deck',
  watchlist: 'Watchlist',
  counts: (what: string, name: string) => `${what} of ${name} counts`,
  heard: 'Last heard',
  notHeard: 'Not asked since the program was started.',
  silent: 'Does not answer',
  stands: 'What it said last goes on to count:',
  nothingKnown: 'Nothing is known of it, so nothing goes home because of it.',
  pin: (name: string) => `PIN of ${name}`,
  pinWanted: (name: string) => `Plex asks for the PIN of ${name} before it shows what they watch and wish for.`,
  pinRefused: (name: string) => `Plex does not take the PIN that is kept for ${name}. Enter it again.`,
  pinKept: 'Their PIN is kept, encrypted.',
  pinForm: 'Four to eight digits',
  keepPin: 'Keep the PIN',
  forgetPin: 'Forget the PIN',
  forgetPinOf: (name: string) => `Forget the PIN of ${name}`,
  refused: (name: string) => `What you chose for ${name} was refused.`,
  none: 'Nobody is known yet.',
  noneNext: 'Who watches is learnt from Plex with the next run.',
  noneNotSet: 'Nobody is known, because Plex is not set up.',
  alone:
    'Nobody besides the owner is known. Members of the Plex Home and friends come with the first run after signing in, unless USERS_TOGGLE=false leaves them out.'
}
