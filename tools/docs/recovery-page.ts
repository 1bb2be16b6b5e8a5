/** The generated docs/recovery.md: for every state in which a crash can leave a file, what is found and what is done about it, in the mover's own words. */
import { causeWords, orphanCauses } from '../../server/src/core/move/orphan.ts'
import { otherWords } from '../../server/src/core/move/recover.ts'
import { offersFor } from '../../server/src/core/move/remedy.ts'
import { type Homeward, routeRows } from '../../server/src/core/move/route.ts'
import { rowsIn } from '../../server/src/core/move/rows-in.ts'
import { rowsOut } from '../../server/src/core/move/rows-out.ts'
import type { Row } from '../../server/src/core/move/table.ts'

type Fact = string | readonly string[] | undefined

const names: Readonly<Record<string, string>> = {
  intent: 'the move is to go',
  serves: 'Plex finds the copy by its',
  fate: 'mode of the original:',
  route: 'way:',
  original: 'original’s name:',
  copy: 'copy:',
  backup: 'parked:',
  temp: 'temporary copy:',
  link: 'temporary link:'
}

const listed = (fact: Fact): string => (typeof fact === 'string' ? fact : (fact ?? []).join(' or '))

const foundIn = (facts: Readonly<Record<string, Fact>>): string => {
  const told = Object.keys(names).filter((name) => facts[name] !== undefined)
  return told.length === 0 ? 'anything else' : told.map((name) => `${names[name]} ${listed(facts[name])}`).join('; ')
}

const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')

const rowsTable = (rows: readonly Row[]): string =>
  table(
    ['journal says', 'found on the disks', 'what was found and done'],
    rows.map(({ when, words }) => [listed(when.stage), foundIn({ ...when }), words])
  )

const routeWords: Readonly<Record<string, string>> = {
  drop: 'The original is in place: only the copy goes.',
  'put-back': 'The parked original takes the place of our link in one act.',
  relink: 'The parked original gets its own name again.',
  'copy-back': 'The copy is the truth: it is copied home, verified in full, and takes the original’s name.',
  'set-aside': 'The copy is damaged: the original serves again, and the copy is kept under another name for a person.'
}

const followsFrom = (leads: Homeward): string => {
  if (leads.kind === 'go') return routeWords[leads.route] ?? leads.route
  return leads.kind === 'forget' ? 'Nothing of ours is left: it is forgotten.' : `It waits for a person: ${leads.why}.`
}

const routesTable = (): string =>
  table(
    ['found on the disks', 'what follows'],
    routeRows.map(({ leads, ...facts }) => [foundIn({ ...facts }), followsFrom(leads)])
  )

const remediesTable = (): string =>
  table(
    ['what somebody did', 'remedies (`pcu orphans resolve`)'],
    orphanCauses.map((cause) => [
      causeWords[cause],
      offersFor(cause, { presentation: 'symlink', original: 'backup' })
        .map(({ how, does }) => `\`--${how}\`: ${does}`)
        .join(' ')
    ])
  )

/** The whole page. */
export const renderRecoveryPage = (): string => `# What is done after a crash

Made from the tables that move files (\`npm run docs\`). One table drives moves and recovery alike: the journal says how far a
file was, one look says what is under its names, and the first row that fits says what is done; then it is looked at again, until
the file is at rest. Nothing is taken away that is not, by its inode or its verified content, what the journal expects there.

Words of the tables: *original*: as it was; *new*: the copy that came home; *touched*: written to since; *link*: ours; *other*: somebody
else’s file; *odd*: no file; *gone*: nothing. A copy is *ours*, *touched*, *damaged* (it lost bytes although nobody wrote), *replaced*, *odd* or
*gone*. A parked file is *ours*, a *twin* (a second name of what has the original’s name), *other* or *gone*.

## On the way to the pool

${rowsTable(rowsIn)}

## On the way home, and what was ordered

${rowsTable(rowsOut)}

## Whatever the table says

${Object.values(otherWords)
  .map((words) => `- ${words}`)
  .join('\n')}

## How a file comes home

The first row that fits.

${routesTable()}

## What somebody deleted or replaced

${remediesTable()}
`
