/** How the storage looks on a terminal. */
import type { StorageSource, StorageStatus } from '@pcu/contract'
import { oneLine } from '#kit/one-line.ts'

const PRESENTATION = { union: 'merged view', symlink: 'links', bare: 'neither view nor links' } as const
const ORIGINAL = { keep: 'original kept', backup: 'original parked', remove: 'original removed' } as const

const modeLines = ({ presentation, original, inEffect, sentence, notes }: StorageStatus['modes'][number]): string[] => [
  `  ${inEffect ? '*' : ' '} ${PRESENTATION[presentation]}, ${ORIGINAL[original]}`,
  ...[sentence, ...notes].map((line) => `      ${line}`)
]

const factLines = (place: string, kind: string, sentences: readonly string[]): readonly string[] => [
  `  ${place} (${kind})`,
  ...sentences.map((line) => `      ${line}`)
]

const sourceLines = ({ plexPath, poolPath, sentence, mode }: StorageSource): readonly string[] => [
  `  ${sentence}`,
  `      Plex calls it ${plexPath ?? 'by a path that is not known here (ADDITIONAL_PLEX_SOURCES)'}; its files go to ${poolPath}.`,
  `      ${mode}`
]

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines]

/** Roots, answers and modes. */
export const storageText = ({ sentence, roots, sources, places, view, modes, warnings }: StorageStatus): string =>
  [
    sentence,
    ...section(
      'Roots',
      roots.map((root) => `  ${root.role}: ${root.sentence}`)
    ),
    ...section('Additional libraries', sources.flatMap(sourceLines)),
    ...section(
      'What the merged view does',
      view === null ? [] : factLines(view.facts.place, view.facts.version ?? view.facts.fileSystem, view.sentences)
    ),
    ...section(
      'What was asked',
      places.flatMap(({ facts, sentences }) => factLines(facts.place, facts.fileSystem, sentences))
    ),
    ...section('Modes (* is in effect)', modes.flatMap(modeLines)),
    ...section(
      'Worth knowing',
      warnings.map((line) => `  ${line}`)
    )
  ]
    .map(oneLine)
    .join('\n')
