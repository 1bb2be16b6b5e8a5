import { chmodSync, existsSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import type { CachedUnit, PlanReport, RunReport, Status } from '@pcu/contract'
import { settingDescriptors } from '@pcu/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { canLackRights, type Ended, giveToNobody, pcu, startPcu } from '#test/builders/command-line.ts'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

const film = filmFile('Alpha')
const onDeck = 'On deck for the owner, 37 % watched.'
let house: House
const disks = () => [census(house.array), census(house.pool)]
const answers: Ended[] = []

/** Runs a command in the house; what it says is kept, to be searched for secrets. */
const ask = async (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
  const answer = await pcu({ ...house.env, ...env }, words)
  answers.push(answer)
  return answer
}

const json = async <Shape>(words: readonly string[]): Promise<{ code: number | null; value: Shape }> => {
  const { code, out } = await ask([...words, '--json'])
  return { code, value: JSON.parse(out) }
}

const expectNoSecrets = () => {
  const folder = `${house.root}/logs`
  const names = existsSync(folder) ? readdirSync(folder) : []
  const logs = names.map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  expect(JSON.stringify([answers, logs])).not.toContain(house.plex.token('owner'))
  answers.splice(0)
}

const aHouseWithFilm = async () => {
  house = await aHouse()
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
}

describe('what the words mean', () => {
  beforeAll(aHouseWithFilm)
  afterAll(() => house.leave())

  it('--help of every command teaches', async () => {
    const commands = ['serve', 'run', 'plan', 'status', 'storage', 'restore-all', 'rescue', 'settings']
    const helps = await Promise.all(commands.map((command) => ask([command, '--help'])))
    expect(helps.map(({ code, err }) => [code, err])).toEqual(commands.map(() => [0, '']))
    expect(helps.map(({ out }) => /^Usage: pcu ([a-z-]+)[\s\S]{100,}/u.exec(out)?.[1])).toEqual(commands)
  })

  it('without a command it tells all commands and exit codes', async () => {
    const { code, out } = await ask([])
    expect(code).toBe(0)
    for (const word of ['serve', 'run', 'plan', 'status', 'storage', 'restore-all', 'settings', 'Exit codes'])
      expect(out).toContain(word)
  })

  it.each([
    [['fly'], 'There is no command "fly". See "pcu --help".\n'],
    [['settings', 'polish'], 'There is no "pcu settings polish". See "pcu settings --help".\n'],
    [['settings', 'set', 'NO_SUCH=1'], 'There is no setting NO_SUCH.\n']
  ])('%j ends with 2 and one sentence', async (words, sentence) => {
    expect(await ask(words)).toEqual({ code: 2, out: '', err: sentence })
  })
})

describe('from a plan to the way home, command by command', () => {
  let before: unknown
  beforeAll(async () => {
    await aHouseWithFilm()
    before = disks()
  })
  afterAll(async () => {
    expectNoSecrets()
    await house.leave()
  })

  const wouldCome = () => [
    'Would come to the pool: 1, 307 KB',
    '  Alpha (2001) (307 KB, 2 files)',
    `      ${onDeck}`,
    `      link   ${house.array}/Films/Alpha/Alpha.mkv`,
    `          -> ${house.pool}/Films/Alpha/Alpha.mkv (307 KB)`,
    `      link   ${house.array}/Films/Alpha/Alpha.en.srt`,
    `          -> ${house.pool}/Films/Alpha/Alpha.en.srt (40 B)`
  ]

  it('plan tells sizes, totals, places and reasons, and moves nothing', async () => {
    const { code, out } = await ask(['plan'])
    expect(code).toBe(0)
    const [headline, , ...group] = out.split('\n')
    expect(headline).toMatch(/^Run 1, dry run: done\. Nothing was moved; 1 would be brought in \(307 KB\)\./u)
    expect(group.slice(0, 7)).toEqual(wouldCome())
    expect(out).toMatch(
      /\n {2}Totals +titles +files +size\n +link +1 +2 +307 KB\n\n"pcu apply 1" does exactly this, or refuses, until /u
    )
    expect(disks()).toEqual(before)
  })

  it('run --dry-run --json says the same to a program, and moves nothing', async () => {
    const { code, value } = await json<PlanReport>(['run', '--dry-run'])
    expect(code).toBe(0)
    expect(value).toMatchObject({ dryRun: true, sentence: 'Nothing was moved; 1 would be brought in (307 KB).' })
    expect(value.operations).toMatchObject([{ operation: 'link', fileCount: 2, files: [{ role: 'video' }, {}] }])
    expect(value.decisions).toMatchObject([
      { action: 'promote', title: 'Alpha (2001)', files: 2, because: [{ sentence: onDeck }] }
    ])
    expect(disks()).toEqual(before)
  })

  it('leaves sizes and totals out of a test report when that is asked for', async () => {
    const without = { TEST_SHOW_FILE_SIZES: 'false', TEST_SHOW_TOTAL_SIZE: 'false' }
    const { out } = await ask(['plan'], without)
    expect(out).toContain('\nWould come to the pool: 1\n  Alpha (2001)\n')
  })

  it('apply refuses what it cannot name, and what is no plan', async () => {
    expect(await ask(['apply'])).toMatchObject({ code: 2, err: expect.stringContaining('pcu apply RUN') })
    expect(await ask(['apply', '99'])).toMatchObject({ code: 5, err: expect.stringContaining('run 99 has no plan') })
  })

  it('apply does what the plan told, brings the film in, and tells of it on the way', async () => {
    const { code, out, err } = await ask(['apply', '1'])
    expect(code).toBe(0)
    expect(out).toMatch(
      /^Run \d+: done\. 1 brought in \(307 KB\)\. \(.* requests to Plex\)\n\nTo the pool: 1, 307 KB\n/u
    )
    expect(err).toContain(`Moving Alpha (2001) to the pool (307 KB): ${onDeck}`)
  })

  it('run --json says the same to a program, and nothing else', async () => {
    const { code, out, err } = await ask(['run', '--json'])
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'done',
      sentence: 'Nothing had to move.',
      decisions: [{ action: 'keep' }]
    })
  })

  it('status tells what is on the pool and why, and asks neither Plex nor a disk', async () => {
    const asked = house.plex.requests.entries().length
    const { code, out } = await ask(['status'])
    expect(code).toBe(0)
    expect(out).toMatch(/^All is well\. 1 title on the pool \(307 KB\)\./u)
    expect(out).toContain(`On the pool: 1\n  Alpha (2001) (307 KB)\n      ${onDeck}\n`)
    const { value } = await json<Status & { units: readonly CachedUnit[] }>(['status'])
    expect(out).toContain(value.sentence)
    expect(value).toMatchObject({
      cached: { units: 1 },
      units: [{ title: 'Alpha (2001)', because: [{ sentence: onDeck }] }]
    })
    expect(house.plex.requests.entries()).toHaveLength(asked)
  })

  it('restore-all --dry-run tells what would go home, and moves nothing', async () => {
    const held = disks()
    const { code, out } = await ask(['restore-all', '--dry-run'])
    expect(code).toBe(0)
    expect(out).toContain(
      'Would go home: 1, 307 KB\n  Alpha (2001) (307 KB, 2 files)\n      Goes home: everything was asked back.\n'
    )
    expect(disks()).toEqual(held)
  })

  it('restore-all brings everything home', async () => {
    const { code, value } = await json<RunReport>(['restore-all'])
    expect(code).toBe(0)
    expect(value).toMatchObject({
      outcome: 'done',
      sentence: '1 brought home (307 KB).',
      done: { evicted: { units: 1 } }
    })
    expect(disks()[0]).toEqual((before as readonly unknown[])[0])
  })
})

