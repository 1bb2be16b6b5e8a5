/** One copy done in this process: same source throughout, durable, and read again from the device. */
import type { BigIntStats } from 'node:fs'
import { attempt, readingOf, writingOf } from '#adapters/disk/errno.ts'
import { carryAttributes } from './attributes.ts'
import { type BlockFile, openBlocks } from './blocks.ts'
import { blockSize } from './buffers.ts'
import { type Filled, fill } from './fill.ts'
import { createLeash, type Leash } from './leash.ts'
import { markOf } from './mark.ts'
import type { Ground } from './medium.ts'
import { hashAll, samplesAgree, unverified } from './read-again.ts'
import { begin, createReleases, drop, type LocalDeps, type Scene, strictnessOf, withdraw } from './scene.ts'
import type { CopyPlan, CopySession, Flow } from './session.ts'
import { insistOnEnd, insistOnSource } from './source.ts'

/** Below this the page cache is not worth going around. */
const directFrom = 1024 * 1024

/** Bytes per read and write through a program in between or a network. */
const bufferedBlock = 4 * 1024 * 1024

/** Through the page cache, what is dirty is bounded, and what was read or is durable is let go. */
const tidyOf = (scene: Scene, direct: { readonly source: boolean; readonly target: boolean }) => {
  if (direct.source && direct.target) return undefined
  return async (): Promise<void> => {
    if (!direct.target) await scene.temp.file.datasync()
    const { native } = scene.deps
    if (native === undefined || !scene.deps.tidiesCache) return
    if (!direct.source) native.dropFromCache(scene.source.fd)
    if (!direct.target) native.dropFromCache(scene.temp.file.fd)
  }
}

/** Uses both files block by block, and lets go of the extra handles once nothing uses them any more. */
const withBlocks = async <T>(
  leash: Leash,
  opening: readonly (() => Promise<BlockFile>)[],
  use: (files: readonly BlockFile[]) => Promise<T>
): Promise<T> => {
  const opened: BlockFile[] = []
  try {
    for (const open of opening) opened.push(await open())
    return await use(opened)
  } finally {
    const closing = leash.ended().then(() => Promise.all(opened.map((file) => file.close())))
    await leash.hold(closing).catch(() => undefined)
  }
}

const fillTemp = async (scene: Scene, flow: Flow): Promise<Filled | undefined> => {
  const { plan, leash, source, temp, bench } = scene
  const { sizeBytes } = plan.expected
  if (temp.manner !== 'empty') {
    await flow.advance('copying', sizeBytes, 0)
    return undefined
  }
  const isDirect = (ground: Ground): boolean => ground.medium === 'local' && sizeBytes >= directFrom
  const direct = { source: isDirect(scene.sourceGround), target: isDirect(temp.ground) }
  const openSource = (): Promise<BlockFile> =>
    attempt(readingOf('read', plan.from), () => openBlocks(source, 'read', direct.source))
  const opening = [openSource, () => openBlocks(temp.file, 'write', direct.target)]
  return await withBlocks(leash, opening, async ([from, to]) => {
    if (from === undefined || to === undefined) throw new Error('a copy has two sides')
    return await fill({
      source: from,
      target: to,
      bench,
      sizeBytes,
      blockBytes: direct.source && direct.target ? blockSize : bufferedBlock,
      flow,
      leash,
      sampled: plan.verification === 'sample',
      from: plan.from,
      insistOnSource: () => insistOnSource(source, plan),
      tidy: tidyOf(scene, { source: from.isDirect(), target: to.isDirect() })
    })
  })
}

/** A clone and a second name have no bytes of their own: reading them again gives the hash, and nothing to compare it with. */
const readAgain = async (scene: Scene, filled: Filled | undefined, flow: Flow): Promise<string> => {
  const { plan, leash, bench, temp } = scene
  const direct = temp.ground.medium === 'local'
  return await withBlocks(leash, [() => openBlocks(temp.file, 'read', direct)], async ([file]) => {
    if (file === undefined) throw new Error('a copy is a file')
    // Where the cache cannot be gone around, it is emptied of this file first, or the check would only look at memory.
    if (!file.isDirect()) await drop(scene, temp.file)
    const reading = { file, bench, leash, flow, sizeBytes: plan.expected.sizeBytes }
    if (filled === undefined) return await hashAll(reading)
    const agrees =
      plan.verification === 'sample'
        ? await samplesAgree(reading, filled.samples)
        : (await hashAll(reading)) === filled.hash
    if (!agrees) throw unverified(plan)
    return filled.hash
  })
}

/** A copy that is done here. */
export interface LocalSession extends CopySession {
  /** Takes the temporary name away again, if it has been made; `close` waits for that. For a copy that was stopped while it was being made. */
  unmake(): void
}

/** Opens one. */
export const openLocalSession = (plan: CopyPlan, signal: AbortSignal, deps: LocalDeps): LocalSession => {
  const leash = createLeash(signal)
  const { own, release } = createReleases()
  let scene: Scene | undefined
  let filled: Filled | undefined
  let wanted: BigIntStats | undefined
  const begun = (): Scene => {
    if (scene === undefined) throw new Error('a copy begins with its temporary name')
    return scene
  }
  const close = async (): Promise<void> => {
    await leash.ended()
    leash.drop()
    await release()
  }
  const unmake = (): void => {
    // Best effort: whatever else has that name by now is not ours.
    if (scene !== undefined) leash.hold(withdraw(scene)).catch(() => undefined)
  }
  return {
    close,
    unmake,
    create: () =>
      leash.hold(
        attempt(readingOf('read', plan.from), async () => {
          const begun = await begin({ plan, deps, leash }, own)
          // Whoever stopped it has looked for the temporary name already, and found none.
          if (signal.aborted) await withdraw(begun)
          scene = begun
        })
      ),
    fill: (flow) =>
      attempt(writingOf('copy to', plan.to), async () => {
        filled = await fillTemp(begun(), flow)
      }),
    attributes: () =>
      attempt(writingOf('set owner, mode and times of', plan.to), async () => {
        const { temp, source, from } = begun()
        await insistOnEnd({ source, from }, plan, strictnessOf(temp))
        if (temp.manner === 'linked') return
        const { native, extendedAttributes: extended } = deps
        wanted = await carryAttributes(source, temp.file, { native, extended })
      }),
    // An error here is final: a second fsync would report success although the bytes are lost.
    sync: () => attempt(writingOf('make durable', plan.to), () => leash.hold(begun().temp.file.sync())),
    verify: (flow) =>
      attempt(writingOf('read again', plan.to), async () => {
        const hash = await readAgain(begun(), filled, flow)
        await drop(begun(), begun().source)
        await drop(begun(), begun().temp.file)
        const mark = await markOf(begun(), wanted)
        await close()
        return { mark, hash }
      })
  }
}
