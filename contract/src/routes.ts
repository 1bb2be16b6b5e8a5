/** Every endpoint there is. The server mounts these values; the web and the command line call them. */
import { z } from 'zod'
import { doctorReportSchema } from './doctor.ts'
import { pathReportSchema } from './library-path.ts'
import { orphanSchema, remedySchema } from './orphan.ts'
import { paths } from './paths.ts'
import { personChoiceSchema, personSchema } from './person.ts'
import { roomRoutes } from './rooms/routes.ts'
import { accepted, numberInPath, route } from './route.ts'
import { ownerSchema, serverChoiceSchema, signInSchema } from './sign-in.ts'
import { statusSchema } from './status.ts'
import { storageSchema } from './storage.ts'
import { traktSchema, traktSignInSchema } from './titles/trakt.ts'

export const routes = {
  ...roomRoutes,
  status: route({
    method: 'GET',
    path: paths.status,
    policy: 'read',
    summary: 'The whole state at this moment.',
    answer: statusSchema
  }),
  storage: route({
    method: 'GET',
    path: paths.storage,
    policy: 'read',
    summary: 'The storage as last seen: roots, what they can do, and which modes work here.',
    answer: storageSchema
  }),
  orphans: route({
    method: 'GET',
    path: paths.orphans,
    policy: 'read',
    summary: 'Cached files that somebody deleted or replaced, since when, and what can be done. Touches no disk.',
    answer: z.object({ orphans: z.array(orphanSchema) })
  }),
  resolveOrphan: route({
    method: 'POST',
    path: paths.resolveOrphan,
    policy: 'operate',
    summary: 'Does one of the remedies of an orphan; refuses when the disks no longer allow it.',
    params: z.object({ id: numberInPath }),
    body: z.strictObject({ how: remedySchema }),
    answer: accepted
  }),
  people: route({
    method: 'GET',
    path: paths.people,
    policy: 'read',
    summary: 'Who watches, how their wishes are known, and whether they count.',
    answer: z.object({ people: z.array(personSchema) })
  }),
  choosePerson: route({
    method: 'POST',
    path: paths.choosePerson,
    policy: 'admin',
    summary:
      'Chooses whether the on deck and the watchlist of a person count and how many episodes ahead come along, or keeps the PIN of a member of the Home.',
    params: z.object({ id: z.string().min(1) }),
    body: personChoiceSchema,
    answer: accepted
  }),
  owner: route({
    method: 'GET',
    path: paths.owner,
    policy: 'read',
    summary: 'Whose Plex token counts: of somebody who signed in, of PLEX_TOKEN, or none.',
    answer: ownerSchema
  }),
  signIn: route({
    method: 'GET',
    path: paths.signIn,
    policy: 'admin',
    summary: 'How far the sign-in of this browser has come; asks nobody.',
    answer: signInSchema
  }),
  beginSignIn: route({
    method: 'POST',
    path: paths.beginSignIn,
    policy: 'admin',
    summary: 'Begins a sign-in that belongs to this browser alone, and names the link.',
    body: z.strictObject({}),
    answer: signInSchema
  }),
  askSignIn: route({
    method: 'POST',
    path: paths.askSignIn,
    policy: 'admin',
    summary: 'Asks Plex, no oftener than it likes, what became of the sign-in of this browser.',
    body: z.strictObject({}),
    answer: signInSchema
  }),
  typeCode: route({
    method: 'POST',
    path: paths.typeCode,
    policy: 'admin',
    summary: 'Adds a short code to be typed on any device.',
    body: z.strictObject({}),
    answer: signInSchema
  }),
  pasteToken: route({
    method: 'POST',
    path: paths.pasteToken,
    policy: 'admin',
    summary: 'Signs in with a token of the owner instead; it is proven first.',
    body: z.strictObject({ token: z.string().min(1).max(4000) }),
    answer: signInSchema
  }),
  chooseServer: route({
    method: 'POST',
    path: paths.chooseServer,
    policy: 'admin',
    summary: 'Takes one of the servers that were found; from then on it is asked, without a restart.',
    body: serverChoiceSchema,
    answer: signInSchema
  }),
  cancelSignIn: route({
    method: 'POST',
    path: paths.cancelSignIn,
    policy: 'admin',
    summary: 'Ends the sign-in of this browser; nothing is changed.',
    body: z.strictObject({}),
    answer: signInSchema
  }),
  signOut: route({
    method: 'POST',
    path: paths.signOut,
    policy: 'admin',
    summary: 'Forgets who signed in and which server was chosen; PLEX_URL and PLEX_TOKEN count again.',
    body: z.strictObject({}),
    answer: accepted
  }),
  libraryPaths: route({
    method: 'GET',
    path: paths.libraryPaths,
    policy: 'read',
    summary: 'Where each folder of the library lies here, and what the last search proposed. Touches no disk.',
    answer: pathReportSchema
  }),
  findPaths: route({
    method: 'POST',
    path: paths.findPaths,
    policy: 'admin',
    summary: 'Looks for sampled files of every folder of the library on the mounts, whose disks it wakes.',
    body: z.strictObject({}),
    answer: pathReportSchema
  }),
  acceptPaths: route({
    method: 'POST',
    path: paths.acceptPaths,
    policy: 'admin',
    summary: 'Saves what the last search proposed as pairs of PATH_MAPPINGS: for these folders of Plex, or for all.',
    body: z.strictObject({ locations: z.array(z.string()).optional() }),
    answer: accepted
  }),
  trakt: route({
    method: 'GET',
    path: paths.trakt,
    policy: 'read',
    summary:
      'The lists at Trakt that are followed, how old each is and what of it is here, and who signed in. Asks nobody.',
    answer: traktSchema
  }),
  refreshTrakt: route({
    method: 'POST',
    path: paths.refreshTrakt,
    policy: 'operate',
    summary: 'Reads every list at Trakt now; when something came or went, a run follows.',
    body: z.strictObject({}),
    answer: accepted
  }),
  beginTraktSignIn: route({
    method: 'POST',
    path: paths.beginTraktSignIn,
    policy: 'admin',
    summary: 'Begins to sign a person of the household in to Trakt: names the page, and the code to be typed there.',
    body: z.strictObject({ personId: z.string().min(1).max(100) }),
    answer: traktSignInSchema
  }),
  askTraktSignIn: route({
    method: 'POST',
    path: paths.askTraktSignIn,
    policy: 'admin',
    summary: 'Asks Trakt, no oftener than it likes, what became of a sign-in; its id is known to whoever began it.',
    body: z.strictObject({ id: z.string().min(1).max(100) }),
    answer: traktSignInSchema
  }),
  cancelTraktSignIn: route({
    method: 'POST',
    path: paths.cancelTraktSignIn,
    policy: 'admin',
    summary: 'Ends a sign-in to Trakt that waits; nothing is changed.',
    body: z.strictObject({ id: z.string().min(1).max(100) }),
    answer: accepted
  }),
  traktSignOut: route({
    method: 'POST',
    path: paths.traktSignOut,
    policy: 'admin',
    summary: 'Signs a person out of Trakt, here and there; what only their watchlist there wanted goes home.',
    body: z.strictObject({ personId: z.string().min(1).max(100) }),
    answer: accepted
  }),
  doctor: route({
    method: 'GET',
    path: paths.doctor,
    policy: 'read',
    summary: 'Compares what is known with what is on the pool, each difference in one sentence. Touches no array disk.',
    answer: doctorReportSchema
  }),
  auditDoctor: route({
    method: 'POST',
    path: paths.auditDoctor,
    policy: 'admin',
    summary:
      'The same with the array, whose disks it wakes; optionally reads every copy, optionally repairs what is safe.',
    body: z.strictObject({
      audit: z.boolean().default(true),
      hash: z.boolean().default(false),
      repair: z.boolean().default(false)
    }),
    answer: doctorReportSchema
  })
} as const

/** The names of all endpoints. */
export type RouteName = keyof typeof routes
/** What an endpoint answers, as its receiver reads it. */
export type AnswerOf<Name extends RouteName> = z.output<(typeof routes)[Name]['answer']>
/** What an endpoint takes as its body, as its sender writes it; nothing when it takes none. */
export type BodyOf<Name extends RouteName> = (typeof routes)[Name] extends {
  readonly body: infer Body extends z.ZodType
}
  ? z.input<Body>
  : undefined
