/** Posters: the picture transcoder of a real server, which makes a picture of any size of what lies at a path of its own. */
import { tinyPng } from '#test/fakes/kit/tiny-png.ts'
import { maySee } from '#test/fakes/plex/world/people.ts'
import { badRequest, notFound, type PersonAsk, type Reply, type Route } from './route.ts'

const thumb = /^\/library\/metadata\/(\d+)\/thumb(?:\/\d+)?$/u

function poster({ query, person, world }: PersonAsk): Reply {
  const [width, height] = [Number(query.text('width')), Number(query.text('height'))]
  const key = thumb.exec(query.text('url') ?? '')?.[1]
  if (key === undefined || !(width > 0) || !(height > 0)) return badRequest
  const item = world.library.lookup(key)
  if (item === undefined || !maySee(person, item.sectionKey)) return notFound
  return { kind: 'image', type: 'image/png', body: tinyPng(Number(key)) }
}

export const photoRoutes: readonly Route[] = [{ pattern: '/photo/:/transcode', access: 'token', answer: poster }]
