/** Help that teaches: what each command does, what it changes, what it answers. */

const general = `pcu: puts what your household will watch next on the fast pool, and brings watched files home.

Usage: pcu <command> [options]

Commands
  serve         The real thing: page, schedule and Plex's news, until Ctrl-C.
  run           One run now: ask Plex, plan, move, tell what was done.
  plan          What a run would do and why. Changes nothing.
  apply         Does exactly a plan that was looked at, or refuses.
  pause         Holds the run of a running server up, copies included.
  resume        Lets it go on.
  stop          Stops it, now or after the files that are under way.
  status        What is on the pool, what runs, what is wrong.
  storage       What the disks can do and which modes work here.
  orphans       What somebody deleted or replaced behind our back, and what becomes of it.
  people        Who watches, how their wishes are known, and whether they count.
  watcher       Who plays what, what follows from it, and what goes home when; switches it.
  why           Why a title is where it is, who wants it, and what would change that.
  pin           Keeps a title, a season or a show on the pool; lists what is pinned.
  unpin         Takes a pin away.
  paths         Where the library's folders lie here; looks for them and takes over what is found.
  trakt         The lists at Trakt that are followed; signs people in to Trakt.
  auth          Who may enter the page; begins anew when the password is lost; API keys.
  sign-in       Signs in to Plex by link or code, and finds the server.
  doctor        Compares what is known with what is on the disks, and tells every difference.
  restore-all   Brings every cached file home, each to its old path.
  rescue        The same when the database is lost or damaged.
  settings      Every setting with its value and where it comes from.

Options
  --allow-returns  With run and plan: as much may go home as the plan brings.
  --after-file  With stop: what is under way is moved to its end first.
  --dry-run     With run, restore-all and rescue: tell what would be done, move nothing.
  --json        The answer as one JSON value on standard output.
  --help        This text; after a command, more about it.
  --version     The version.

Settings come from environment variables, from a .env file beside the program (ENV_FILE names another one, see
.env.example), and from what was saved over them.
"pcu sign-in", or PLEX_URL and PLEX_TOKEN, say where Plex is; REAL_SOURCE, CACHE_DIR and PLEX_SOURCE say where files are ("pcu paths" helps).

Exit codes
  0  done, or nothing had to be done
  1  unexpected error (a bug; please report it)
  2  the command was not understood
  3  nothing was changed: Plex silent, a root missing, a setting wrong
  4  some steps failed or stood back, the rest is done; doctor and paths: something should be looked at
  5  refused: another run or another program is at work
`

