/** Who may import whom, which package lives where, and that nothing goes in a circle. src/README.md shows the table. */
import { posix } from 'node:path'
import { parse } from 'es-module-lexer'
import { type Faults, sourcesIn, type Tree, withoutComments } from './tree.ts'

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }

/** A part of src that has its own row in the table. */
type Room = string

const pureBelowDomain = ['regulations', 'calendar']
const pureBelowActions = ['domain', ...pureBelowDomain]

/** What each room may import besides itself and `text`. `type x` allows types only; main and admin import everything. */
const mayImport: Readonly<Record<Room, readonly string[]>> = {
  text: [],
  calendar: [],
  documents: [],
  config: [],
  logging: [],
  metrics: [],
  http: [],
  i18n: ['type locale-files'],
  'locale-files': [],
  regulations: ['calendar'],
  domain: pureBelowDomain,
  cards: [...pureBelowActions, 'type i18n'],
  store: pureBelowActions,
  actions: [...pureBelowActions, 'store'],
  reports: ['store', 'cards', 'documents', ...pureBelowActions, 'type i18n'],
  commands: ['actions', 'reports', 'cards', 'documents', ...pureBelowActions, 'type i18n', 'messenger'],
  jobs: ['commands', 'actions', 'reports', 'store', 'cards', ...pureBelowActions, 'type i18n', 'messenger'],
  messenger: ['card'],
  messengers: ['messenger', 'adapter'],
  'beside the port': ['messenger', 'card'],
  adapter: ['messenger', 'beside the port', 'card'],
}

/** What an adapter may know of cards: what one is, and how it reads as text. */
const cardFiles = ['src/cards/card.ts', 'src/cards/lines.ts']

const wiring = ['main', 'admin', 'program', 'sample-commune']

/** The rooms a package is at home in. A package without a row belongs nowhere yet. */
const atHome: Readonly<Record<string, readonly Room[]>> = {
  '@electric-sql/pglite': ['store'],
  'drizzle-orm': ['store'],
  postgres: ['store'],
  '@hono/node-server': ['http'],
  hono: ['http', 'messengers/sandbox'],
  grammy: ['messengers/telegram'],
  '@slack/bolt': ['messengers/slack'],
  '@slack/socket-mode': ['messengers/slack'],
  '@slack/web-api': ['messengers/slack'],
  i18next: ['i18n'],
  pino: ['logging'],
  'prom-client': ['metrics'],
  'csv-parse': ['documents'],
  docx: ['documents'],
  qrcode: ['documents'],
  unpdf: ['documents'],
  commander: ['admin'],
}

/** Rooms that compute and do nothing else. `documents` is pure too, but its libraries need Node's. */
export const pureRooms = ['text', 'calendar', 'regulations', 'domain', 'cards']

/** Imports between our files that the table does not allow. */
export function findForbiddenImports(tree: Tree): Faults {
  return importsOf(tree)
    .filter(({ to }) => isOurs(to) && !to.endsWith('.json'))
    .filter((one) => !isAllowed(one))
    .map(({ from, to, typeOnly }) => `${from} may not import ${typeOnly ? 'types of ' : ''}${to}`)
}

/** Packages used outside the room they are at home in, and Node's own modules in pure rooms. */
export function findStrayPackages(tree: Tree): Faults {
  return importsOf(tree)
    .filter(({ to }) => !isOurs(to))
    .filter(({ from, to }) => !isAtHome(homeOf(from), to))
    .map(({ from, to }) => `${from} may not use ${to}`)
}

/** Rows of the two tables that speak of nothing there is: a room without files, a package nobody uses. */
export function findEmptyRows(tree: Tree): Faults {
  const rooms = new Set(sourcesIn(tree, 'src').map(([path]) => roomOf(path)))
  const packages = new Set(importsOf(tree).map(({ to }) => packageOf(to)))
  return [
    ...Object.keys(mayImport).filter((room) => !rooms.has(room)),
    ...Object.keys(atHome).filter((name) => !packages.has(name)),
  ].map((row) => `${row} is in the table and nowhere else`)
}

/** Files that import themselves by some way round, each circle told once. */
export function findCircles(tree: Tree): Faults {
  const edges = Map.groupBy(
    importsOf(tree).filter(({ to }) => isOurs(to)),
    ({ from }) => from,
  )
  const settled = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (settled.has(path) || way.includes(path)) return
    for (const { to } of edges.get(path) ?? []) visit(to, [...way, path])
    settled.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return circles
}

/** `import('x')` without `await` before it is a type in disguise, or a promise nobody waits for. */
export function findTypeLevelImports(tree: Tree): Faults {
  return sourcesIn(tree, 'src')
    .filter(([, source]) => /(?<!await )\bimport\(/.test(withoutComments(source)))
    .map(([path]) => `${path} hides an import inside import(…)`)
}

function importsOf(tree: Tree): readonly Import[] {
  return sourcesIn(tree, 'src').flatMap(([from, source]) =>
    parse(source)[0].flatMap((one) => {
      if (typeof one.specifier !== 'string') return []
      const to = one.specifier.startsWith('.') ? posix.join(posix.dirname(from), one.specifier) : one.specifier
      const typeOnly = 'typeOnly' in one ? one.typeOnly : false
      return [{ from, to, typeOnly }]
    }),
  )
}

function isOurs(path: string): boolean {
  return path.startsWith('src/') || path.startsWith('locales/')
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const [room, other] = [roomOf(from), roomOf(to)]
  if (wiring.includes(room)) return true
  if (homeOf(from) === homeOf(to) || other === 'text') return room in mayImport
  if (room === 'adapter' && other === 'adapter') return false
  const allowed = mayImport[room] ?? []
  return allowed.some(
    (one) => one === other || (one === 'card' && cardFiles.includes(to)) || (typeOnly && one === `type ${other}`),
  )
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function isAtHome(home: string, specifier: string): boolean {
  const name = packageOf(specifier)
  if (specifier.startsWith('node:')) return !pureRooms.includes(home)
  return name === 'zod' || (atHome[name] ?? []).includes(home)
}

/** "src/domain/reply.ts" → "domain"; "src/config.ts" → "config"; the port, what adapters share beside it, the registry and the adapters are four rooms. */
function roomOf(path: string): Room {
  if (path === 'src/messengers/messenger.ts') return 'messenger'
  const home = homeOf(path)
  if (home === 'messengers' && path !== 'src/messengers/index.ts') return 'beside the port'
  return home.startsWith('messengers/') ? 'adapter' : home
}

/** The room by its folder: adapters are kept apart. */
function homeOf(path: string): string {
  const [, folder = '', inner = '', ...deeper] = path.split('/')
  if (folder === 'messengers')
    return deeper.length > 0 ? `messengers/${inner}` : inner === 'messenger.ts' ? 'messenger' : folder
  return folder.replace(/\.ts$/, '')
}
