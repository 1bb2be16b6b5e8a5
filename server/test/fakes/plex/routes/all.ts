/** Every route of the simulated server. */

import { createRouter, type Router } from '#test/fakes/kit/http/router.ts'
import { hubRoutes } from './hubs.ts'
import { metadataRoutes } from './metadata.ts'
import { photoRoutes } from './photo.ts'
import type { Route } from './route.ts'
import { sectionRoutes } from './sections.ts'
import { serverRoutes } from './server.ts'
import { sessionRoutes } from './sessions.ts'

export function createPlexRouter(): Router<Route> {
  return createRouter([
    ...serverRoutes,
    ...sectionRoutes,
    ...metadataRoutes,
    ...sessionRoutes,
    ...hubRoutes,
    ...photoRoutes
  ])
}
