/** One set-up at a time: a lock folder naming its owner, taken over when the owner is gone. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { stateFolder } from './bootstrap-files.mjs'

const defaultFolder = join(stateFolder, 'lock')
const pollMs = 200
/** Between making the folder and naming its owner lie microseconds; after this long the owner died in between. */
const namelessMs = 10_000

/**
 * Runs `work` while holding the lock; a second caller waits for the first and then runs its own.
 * `work` is given a function to name the process that works for it: the lock lives as long as either of the two.
 */
export async function withLock(work, folder = defaultFolder) {
  await take(folder)
  try {
    return await work((worker) => writeOwner(folder, worker))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function take(folder) {
  mkdirSync(dirname(folder), { recursive: true })
  for (let waited = false; !tryTake(folder); waited = true) {
    const owner = readOwner(folder)
    if (isAbandoned(folder, owner)) {
      discard(folder, owner)
      continue
    }
    if (!waited && owner) console.error(`Another start (process ${owner.pid}) is setting this up; waiting for it.`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

function tryTake(folder) {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeOwner(folder, process.pid)
  return true
}

function writeOwner(folder, worker) {
  const draft = join(folder, `owner.${process.pid}`)
  writeFileSync(draft, JSON.stringify({ pid: process.pid, worker, host: hostname() }))
  renameSync(draft, join(folder, 'owner.json'))
}

function readOwner(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/** A process of another host (a shared folder) cannot be asked, so its lock is respected. */
function isAbandoned(folder, owner) {
  if (!owner) return ageMs(folder) > namelessMs
  return owner.host === hostname() && !isAlive(owner.pid) && !isAlive(owner.worker)
}

function ageMs(folder) {
  try {
    return Date.now() - statSync(folder).mtimeMs
  } catch {
    return 0
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Renaming is atomic, so of several waiting starts one removes the dead lock. A live one caught by a late waiter goes back. */
function discard(folder, judged) {
  const aside = `${folder}.${process.pid}`
  try {
    renameSync(folder, aside)
    if (readOwner(aside)?.pid === judged?.pid) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, folder)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
