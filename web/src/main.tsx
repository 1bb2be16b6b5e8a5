/** Starts the page. */
import './ui/styles.ts'
import { MantineProvider } from '@mantine/core'
import type { AccessState } from '@pcu/contract'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiFailure } from './api/client.ts'
import { keys } from './api/queries.ts'
import { Door } from './features/access/door.tsx'
import { createPageRouter } from './routes/router.tsx'
import { FailsAlone } from './ui/fails-alone.tsx'
import { theme } from './ui/theme.ts'
import { language } from './ui/words/language.ts'

const TRIES = 2
const TRY_AGAIN_MS = 400

/** What the server refuses with a 4xx it refuses again; silence and 5xx may pass. */
const worthAnotherTry = (failures: number, error: Error): boolean =>
  failures < TRIES && !(error instanceof ApiFailure && error.status >= 400 && error.status < 500)

const NOT_IN = 401

/** A session that ended meanwhile: the door says so, and lets in again. A wrong password at the door is no news to it. */
const onError = (error: Error): void => {
  if (
    error instanceof ApiFailure &&
    error.status === NOT_IN &&
    client.getQueryData<AccessState>(keys.access)?.step === 'in'
  )
    void client.invalidateQueries({ queryKey: keys.access })
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: worthAnotherTry,
      retryDelay: (failures) => TRY_AGAIN_MS * 2 ** failures,
      networkMode: 'always'
    },
    mutations: { networkMode: 'always' }
  }
})

document.documentElement.lang = language

/** Where the page is served from: the server writes it into `<base href>`, so that also a deep address finds it. */
const router = createPageRouter(new URL('.', document.baseURI).pathname)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} defaultColorScheme="dark">
        <FailsAlone>
          <Door>
            <RouterProvider router={router} />
          </Door>
        </FailsAlone>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>
)