describe('exit codes of what went wrong', () => {
  afterEach(async () => {
    expectNoSecrets()
    await house.leave()
  })

  it('3: the run could not be made, and nothing was changed', async () => {
    await aHouseWithFilm()
    await house.plex.refuse()
    const { code, out } = await ask(['run'])
    expect(code).toBe(3)
    expect(out).toMatch(/^Run 1: failed\. Nothing was changed: Nothing accepts connections at .* \(PLEX_URL\)/u)
    expect((await json<RunReport>(['run'])).code).toBe(3)
  })

  it('4: some steps stood back, the rest is done', async () => {
    await aHouseWithFilm()
    await ask(['run'])
    unlinkSync(house.here(film))
    house.plex.watched('owner', house.key(film), Date.now() - 1000)
    const { code, out } = await ask(['run'])
    expect(code).toBe(4)
    expect(out).toMatch(
      /^Run 2: partial\. 1 stood back \(307 KB\)\. Alpha \(2001\): Stays as it is until a person looks: .*deleted/u
    )
  })

  it('5: the data folder is at work in another program', async () => {
    await aHouseWithFilm()
    const program = await house.open()
    const refused = await Promise.all([ask(['run']), ask(['status']), ask(['settings'])])
    await program.close()
    expect(refused.map(({ code }) => code)).toEqual([5, 5, 5])
    expect(refused[0]?.err).toMatch(
      new RegExp(
        `^Refused: a command has had the data folder ${house.root}/data since .*; no run is under way there\\. Wait`,
        'u'
      )
    )
  })

  it('5: of two runs at once exactly one is refused, and the other does its work', async () => {
    await aHouseWithFilm()
    const first = startPcu(house.env, ['run'])
    await first.until('Run 1 started')
    first.child.kill('SIGSTOP')
    const second = await ask(['run'])
    first.child.kill('SIGCONT')
    const done = await first.ended
    answers.push(done)
    expect([done.code, second.code]).toEqual([0, 5])
    expect(existsSync(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(true)
  })

  it('3: a DATA_DIR that cannot be used is told in one sentence', async () => {
    await aHouseWithFilm()
    writeFileSync(`${house.root}/file`, '')
    const { code, err } = await ask(['run'], { DATA_DIR: `${house.root}/file/data` })
    expect(code).toBe(3)
    expect(err).toMatch(
      /^The database .*\/file\/data\/plexcache_ultra\.db could not be opened: .*DATA_DIR names a folder[^\n]*\n$/u
    )
  })

  it('0: a LOG_DIR that cannot be used costs the log file, not the run', async () => {
    await aHouseWithFilm()
    writeFileSync(`${house.root}/file`, '')
    const { code, err } = await ask(['run'], { LOG_DIR: `${house.root}/file/logs` })
    expect(code).toBe(0)
    expect(err).toMatch(/WARNING +The log file in .*\/file\/logs cannot be written \(.*check LOG_DIR\./u)
    expect(existsSync(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(true)
  })

  it.skipIf(!canLackRights)('3: a DATA_DIR without the right to write is told as well', async () => {
    await aHouseWithFilm()
    giveToNobody(house)
    chmodSync(house.root, 0o555)
    const { code, err } = await pcu({ ...house.env, DATA_DIR: `${house.root}/closed` }, ['run'], { asNobody: true })
    expect(code).toBe(3)
    expect(err).toMatch(/^The database .*\/closed\/.* could not be opened: .*permission denied.*DATA_DIR[^\n]*\n$/u)
  })
})

describe('pcu settings', () => {
  beforeAll(aHouseWithFilm)
  afterAll(async () => {
    expectNoSecrets()
    await house.leave()
  })

  interface Listed {
    readonly settings: readonly { variable: string; value: unknown; origin: string }[]
  }
  const listed = async (...variables: readonly string[]) => {
    const { settings } = (await json<Listed>(['settings'])).value
    return variables.flatMap((variable) => settings.filter((row) => row.variable === variable))
  }

  it('lists every variable with value and origin, secrets masked, and the same as JSON', async () => {
    const { code, out } = await ask(['settings'])
    expect(code).toBe(0)
    const { value } = await json<Listed>(['settings'])
    expect(value.settings.map(({ variable }) => variable)).toEqual(settingDescriptors.map(({ env }) => env))
    expect(out.split('\n').filter((line) => /^[A-Z_]+ +\S.*\[(default|environment|saved)\]$/u.test(line))).toHaveLength(
      settingDescriptors.length
    )
    expect(out).toMatch(/^PLEX_TOKEN +\*+ +\[environment\]$/mu)
    expect(out).toMatch(/^PORT +5443 +\[default\]$/mu)
  })

  it('saves values as the environment writes them, and resets them', async () => {
    const words = [
      'POOL_KEEP_FREE_GB=12.5',
      'WATCHED_MOVE=no',
      'PLEX_SOURCE=/films//all/',
      'ARRAY_SOURCES=/mnt/disk1, /mnt/disk2',
      'VERIFY_COPIES=sample'
    ]
    const variables = words.map((word) => word.split('=')[0] ?? '')
    const were = await listed(...variables)
    expect((await ask(['settings', 'set', ...words])).code).toBe(0)
    const now = await listed(...variables)
    expect(now.map(({ value }) => value)).toEqual([12.5, false, '/films/all', ['/mnt/disk1', '/mnt/disk2'], 'sample'])
    expect(now.map(({ origin }) => origin)).toEqual(variables.map(() => 'saved'))
    expect((await ask(['settings', 'reset', ...variables])).code).toBe(0)
    expect(await listed(...variables)).toEqual(were)
  })

  it('refuses what it does not understand with what it would, and then saves nothing', async () => {
    const words = ['POOL_KEEP_FREE_GB=-1', 'WATCHED_MOVE=perhaps', 'CACHE_DIR=relative', 'NUMBER_EPISODES=9']
    const { code, err } = await ask(['settings', 'set', ...words])
    expect(code).toBe(2)
    expect(err.split('\n')).toEqual([
      "POOL_KEEP_FREE_GB must be a size from 0 to 1000000 GB (250, 250GB, 1.5TB) or a share of the pool (50%), not '-1'.",
      "WATCHED_MOVE must be true or false, not 'perhaps'.",
      "CACHE_DIR must be an absolute path (starting with /) without '..', not 'relative'.",
      ''
    ])
    expect((await listed('NUMBER_EPISODES'))[0]?.value).toBe(2)
  })

  it('refuses paths that contradict each other', async () => {
    const { code, err } = await ask(['settings', 'set', `CACHE_DIR=${house.array}/inside`])
    expect(code).toBe(2)
    expect(err).toMatch(/CACHE_DIR\) lies inside .*REAL_SOURCE/u)
  })

  it('a saved value counts in the next run, and a saved secret is never shown', async () => {
    const secret = `PLEX_TOKEN=${house.plex.token('owner')}`
    await ask(['settings', 'set', 'POOL_KEEP_FREE_GB=900000', secret, 'NUMBER_EPISODES=7'])
    expect((await ask(['plan'])).out).toContain('(POOL_KEEP_FREE_GB)')
    expect((await listed('PLEX_TOKEN', 'NUMBER_EPISODES')).map(({ value }) => value)).toEqual(['********', 7])
  })

  it('--forget-server and --confirm-storage say what they did', async () => {
    expect(await ask(['settings', '--forget-server'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/next Plex server/u)
    })
    expect(await ask(['settings', '--confirm-storage'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/No file was touched/u)
    })
  })
})
