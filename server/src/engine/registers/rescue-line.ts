/** What a rescue will do with one file, and why. */
import { asEntry } from '#core/move/found.ts'
import type { Route } from '#core/move/machine.ts'
import { chooseRoute } from '#core/move/route.ts'
import { sightOf } from '#core/move/sight.ts'
import { lookAround } from '#engine/move/spots.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { RegisteredFile } from '#ports/register.ts'
import { Failure, sentenceOf } from '#src/failure.ts'

/** What will be done with one file. */
export interface RescueLine {
  readonly sharePath: string
  readonly poolPath: string
  /** The way home; `person`: it stays; `nothing`: nothing of ours is left of it; `unknown`: it could not be looked at. */
  readonly way: Route | 'person' | 'nothing' | 'unknown'
  readonly why: string | undefined
}

/** Looks at one file and says what a return would do with it now. */
export const lineOf = async (file: RegisteredFile, fileSystem: Pick<FileSystem, 'look'>): Promise<RescueLine> => {
  const { sharePath, poolPath } = file
  try {
    const homeward = chooseRoute(file.mode, sightOf(asEntry(file), await lookAround(asEntry(file), fileSystem)))
    if (homeward.kind === 'go') return { sharePath, poolPath, way: homeward.route, why: undefined }
    if (homeward.kind === 'forget') return { sharePath, poolPath, way: 'nothing', why: undefined }
    return { sharePath, poolPath, way: 'person', why: homeward.why }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return { sharePath, poolPath, way: 'unknown', why: sentenceOf(thrown) }
  }
}
