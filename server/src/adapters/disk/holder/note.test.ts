import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Holding } from '#ports/store.ts'
import { createHolderNote, readHolderNote } from './note.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/holder-`)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = { id: 41, trigger: 'schedule', dryRun: false, startedAt: 5, stage: '3 of 12 moved' } as const
const holding: Holding = { program: 'server', since: 1, run }

describe('the note of who has the data folder', () => {
  it('is read as it was written, and reading leaves it there', () => {
    createHolderNote(folder).write(holding)
    for (const _ of [1, 2]) expect(readHolderNote(folder)).toEqual(holding)
    createHolderNote(folder).write({ ...holding, run: undefined })
    expect(readHolderNote(folder)).toEqual({ ...holding, run: undefined })
    expect(readdirSync(folder)).toEqual(['holder.json'])
  })

  it('says nothing where there is none, and where it is no note', () => {
    expect(readHolderNote(folder)).toBeUndefined()
    for (const text of ['', '{"program":"ser', '{}', '{"program":"server","since":1,"run":{"id":"41"}}']) {
      writeFileSync(`${folder}/holder.json`, text)
      expect(readHolderNote(folder)).toBeUndefined()
    }
  })

  it('goes with its program, and stops nothing where it cannot be written', () => {
    const note = createHolderNote(folder)
    note.write(holding)
    note.remove()
    expect(readHolderNote(folder)).toBeUndefined()
    // A folder in its place: whoever may not write there is no less the holder.
    mkdirSync(`${folder}/holder.json`)
    expect(() => note.write(holding)).not.toThrow()
    expect(() => note.remove()).not.toThrow()
    expect(readdirSync(folder)).toEqual(['holder.json'])
  })
})
