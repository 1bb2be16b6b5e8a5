/**
 * The dependency rule of ARCHITECTURE.md, room by room. Every rule carries its reason, because the reason is what a
 * person needs when it bites. tools/canaries breaks each rule on purpose; a rule without its canary fails the tests.
 */

const { builtinModules } = require('node:module')

const src = (...rooms) => `^server/src/(${rooms.join('|')})`
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`
const anyNpm = '(^|/)node_modules/'
const builtin = (...names) => `^(node:)?(${names.join('|')})$`
const anyBuiltin = builtin(...builtinModules.filter((name) => !name.startsWith('_')))

/** The top of the server: what wires the rooms, and what has to happen before any of them stands. */
const wiring = [
  'main\\.ts$',
  'app\\.ts$',
  'open-face\\.ts$',
  'program\\.ts$',
  'open-disk\\.ts$',
  'open-plex\\.ts$',
  'open-posters\\.ts$',
  'open-trakt\\.ts$',
  'cli/'
]
const startUp = src(
  'main\\.ts$',
  'program\\.ts$',
  'open-disk\\.ts$',
  'open-face\\.ts$',
  'open-plex\\.ts$',
  'folders\\.ts$',
  'settings-source\\.ts$',
  'version\\.ts$'
)

/** What each room may reach; anything else is reported with the reason. */
const rooms = [
  {
    name: 'contract-is-pure',
    from: '^contract/src/',
    may: ['^contract/src/', npm('zod')],
    because: 'contract is the promise between server and web: it imports zod and itself, so that both can load it.'
  },
  {
    name: 'core-is-pure',
    from: src('core/'),
    may: [src('core/'), '^contract/src/'],
    because: 'core is data in, data out: no Node, no npm, no other room. Ask for what it needs as an argument.'
  },
  {
    name: 'ports-are-small-types',
    from: src('ports/'),
    may: [src('ports/', 'core/', 'failure\\.ts$'), '^contract/src/'],
    because: 'a port says what the engine needs; it knows core, contract and failures, never who fulfils it.'
  },
  {
    name: 'engine-owns-no-technology',
    from: src('engine/'),
    may: [src('engine/', 'ports/', 'core/', 'kit/', 'failure\\.ts$'), '^contract/src/'],
    because:
      'the engine orders ports and core; a file system, a database, a server or a package reaches it through a port.'
  },
  {
    name: 'adapters-face-outwards',
    from: src('adapters/'),
    may: [src('adapters/', 'ports/', 'core/', 'kit/', 'failure\\.ts$'), '^contract/src/', anyNpm, anyBuiltin],
    because:
      'an adapter translates one outside thing for a port; it never reaches back into engine, store, http or app.'
  },
  {
    name: 'store-knows-only-sql',
    from: src('store/'),
    may: [
      src('store/', 'ports/', 'core/', 'kit/', 'failure\\.ts$'),
      '^contract/src/',
      npm('kysely'),
      builtin('sqlite', 'fs', 'fs/promises', 'path', 'url', 'crypto')
    ],
    because: 'the store keeps rows for ports with kysely and node:sqlite, and nothing else.'
  },
  {
    name: 'http-is-a-thin-door',
    from: src('http/'),
    may: [
      src('http/', 'engine/', 'ports/', 'core/', 'failure\\.ts$'),
      '^contract/src/',
      npm('@fastify/[^/]+', 'fastify', 'fastify-[^/]+', 'zod'),
      anyBuiltin
    ],
    because: 'http turns requests into calls on engine and ports; it never touches adapters or store.'
  },
  {
    name: 'kit-is-generic',
    from: src('kit/'),
    may: [src('kit/'), anyNpm, anyBuiltin],
    because: 'kit holds generic mechanics without domain words; it must be liftable into any program.'
  },
  {
    name: 'failure-is-a-leaf',
    from: src('failure\\.ts$'),
    may: ['^contract/src/'],
    because: 'every room throws failures, so failure.ts may lean on contract only.'
  },
  {
    name: 'web-knows-the-contract',
    from: '^web/src/',
    may: ['^web/src/', '^contract/src/', anyNpm],
    because: 'the page talks to the server through the contract; server code or Node in a browser bundle is a leak.'
  }
]

/** Packages and Node modules with one home, so that a change of technology stays in one folder. */
const homes = [
  {
    name: 'disk-in-one-place',
    what: builtin('fs', 'fs/promises'),
    home: `${src('adapters/disk/', 'adapters/log/', 'kit/make-folder\\.ts$', 'store/open\\.ts$', 'cli/')}|${startUp}`,
    because: 'files are touched by adapters/disk alone (database, log and start-up open their own).'
  },
  {
    name: 'sql-in-one-place',
    what: `${npm('kysely')}|${builtin('sqlite')}`,
    home: src('store/'),
    because: 'the store is the only SQL.'
  },
  {
    name: 'fastify-in-one-place',
    what: npm('@fastify/[^/]+', 'fastify', 'fastify-[^/]+'),
    home: src('http/'),
    because: 'http is the only Fastify.'
  },
  {
    name: 'network-clients-in-adapters',
    what: npm('undici', 'ws', 'sax'),
    home: src('adapters/'),
    because: 'only an adapter speaks to the outside.'
  },
  {
    name: 'hashing-in-the-disk-adapter',
    what: npm('hash-wasm'),
    home: src('adapters/disk/'),
    because: 'verifying bytes belongs to the copy.'
  }
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms.map(({ name, from, may, because }) => ({
      name,
      comment: because,
      severity: 'error',
      from: { path: from, pathNot: '\\.test\\.ts$' },
      to: { pathNot: may, couldNotResolve: false }
    })),
    ...homes.map(({ name, what, home, because }) => ({
      name,
      comment: because,
      severity: 'error',
      from: { path: '^server/src/', pathNot: [home, '\\.test\\.ts$'] },
      to: { path: what }
    })),
    {
      name: 'ports-import-types-only',
      comment: 'a port has no code, so it has nothing to import but types.',
      severity: 'error',
      from: { path: src('ports/') },
      to: { dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'adapters-keep-apart',
      comment: 'adapters never import each other: what two of them share belongs to kit, ports or contract.',
      severity: 'error',
      from: { path: '^server/src/adapters/([^/]+)/' },
      to: { path: '^server/src/adapters/', pathNot: ['^server/src/adapters/$1/'] }
    },
    {
      name: 'walls-judge-nothing',
      comment:
        'an adapter may use core/model and the pure translations of core/resolve; planning and moving are judged in core and called by the engine.',
      severity: 'error',
      from: { path: src('adapters/'), pathNot: '\\.test\\.ts$' },
      to: { path: src('core/'), pathNot: src('core/model/', 'core/resolve/'), dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'store-and-http-take-types-from-core',
      comment: 'rows and requests are shaped like core/model; anything that core decides is called by the engine.',
      severity: 'error',
      from: { path: src('store/', 'http/'), pathNot: '\\.test\\.ts$' },
      to: { path: src('core/'), pathNot: src('core/model/'), dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'features-keep-apart',
      comment: 'one feature never imports another: what they share belongs to ui, api or live.',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' }
    },
    {
      name: 'composition-stays-at-the-top',
      comment: 'main, program, app and cli wire the rooms together; nothing below may know them.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: [src(...wiring), '\\.test\\.ts$'] },
      to: { path: src(...wiring) }
    },
    {
      name: 'the-product-stands-without-its-tests',
      comment: 'product code never imports tests, fakes, builders or tools.',
      severity: 'error',
      from: { path: '^(server/src|contract/src|web/src)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '(^(server|web)/test/|^tools/|\\.test\\.tsx?$)' }
    },
    {
      name: 'server-never-imports-web',
      comment: 'the server serves the built page as files; it never imports it.',
      severity: 'error',
      from: { path: '^server/src/' },
      to: { path: '^web/' }
    },
    {
      name: 'no-circles',
      comment: 'two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    {
      name: 'no-orphans',
      comment: 'nothing imports this file and it imports nothing: delete it or connect it.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.test\\.tsx?$', '\\.d\\.ts$', '\\.config\\.ts$', '^bin/', '^tools/bootstrap-lifeline\\.mjs$']
      },
      to: {}
    },
    {
      name: 'every-import-resolves',
      comment: 'this import points nowhere; Node would fail at start.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true }
    },
    {
      name: 'packages-are-declared',
      comment: 'a package must stand in the package.json of the workspace that imports it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }
    },
    {
      name: 'the-product-runs-without-dev-packages',
      comment: 'a production installation leaves devDependencies out.',
      severity: 'error',
      from: { path: '^(server|contract)/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: npm('@types/[^/]+') }
    }
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(web/dist|coverage|tools/canaries/house)/' },
    tsPreCompilationDeps: 'specify',
    combinedDependencies: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      importsFields: ['imports'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
      mainFields: ['module', 'main', 'types']
    }
  }
}
