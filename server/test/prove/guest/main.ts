/**
 * The nested guest by hand: `node server/test/prove/guest/main.ts [--story NAME] [--install]`, where NAME is
 * remote-smb, remote-nfs, unsafe-smb, dying-ext4 or dying-xfs. Prints what was counted; its exit code is 0
 * without violations. `part.ts` beside it is the same for `npm run prove`.
 */
import { parseArgs } from 'node:util'
import { bootStory } from './boot.ts'
import { hindrance, installTools } from './build.ts'

const { values } = parseArgs({ options: { story: { type: 'string', multiple: true }, install: { type: 'boolean' } } })

const write = (text: string): void => void process.stdout.write(`${text}\n`)

if (values.install === true) installTools()
const why = hindrance()
if (why !== undefined) {
  write(`skipped: ${why}`)
} else {
  for (const story of values.story ?? ['remote-smb', 'remote-nfs', 'unsafe-smb', 'dying-ext4', 'dying-xfs']) {
    const { cases, points, violations, notes } = await bootStory(story, write)
    for (const note of notes) write(`${story}: ${note}`)
    for (const violation of violations) write(`${story}: VIOLATION ${violation}`)
    write(`${story}: ${cases} cases, ${points} points, ${violations.length} violations`)
    if (violations.length > 0) process.exitCode = 1
  }
}
