/** The rules of the house, each with a planted violation that shows the check sees it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { init } from 'es-module-lexer'
import { beforeAll, describe, expect, test } from 'vitest'
import { settingsTable } from '../src/config.ts'
import * as schema from '../src/store/schema.ts'
import {
  findCircles,
  findEmptyRows,
  findForbiddenImports,
  findStrayPackages,
  findTypeLevelImports,
} from './architecture/imports.ts'
import { findLocaleDifferences, findUntypedLocales } from './architecture/locales.ts'
import { findMessengerNames } from './architecture/messengers.ts'
import { findUnexplained, findUnregistered } from './architecture/registries.ts'
import { findSettingDifferences } from './architecture/settings.ts'
import { findBadNames, findDefaultExports, findImpurity } from './architecture/sources.ts'
import { findKeysWithoutCommittee } from './architecture/tables.ts'
import { plant, readTree, sourcesIn } from './architecture/tree.ts'
import { coverageOf } from './clauses.ts'

const root = join(import.meta.dirname, '..')
const tree = readTree(root, ['src', 'locales', 'test'])
const readme = existsSync(join(root, 'README.md')) ? readFileSync(join(root, 'README.md'), 'utf8') : ''

beforeAll(() => init())

describe('who may import whom', () => {
  test('every import between our files is in the table', () => expect(findForbiddenImports(tree)).toEqual([]))

  test.each([
    ['src/domain/reply.ts', "import { x } from '../store/matters.ts'"],
    ['src/domain/reply.ts', "import type { X } from '../store/matters.ts'"],
    ['src/domain/reply.ts', "export { x } from '../cards/reply.ts'"],
    ['src/domain/reply.ts', "export * from '../actions/reply.ts'"],
    ['src/calendar/days.ts', "import { x } from '../domain/reply.ts'"],
    ['src/text/vietnamese.ts', "import { x } from '../calendar/days.ts'"],
    ['src/cards/reply.ts', "import { loadTranslators } from '../i18n.ts'"],
    ['src/actions/reply.ts', "import { x } from '../cards/reply.ts'"],
    ['src/commands/reply.ts', "import { x } from '../store/matters.ts'"],
    ['src/commands/reply.ts', "import { x } from '../messengers/telegram/index.ts'"],
    ['src/commands/reply.ts', "import { readConfig } from '../config.ts'"],
    ['src/messengers/telegram/send.ts', "import { x } from '../sandbox/send.ts'"],
    ['src/messengers/telegram/send.ts', "import { x } from '../../cards/reply.ts'"],
    ['src/messengers/messenger.ts', "import { x } from './telegram/send.ts'"],
    ['src/messengers/whole-post.ts', "import { x } from './telegram/send.ts'"],
    ['src/messengers/telegram/send.ts', "import { x } from '../index.ts'"],
    ['src/http/server.ts', "import { x } from '../logging.ts'"],
    ['src/stray.ts', "import { x } from './domain/reply.ts'"],
    ['src/jobs/deliver.ts', "const late = await import('../main.ts')"],
  ])('%s may not say %s', (path, source) => expect(findForbiddenImports(plant({ [path]: source }))).toHaveLength(1))

  test.each([
    ['src/cards/reply.ts', "import type { Translator } from '../i18n.ts'"],
    ['src/domain/reply.ts', "import { fold } from '../text/vietnamese.ts'"],
    ['src/messengers/telegram/send.ts', "import type { Card } from '../../cards/card.ts'"],
    ['src/messengers/telegram/send.ts', "import { x } from '../whole-post.ts'"],
    ['src/messengers/telegram/encode.ts', "import { linesOf } from '../../cards/lines.ts'"],
    ['src/messengers/index.ts', "import { x } from './telegram/index.ts'"],
    ['src/main.ts', "import { x } from './store/matters.ts'"],
  ])('%s may say %s', (path, source) => expect(findForbiddenImports(plant({ [path]: source }))).toEqual([]))
})

describe('which package lives where', () => {
  test('every package stays at home', () => expect(findStrayPackages(tree)).toEqual([]))

  test.each([
    ['src/actions/reply.ts', "import { eq } from 'drizzle-orm'"],
    ['src/actions/reply.ts', "import { PgTable } from 'drizzle-orm/pg-core'"],
    ['src/jobs/deliver.ts', "import postgres from 'postgres'"],
    ['src/commands/reply.ts', "import { Bot } from 'grammy'"],
    ['src/messengers/sandbox/send.ts', "import type { Update } from 'grammy/types'"],
    ['src/domain/reply.ts', "import { createHash } from 'node:crypto'"],
    ['src/calendar/days.ts', "import qrcode from 'qrcode'"],
    ['src/reports/digest.ts', "import { x } from '@nobody/knows'"],
  ])('%s may not say %s', (path, source) => expect(findStrayPackages(plant({ [path]: source }))).toHaveLength(1))
})

describe('both tables', () => {
  test('speak of nothing that is not there', () => expect(findEmptyRows(tree)).toEqual([]))

  test('are told a room without files, and a package nobody uses', () => {
    const faults = findEmptyRows(plant({ 'src/domain/reply.ts': "import { z } from 'zod'" }))
    expect(faults).toEqual(
      expect.arrayContaining([expect.stringMatching(/^cards is/), expect.stringMatching(/^grammy is/)]),
    )
    expect(faults.join()).not.toContain('domain is')
  })
})

describe('circles', () => {
  test('no file imports itself by some way round', () => expect(findCircles(tree)).toEqual([]))

  test('a circle of three is told once, with its way', () => {
    const planted = plant({
      'src/domain/one.ts': "import { two } from './two.ts'",
      'src/domain/two.ts': "import type { Three } from './three.ts'",
      'src/domain/three.ts': "export { one } from './one.ts'",
    })
    expect(findCircles(planted)).toEqual([
      'src/domain/one.ts → src/domain/two.ts → src/domain/three.ts → src/domain/one.ts',
    ])
  })

  test('no import hides in a type', () => expect(findTypeLevelImports(tree)).toEqual([]))

  test.each(["type X = import('../store/matters.ts').X", "let x: import('../store/matters.ts')"])(
    '%s hides one',
    (source) => expect(findTypeLevelImports(plant({ 'src/domain/reply.ts': source }))).toHaveLength(1),
  )
})

describe('what a source says', () => {
  test('pure rooms ask nobody for the time, for chance or for the process', () =>
    expect(findImpurity(tree)).toEqual([]))

  test.each(['Date.now()', 'new Date()', 'Temporal.Now.instant()', 'Math.random()', 'process.env.HOST'])(
    '%s is seen in a pure room, not in a comment',
    (call) => {
      expect(findImpurity(plant({ 'src/domain/reply.ts': `const x = ${call}` }))).toHaveLength(1)
      expect(findImpurity(plant({ 'src/domain/reply.ts': `// never ${call}\n/* nor ${call} */` }))).toEqual([])
      expect(findImpurity(plant({ 'src/jobs/deliver.ts': `const x = ${call}` }))).toEqual([])
    },
  )

  test('everything is exported by its name', () => expect(findDefaultExports(tree)).toEqual([]))

  test.each([
    'export default function reply() {}',
    'const x = 1\nexport { x as default }',
    "export { default } from './x.ts'",
  ])('%s is seen', (source) => expect(findDefaultExports(plant({ 'src/domain/reply.ts': source }))).toHaveLength(1))

  test('names are in kebab-case and say something', () => expect(findBadNames(tree)).toEqual([]))

  test.each([
    ['src/domain/replyReader.ts', ''],
    ['src/domain/reply-utils.ts', ''],
    ['src/common/reply.ts', ''],
    ['test/domain/Reply.test.ts', ''],
    ['src/domain/reply.ts', 'export class ReplyManager {}'],
    ['src/domain/reply.ts', 'export type ReplyInfo = string'],
  ])('%s with "%s" is seen', (path, source) => expect(findBadNames(plant({ [path]: source }))).toHaveLength(1))
})

describe('languages', () => {
  test('every language says the same things with the same placeholders', () =>
    expect(findLocaleDifferences(tree)).toEqual([]))

  test('a key too few, a key too many and another placeholder are seen; plural forms are one key', () => {
    const planted = plant({
      'locales/vi/task.json': '{ "a": "{{x}}", "b": { "c": "…" }, "d_other": "{{count}} việc" }',
      'locales/en/task.json': '{ "a": "{{y}}", "e": "…", "d_one": "one task", "d_other": "{{count}} tasks" }',
    })
    expect(findLocaleDifferences(planted)).toEqual([
      'en lacks task.b.c',
      'vi lacks task.e, which en has',
      'en fills other placeholders than vi in task.a',
    ])
  })

  test('the typed keys know every Vietnamese file', () => expect(findUntypedLocales(tree)).toEqual([]))

  test('a file the typed keys do not know, and one that is gone, are seen', () => {
    const listed = "export { default as task } from '../locales/vi/task.json' with { type: 'json' }"
    const planted = plant({ 'src/locale-files.ts': listed, 'locales/vi/meeting.json': '{}' })
    expect(findUntypedLocales(planted)).toEqual(['src/locale-files.ts lacks meeting', 'locales/vi lacks task.json'])
  })
})

describe('where one adds', () => {
  test('every member of a family is in its registry', () => expect(findUnregistered(tree)).toEqual([]))

  test('a forgotten member and a forgotten messenger are seen, a shared part is not', () => {
    const planted = plant({
      'src/commands/index.ts': "import { agree } from './agree.ts'",
      'src/commands/agree.ts': "import { parse } from './parse.ts'",
      'src/commands/parse.ts': '',
      'src/commands/object.ts': '',
      'src/messengers/index.ts': '',
      'src/messengers/smoke/index.ts': '',
      'src/messengers/smoke/send.ts': '',
    })
    expect(findUnregistered(planted)).toEqual([
      'src/commands/index.ts does not know object.ts',
      'src/messengers/index.ts does not know smoke/index.ts',
    ])
  })

  test('no messenger’s name stands outside its folder, the registry and the settings', () =>
    expect(findMessengerNames(tree)).toEqual([]))

  test('a name in a room of the core, or in another messenger, is seen; in a comment it is not', () => {
    const planted = plant({
      'src/messengers/smoke-signal/index.ts': "export const name = 'smoke-signal'",
      'src/messengers/flag/index.ts': "if (name === 'smoke') wave()",
      'src/messengers/index.ts': "import { connect } from './smoke-signal/index.ts'",
      'src/jobs/deliver.ts': "// as smoke does it\nif (messenger.name === 'smoke-signal') return",
      'src/cards/card.ts': '/** Not like smoke. */',
    })
    expect(findMessengerNames(planted)).toEqual([
      'src/messengers/flag/index.ts knows smoke',
      'src/jobs/deliver.ts knows smoke',
    ])
  })

  test('every such folder says in under 40 lines how one adds to it', () => expect(findUnexplained(tree)).toEqual([]))

  test('a missing and a long README are seen', () => {
    const planted = plant({
      'src/reports/digest.ts': '',
      'src/commands/agree.ts': '',
      'src/commands/README.md': 'line\n'.repeat(40),
    })
    expect(findUnexplained(planted)).toEqual([
      'src/commands/README.md has 40 lines, not under 40',
      'src/reports has no README.md',
    ])
  })
})

describe('what is told', () => {
  test('README.md tells every setting', () => expect(findSettingDifferences(readme, settingsTable())).toEqual([]))

  test('a setting not told, told twice or invented is seen', () => {
    const rows = '| `HOST` | … |\n| `HOST` | … |\n| `COLOUR` | … |'
    const settings = ['HOST', 'PORT'].map((name) => ({ name, default: '', meaning: '' }))
    expect(findSettingDifferences(rows, settings)).toEqual([
      'README.md does not tell PORT',
      'README.md tells COLOUR, which is no setting',
      'README.md tells HOST twice',
    ])
  })

  test('tests only name clauses that exist', () => {
    const files = sourcesIn(tree, 'test').map(([path, source]) => ({ path, source }))
    expect(coverageOf(files.filter(({ path }) => path.endsWith('.test.ts'))).unknown).toEqual([])
  })

  test('an invented clause is seen', () => {
    const tag = '[AL9.9z]'
    const source = `test('${tag} does what no letter asks', () => {})`
    expect(coverageOf([{ path: 'x.test.ts', source }]).unknown).toEqual([{ file: 'x.test.ts', tag: 'AL9.9z' }])
  })
})

describe('the committee leads', () => {
  test('every primary and unique key begins with the committee', () =>
    expect(findKeysWithoutCommittee(schema)).toEqual([]))

  test('a key of its own, a unique column and a unique index without it are seen', () => {
    const matters = pgTable('matters', { committeeId: integer().notNull(), id: text().primaryKey() })
    const accounts = pgTable(
      'accounts',
      { committeeId: integer().notNull(), id: text(), phone: text().unique(), email: text() },
      (table) => [
        primaryKey({ columns: [table.committeeId, table.id] }),
        uniqueIndex().on(table.email, table.committeeId),
      ],
    )
    const loose = pgTable('loose', { committeeId: integer() })
    expect(findKeysWithoutCommittee({ matters, accounts, loose })).toEqual([
      'matters: the key (id) is not led by committee_id',
      'accounts: the key (phone) is not led by committee_id',
      'accounts: the key (email, committee_id) is not led by committee_id',
      'loose has no key',
    ])
  })
})
