import { expect, it } from 'vitest'
import { quietServer } from '#test/builders/stage.ts'
import { aLibrary } from '#test/builders/world.ts'
import { nameIn, withNames } from './names.ts'

const household = {
  known: () => [{ member: { name: 'Ines', person: { id: '7' } } }]
}

it('calls everybody as the household does, and strangers as the server does', () => {
  const nameOf = nameIn(household)
  expect([nameOf('1', 'jo_1984'), nameOf('7', 'ines'), nameOf('9', 'stranger'), nameOf(undefined, 'Somebody')]).toEqual(
    ['the owner', 'Ines', 'stranger', 'Somebody']
  )
})

it('tells of sessions by these names', async () => {
  const session = { ratingKey: 'a', state: 'playing' } as const
  const server = withNames(
    {
      ...quietServer(aLibrary([])),
      readSessions: async () => [
        { ...session, person: 'ines', personId: '7' },
        { ...session, person: 'jo_1984', personId: '1' }
      ]
    },
    household
  )
  const told = await server.readSessions(new AbortController().signal)
  expect(told.map(({ person }) => person)).toEqual(['Ines', 'the owner'])
})
