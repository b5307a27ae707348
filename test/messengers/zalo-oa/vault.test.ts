/** The tokens of an Official Account in the database: one renewal among all processes, nothing readable left behind. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleCommune } from '../../../src/sample-commune.ts'
import { ensureBot, insertCommittee } from '../../../src/store/directory.ts'
import { botSecrets } from '../../../src/store/schema.ts'
import { openVault } from '../../../src/store/vault.ts'
import { blankCard } from '../../contract/samples.ts'
import { describeOnBoth } from '../../support/database.ts'
import { connectTo } from '../../support/zalo-oa-bench.ts'
import { startZaloOaServer, type ZaloOaServer } from '../../support/zalo-oa-server.ts'

const key = randomBytes(32)
const bot = 'zalo-oa'

describeOnBoth('the tokens of an Official Account', (database) => {
  let server: ZaloOaServer
  beforeEach(async () => {
    server = await startZaloOaServer()
    await database().transaction((tx) => insertCommittee(tx, sampleCommune))
    await ensureBot(database().db, { id: bot, committeeId: sampleCommune.committee.id, messenger: bot })
  })
  afterEach(() => server.close())

  /** Each process opens the vault by itself. */
  const start = () => connectTo(server, { tools: { log: () => {}, vault: openVault(database(), key, bot) } })

  test('are renewed by one of several processes that were refused at once, and no message is lost', async () => {
    const processes = [await start(), await start(), await start()]
    server.vendor.revoke()
    const { chat } = server.addPerson()
    const posts = processes.flatMap((messenger, process) =>
      Array.from({ length: 5 }, (_, index) =>
        messenger.post({
          chat: chat.id,
          card: blankCard,
          replyTo: null,
          silent: false,
          key: `${process}:${index}`,
          nextTurn: async () => {},
        }),
      ),
    )
    expect((await Promise.all(posts)).map(({ outcome }) => outcome)).toEqual(Array(15).fill('sent'))
    expect(chat.messages).toHaveLength(15)
    expect(server.vendor.refreshes).toHaveLength(2)
  })

  test('are kept where nobody reads them', async () => {
    await start()
    const [row] = await database().db.select().from(botSecrets)
    expect(Buffer.from(row?.secret ?? []).length).toBeGreaterThan(50)
    expect(Buffer.from(row?.secret ?? []).toString('latin1')).not.toMatch(/REFRESH|ACCESS/)
  })
})
