/** Choices for people over HTTP: what is passed on, and what is refused before anybody is asked. */
import type { PersonChoice } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const serve = () => {
  const chosen: PersonChoice[] = []
  const face = quietFace({
    choosePerson: async ({ choice }) => {
      chosen.push(choice)
      return { accepted: true, sentence: 'Noted.' }
    }
  })
  const app = createHttp({ face, version: '9.9.9', pageFolder: undefined, onBug: () => undefined, ...openDoor() })
  open.push(app)
  const choose = async (payload: object) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/people/7',
      headers: { host: 'nas:5443' },
      payload
    })
    return answer.statusCode
  }
  return { choose, chosen }
}

describe('episodes ahead for one person, over HTTP', () => {
  it.each([0, 7, 100, null])('takes %j', async (episodes) => {
    const { choose, chosen } = serve()
    expect(await choose({ episodes })).toBeLessThan(300)
    expect(chosen).toEqual([{ episodes }])
  })

  it.each([-1, 101, 2.5, '2', '', true, [], {}, 1e300])('refuses %j, with everything beside it', async (episodes) => {
    const { choose, chosen } = serve()
    expect(await choose({ episodes, onDeck: false })).toBe(400)
    expect(chosen).toEqual([])
  })
})