const commands = {
  serve: `Usage: pcu serve

Serves the page on WEB_HOST:PORT (http://localhost:5443), first settles whatever a crash left half done, then runs on
a timer (ENABLE_SCHEDULER, RUN_INTERVAL_MINUTES; the first time at once with RUN_ON_START) and on Plex's news
(REAL_TIME_WATCH_ENABLED). With TEST_MODE=true it only tells what it would do.
`,
  run: `Usage: pcu run [--dry-run] [--allow-returns] [--json]

Goes through the line once: asks Plex what is on deck, finds the files, decides with a reason for each, moves them.
While a server runs with the same data folder, the run happens there and this command waits for it. During another run it is
refused with the number of that one, when it was started and by whom, and how far it is.
A run that would bring home more than RETURN_GUARD_PERCENT of what is on the pool brings nothing home and asks first;
"--allow-returns" is the answer yes.
`,
  plan: `Usage: pcu plan [--allow-returns] [--json]

The same as "pcu run --dry-run": every decision with its reason; for each file the operation (copy, move, link, return),
its source and destination and its size; and what it comes to. Nothing is moved. "--json" says the same to a program.
`,
  apply: `Usage: pcu apply RUN [--json]

Does exactly what "pcu plan" told as run number RUN. Plex and the disks are asked again; if anything would now be done
otherwise, for another reason or with other files, nothing is moved, the differences are told, and the plan of now gets a
number of its own to be looked at. A plan can be applied for a day. It may bring home as much as it says.
`,
  pause: `Usage: pcu pause [--json]

Holds up the run of the server that has the data folder: copies wait between two blocks and keep what they have, nothing
further begins. "pcu resume" lets it go on, "pcu stop" ends it; a restart takes back what is half copied.
`,
  resume: `Usage: pcu resume [--json]

Lets a run go on that "pcu pause" or the page held up.
`,
  stop: `Usage: pcu stop [--after-file] [--json]

Stops the run of the server that has the data folder. What is half copied is taken back, what has been moved stays. With
"--after-file" the titles under way are moved to their end first, and nothing further begins.
`,
  status: `Usage: pcu status [--json]

What is on the pool and why, the run under way, the last run, and what is wrong. Asks a running server when there is
one; otherwise shows what the data folder remembers.
`,
  storage: `Usage: pcu storage [--json]

The roots, what their file systems can do as it was asked before the first move, what the merged view does with two copies
of a file, and every mode with whether it works here and why not. After a change on a server or of a disk, "pcu settings
--confirm-storage" has everything asked anew. Writes nothing and wakes no disk.
`,
  'restore-all': `Usage: pcu restore-all [--dry-run] [--json]

Brings every file that was cached home to its old path, verified, and removes the copies and links. Use it before you
uninstall. It can be stopped and started again at any time; finished files stay home.
`,
  orphans: `Usage: pcu orphans [--json]
       pcu orphans resolve NUMBER --REMEDY [--yes]

Lists cached files whose copy or original somebody deleted or replaced: what happened, since when, and which remedies
there are. Without --yes "resolve" only says what it would do. The remedies:
  --restore           the file comes back to its place on the array
  --keep-copy         the copy on the pool, as it is now, becomes the file
  --finish-delete     what is left of it goes too
  --remove-leftovers  the new file stays, ours go
  --forget            every file stays as it is, only our record goes
Nothing is ever removed that somebody changed since it was put there. ORPHAN_POLICY and FINISH_DELETES let this happen
by itself once Plex has confirmed that the file is gone.
`,
  people: `Usage: pcu people [--json]
       pcu people set NAME [deck=on|off] [watchlist=on|off] [episodes=N|default] [pin=1234] [sign-in=off]

Lists everybody who may watch on the server, and for each how their on deck and their watchlist are known: with a token of
their own, or put together from history where Plex gives none. "set" chooses whether somebody counts, and keeps the PIN of
a member of the Plex Home ("pin=" forgets it). "episodes" says how many episodes after the one on their deck, or after what
they play, come along for them, 0 to 100, instead of NUMBER_EPISODES ("episodes=default" goes back to it;
MINIMUM_MINUTES_AHEAD asks for its minutes all the same). Whoever signs in themself ("pcu sign-in", or on the page) is read with their own
sign-in until "sign-in=off". Tokens and PINs are kept encrypted and never shown.
USERS_TOGGLE=false leaves everybody but the owner out, WATCHLIST_TOGGLE=false all watchlists.
`,
  auth: `Usage: pcu auth [status]
       pcu auth reset
       pcu auth keys
       pcu auth keys make NAME [read|operate|admin]
       pcu auth keys revoke NUMBER

Who may enter the page (AUTH_MODE). "reset" forgets the administrator and logs every browser out, for whoever has lost
the password: the next visit from the own network makes a new one. It works with and without a running server.
An API key is told once, when it is made, and sent as the header X-Api-Key: read sees, operate also starts and stops runs
and pins, admin may do everything. Keys outlive a reset.
`,
  why: `Usage: pcu why TITLE [--json]

Tells of any title of the library: where its files lie, who wants it and how near they are, its rank, every rule's answer with
its numbers, what would change the outcome, and what happened to it, with who watched it and when it goes home. For a title
that nobody wants the same rules are asked as if somebody had pinned it. TITLE is words of its name as Plex shows it, or parts
of them, in any order, "The Expanse S02E03", a show or a season for a summary, a year to tell two films apart, a path of Plex,
of the share or of the pool, or "key:" with Plex's ratingKey. Several that fit are listed, none is guessed. A running server answers from its last run and says how old that is; otherwise Plex is asked as for
a plan. No disk is touched.
`,
  pin: `Usage: pcu pin TITLE [--by NAME] [--file PATH] [--json]
       pcu pin list [--json]

Brings a title to the pool with the next run and keeps it there, whoever else wants it or not, until "pcu unpin". TITLE is
words of its name in any order, "The Expanse S02E03" for an episode, "The Expanse S02" for a season, the name of a show for all
of it, a year to tell two films apart, a path, or "key:" with Plex's ratingKey. Several that fit are listed, none is guessed.
Seasons and shows take in new episodes by themselves. "--file" pins one version alone: the path of its file as Plex calls it.
A pin follows its title when Plex gives it a new ratingKey. What does not fit under CACHE_MAX_SIZE_GB and POOL_KEEP_FREE_GB
stays on the array, and the answer says so.
`,
  unpin: `Usage: pcu unpin TITLE|NUMBER [--json]

Takes a pin away: TITLE as for "pcu pin", looked for among what is pinned, or the number in "pcu pin list". What it held goes home when nobody else wants it and the
grace of WATCHED_CACHE_EXPIRY has passed.
`,
  watcher: `Usage: pcu watcher [status|start|stop|history|schedule] [--json]

Shows how the real-time watcher stands: whether Plex is heard, who plays what, what waits to be cached for it, statistics,
and when everybody was last seen. "history" lists the last 50 plays with what was done for them; "schedule" lists the timers
of what was cached or watched to the end, when each is due, and what puts it off.
"start" and "stop" switch it at once and save REAL_TIME_WATCH_ENABLED, so it stays so after a restart. Timers that are left
when it is off still count at every run.
`,
  paths: `Usage: pcu paths [--json]
       pcu paths find [--json]
       pcu paths accept [FOLDER IN PLEX ...]

Lists every folder of Plex's libraries with the folder that it is here, by PLEX_SOURCE with REAL_SOURCE and by PATH_MAPPINGS,
and those that have no place here. "find" looks for up to 50 files of each folder, by name and size, on the mounts of this
container, and says how many were found and where; it wakes the disks that it looks at and changes nothing. "accept" saves
what was proposed as pairs of PATH_MAPPINGS, for the named folders or for all; it counts from the next run on.
Only folders below REAL_SOURCE are proposed, and none in memory or in the container's own file system.
`,
  trakt: `Usage: pcu trakt [status] [--json]
       pcu trakt refresh
       pcu trakt sign-in [NAME]
       pcu trakt sign-out [NAME]

Lists what is followed at Trakt (TRAKT_ENABLED): how old each list is, how much of it your library holds, what stands in the
way, when it is read next, and who signed in. "refresh" reads every list at once. "sign-in" prints a page and a code to be
typed there, so that somebody's own Trakt watchlist counts as theirs here, NAME as "pcu people" calls them, the owner
when it is left out; it needs TRAKT_CLIENT_SECRET. "sign-out" forgets it here and takes it back at Trakt.
docs/trakt.md tells how to make the application that Trakt wants. Tokens are kept encrypted and never shown.
`,
  'sign-in': `Usage: pcu sign-in [--server NAME] [--address URL] [--token-file PATH] [--change-server]
       pcu sign-in status [--json]
       pcu sign-in out

Prints a link, and a code for plex.tv/link, and waits until you let PlexCacheUltra in. Then every address of each of your
servers is tried and told with what came of it, and the server is taken at its best one; it is asked from then on, without
a restart. With several servers "--server" names one; "--address" takes another of the proven addresses.
"--token-file" signs in with the token of your account from a file instead; one that belongs to the server is refused.
"--change-server" is needed when another server's files are cached already: what only that one wanted then goes home.
A sign-in counts more than PLEX_TOKEN. "out" forgets it, and PLEX_URL and PLEX_TOKEN count again. Tokens are kept encrypted.
`,
  doctor: `Usage: pcu doctor [--audit] [--hash] [--repair] [--json]

Compares the database with the pool and tells every difference in one sentence: what, where, why it matters, what to do.
No disk of the array is touched. "--audit" looks at originals, parked originals and links on the array, too, and wakes
its disks for that; "--hash" also reads every copy on the pool in full and compares it with what was once verified.
"--repair" does what is safe: it removes our own temporary files that belong to no move, empty folders that we made,
and writes the lists outside the database anew. It touches no film.
`,
  rescue: `Usage: pcu rescue [--dry-run] [--from-names] [--json]

Brings home everything that was cached, without the database: the manifest on the pool (.mc/manifest.jsonl) says which
files are ours. A damaged database is set aside, never deleted. Temporary names are taken away, and nothing of ours is
left but what a person must look at. It can be stopped and started again. Stop the server first.
"--dry-run" tells for every file what would be done; it reads the manifest and not the database.
"--from-names" is for a pool whose manifest is lost too: it also looks on every disk of the array, which wakes them, for
parked originals (*.plexcached) and for links into the pool. What was moved to the pool without a link cannot be told
from other files by its name. docs/rescue.sh does a part of this without this program.
`,
  settings: `Usage: pcu settings [--json]
       pcu settings set VARIABLE=VALUE ...
       pcu settings reset VARIABLE ...
       pcu settings --forget-server
       pcu settings --confirm-storage

Lists every setting with its value and where it comes from (default, environment, saved). Secrets are masked.
"set" saves a value over the environment, "reset" drops it; in a server that runs both count at once, or as the page of
settings says. The two that follow need the server to be stopped.
"--forget-server" accepts the next Plex server that answers as ours. "--confirm-storage" accepts the disks as they are
now, after you changed one on purpose; no file is touched.
`
} as const

/** The commands there are. */
export type CommandName = keyof typeof commands

/** Whether this is a command. */
export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** The help of a command, or the general one. */
export const helpFor = (command: CommandName | undefined): string =>
  command === undefined ? general : commands[command]
