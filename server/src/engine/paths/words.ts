/** What people read of the library's folders: where they lie, what was found, and what to do. */
import type { LibraryPath, PathSearch } from '@pcu/contract'
import type { Candidate, Evidence, Verdict } from '#core/mapping/judge.ts'
import { volatileBecause } from '#core/resolve/layout-checks.ts'

type Suggestion = NonNullable<LibraryPath['suggestion']>
type ShownEvidence = NonNullable<LibraryPath['evidence']>

const also = ({ otherSize, otherSpelling }: Evidence): string => {
  const parts = [
    ...(otherSize > 0 ? [`${otherSize} with another size than Plex knows`] : []),
    ...(otherSpelling > 0 ? [`${otherSpelling} spelt otherwise (upper and lower case, accents)`] : [])
  ]
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`
}

const counted = ({ sampled, found }: Evidence): string => `${found} of ${sampled} sampled files`

/** "48 of 50 sampled files found.", with what stood at the names of the others. */
export const shownEvidence = (evidence: Evidence): ShownEvidence => ({
  sampled: evidence.sampled,
  found: evidence.found,
  sentence:
    evidence.sampled === 0
      ? 'Plex lists no file there, so nothing can be compared.'
      : `${counted(evidence)} found${also(evidence)}.`
})

const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

const spelling = (location: string, folder: string): string => {
  const [plex, here] = [nameOf(location), nameOf(folder)]
  const differs = plex !== here && plex.toLowerCase() === here.toLowerCase()
  return differs ? ` (Plex writes ${plex})` : ''
}

const refusal = ({ folder, standing, fileSystem }: Candidate, shareRoot: string): string =>
  standing === 'volatile'
    ? `but ${volatileBecause(fileSystem)}: map the disk that holds it into the container`
    : `outside of ${shareRoot} (REAL_SOURCE), below which all files must lie: map one folder that holds all of them, and set REAL_SOURCE to it (${folder} or a folder above it)`

/** The verdict on one location in words. */
export const suggestionOf = (
  location: string,
  { verdict, shareRoot }: { readonly verdict: Verdict; readonly shareRoot: string }
): Suggestion => {
  switch (verdict.kind) {
    case 'one': {
      const { folder, evidence } = verdict.best
      const sentence = `${counted(evidence)} found in ${folder}${spelling(location, folder)}${also(evidence)}.`
      return { kind: 'one', folders: [folder], sentence }
    }
    case 'several': {
      const folders = verdict.equals.map(({ folder }) => folder)
      const found = verdict.equals.map(({ folder, evidence }) => `${counted(evidence)} in ${folder}`).join(', ')
      const example = `pcu settings set "PATH_MAPPINGS=${location} => ${folders[0]}"`
      return { kind: 'several', folders, sentence: `Found more than once: ${found}. Choose one: ${example}` }
    }
    case 'refused': {
      const { folder, evidence } = verdict.best
      const sentence = `${counted(evidence)} found in ${folder}, ${refusal(verdict.best, shareRoot)}.`
      return { kind: 'refused', folders: [folder], sentence }
    }
    case 'weak': {
      const { folder, evidence } = verdict.best
      const sentence = `Only ${counted(evidence)} found in ${folder}${also(evidence)}: too few to be the same folder.`
      return { kind: 'none', folders: [], sentence }
    }
    case 'none': {
      const sentence =
        verdict.sampled === 0
          ? 'Plex lists no file there with its size, so there is nothing to look for.'
          : `None of the ${verdict.sampled} sampled files found on any mount: map the folder that holds them into the container, below ${shareRoot} (REAL_SOURCE).`
      return { kind: 'none', folders: [], sentence }
    }
  }
}

/** How many locations have a place here. */
export const summary = (locations: readonly LibraryPath[], search: PathSearch | undefined): string => {
  if (locations.length === 0) return 'The folders of the library are known after the first run or the first search.'
  const unmapped = locations.filter(({ folder }) => folder === null).length
  const open = locations.filter(({ suggestion }) => suggestion?.kind === 'one').length
  const proposals = open === 0 ? '' : ` ${open === 1 ? 'One proposal waits' : `${open} proposals wait`} to be accepted.`
  if (unmapped === 0) return `Every folder of the library has a place here.${proposals}`
  const them = unmapped === 1 ? 'One folder of the library has' : `${unmapped} folders of the library have`
  const ask = search === undefined ? ' "pcu paths find" looks for the files on the disks.' : ''
  return `${them} no place here, so nothing there is ever cached.${proposals}${ask}`
}
