/** The generated docs/api.md: how a program uses the API, and every endpoint with who may use it. */
import { otherEndpoints, type Policy, type Route, routes } from '@pcu/contract'

interface Row {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly policy: Policy
  readonly summary: string
}

const declared: readonly (readonly [string, Route])[] = Object.entries(routes)

const rows: readonly Row[] = [
  ...declared.map(([name, { method, path, policy, summary }]) => ({ name, method, path, policy, summary })),
  ...otherEndpoints.map(({ name, path, policy, summary }) => ({ name, method: 'GET', path, policy, summary }))
].toSorted((one, other) => one.path.localeCompare(other.path, 'en') || one.method.localeCompare(other.method, 'en'))

const rowOf = ({ name, method, path, policy, summary }: Row): string =>
  `| ${method} | \`${path}\` | ${policy} | \`${name}\` | ${summary.replaceAll('|', '\\|')} |`

const table = [
  '| method | path | needs | operation | what it does |',
  '|---|---|---|---|---|',
  ...rows.map(rowOf)
].join('\n')

const page = `# The API

Everything that the page and the command line do goes through this API, below \`/api/v1\`. \`GET /api/v1/openapi.json\` describes all of it as OpenAPI 3.1, made
from the schemas that validate what comes in and what goes out. The table below is made by \`npm run docs\`.

## A key

Make one on the page "Access", or on the machine itself; it is shown once:

\`\`\`sh
pcu auth keys make "home assistant" operate
\`\`\`

Send it as the header \`X-Api-Key\`. A key in an address is not read. What a key may do is its scope: \`read\` sees, \`operate\` also starts and stops runs, pins and
switches the watcher, \`admin\` may do everything.

\`\`\`sh
export PCU=http://tower:5443 KEY=pcu_…

# How is it?
curl -s -H "X-Api-Key: $KEY" $PCU/api/v1/status

# A preview: plans, moves nothing.
curl -s -H "X-Api-Key: $KEY" -H 'Content-Type: application/json' -d '{"dryRun":true}' $PCU/api/v1/runs

# Why is this title where it is?
curl -s -G -H "X-Api-Key: $KEY" --data-urlencode 'title=Harbour Lights' $PCU/api/v1/why

# Warnings of the last hour.
curl -s -G -H "X-Api-Key: $KEY" -d level=WARNING -d since=$(($(date +%s) - 3600))000 $PCU/api/v1/log

# Whatever happens, as it happens; with new lines of the log.
curl -sN -H "X-Api-Key: $KEY" "$PCU/api/v1/events?topics=log"

# The log as a file.
curl -s -H "X-Api-Key: $KEY" -o plexcache_ultra.log $PCU/api/v1/log/file
\`\`\`

## Rules

- Orders are \`POST\` with \`Content-Type: application/json\`, \`{}\` where nothing is to be said, or \`DELETE\` without a body.
- Times are epoch milliseconds, sizes bytes. Long lists are windows: \`offset\` and \`limit\`, with \`total\` beside the rows. The log goes back by \`before\`.
- Things are named by ids, never by paths.
- What goes wrong is \`application/problem+json\`: \`title\` says what, \`hint\` what to do, \`requestId\` how the log calls it. 400: the form is not the expected one,
  \`detail\` says where. 401: not in. 403: not with this scope. 404, 405: nothing there, or not by this method. 409: not as things stand. 429: later, see
  \`Retry-After\`. 503: something outside does not answer; trying again helps.
- Events have numbers. Whoever comes back sends the last one as \`Last-Event-ID\` (or \`?after=\`) and gets what was missed, or \`event: resync\` when that is too much.

## Every endpoint

*needs*: the scope, or \`open\` where nobody has to be in. *operation*: its \`operationId\`.

${table}
`

/** The whole page. */
export const renderApiPage = (): string => page
