/** Every route of the simulated server. */
import { hubRoutes } from './hubs.ts'
import { metadataRoutes } from './metadata.ts'
import { createRouter, type Router } from './router.ts'
import { sectionRoutes } from './sections.ts'
import { serverRoutes } from './server.ts'
import { sessionRoutes } from './sessions.ts'

export function createPlexRouter(): Router {
  return createRouter([...serverRoutes, ...sectionRoutes, ...metadataRoutes, ...sessionRoutes, ...hubRoutes])
}
