import { expect, it } from 'vitest'
import { everyRow, mostRows, type Window } from './every-row.ts'

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)

/** A list that `meanwhile` changes before each answer but the first. */
const aList = (rows: readonly number[], meanwhile: (rows: readonly number[], asked: number) => readonly number[]) => {
  let now = rows
  let asked = 0
  const windows: Window[] = []
  const read = async (window: Window) => {
    if (asked > 0) now = meanwhile(now, asked)
    asked += 1
    windows.push(window)
    return { rows: now.slice(window.offset, window.offset + window.limit), total: now.length }
  }
  return { read, windows, now: () => now }
}
const same = (rows: readonly number[]) => rows
const self = (row: number) => row

it.each([0, 1, mostRows - 1, mostRows, mostRows + 1, 10_000])(
  'reads all of %i rows, in order and no more often than needed',
  async (count) => {
    const list = aList(numbers(count), same)
    expect((await everyRow(list.read, self)).rows).toEqual(numbers(count))
    expect(list.windows).toHaveLength(Math.max(1, Math.ceil(count / mostRows)))
  }
)

it('begins again when rows came or left on the way, so that none is missed', async () => {
  const list = aList(numbers(2500), (rows, asked) => (asked === 1 ? rows.slice(1) : rows))
  expect((await everyRow(list.read, self)).rows).toEqual(numbers(2500).slice(1))
})

it('begins again when the list was made anew', async () => {
  let asked = 0
  const made = (of: number): readonly number[] => numbers(1500).map((row) => row + of * 10_000)
  const read = async ({ offset, limit }: Window) => {
    asked += 1
    const of = asked === 1 ? 1 : 2
    return { rows: made(of).slice(offset, offset + limit), total: 1500, of }
  }
  const { rows, last } = await everyRow(read, self)
  expect(rows).toEqual(made(2))
  expect(last.of).toBe(2)
})

it('ends with a list that changes at every look', async () => {
  const list = aList(numbers(1500), (rows) => [...rows, rows.length])
  expect((await everyRow(list.read, self)).rows.length).toBeGreaterThan(1500)
  expect(list.windows.length).toBe(3 * 2)
})
