/** Two communes in two workspaces of one Slack app: one address, one signing secret, people with the same ids. */
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { foundCommittee } from '../../src/actions/committee.ts'
import { readConfig } from '../../src/config.ts'
import { sealBotValues } from '../../src/program/bot-settings.ts'
import { startProgram } from '../../src/program.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { writeAddedBot } from '../../src/store/bots.ts'
import { openDatabase } from '../../src/store/database.ts'
import { ensureBot } from '../../src/store/directory.ts'
import { migrate } from '../../src/store/migrate.ts'
import { rows } from '../../src/store/tx.ts'
import { freshPostgres } from '../support/database.ts'
import { connectTo, shownIn } from '../support/slack-bench.ts'
import { botToken, type SlackServer, signedRequest, signingSecret, startSlackServer } from '../support/slack-server.ts'

const key = 'ab'.repeat(32)

async function openWorkspace(team: string) {
  const server = await startSlackServer({ team })
  onTestFinished(() => server.close())
  server.vendor.now = Date.now()
  const user = server.addUser('thu')
  return { server, user, sees: () => shownIn(server.vendor.direct(user.id)).map(({ text }) => text) }
}

/** The present comes to Slack as well; what it has to bring goes to the one address of the app. */
async function bringAll({ vendor }: SlackServer, url: string): Promise<readonly number[]> {
  const statuses: number[] = []
  for (const envelope of vendor.pending.splice(0)) {
    const { headers, body } = signedRequest(envelope, Date.now())
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })
    statuses.push(answer.status)
  }
  return statuses
}

test('each gets what its own people do, and what is for a third is refused and counted', async () => {
  const [first, second, third] = await Promise.all(['T0MOT', 'T0HAI', 'T0BA'].map(openWorkspace))
  if (!first || !second || !third) throw new Error('three workspaces were opened')
  expect(second.user.id, 'the same id means somebody else').toBe(first.user.id)
  const url = await freshPostgres()
  const database = await openDatabase({ url, log: () => {} })
  onTestFinished(() => database.close())
  await migrate(database)
  const { committee } = sampleCommune
  const officers = sampleCommune.officers.map((one) => ({ ...one, language: 'en' as const }))
  const other = { ...sampleCommune, officers, committee: { ...committee, id: 'ban-mai' } }
  const linkedAt = Temporal.Now.instant()
  const settings = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: second.server.apiUrl,
    SLACK_SIGNING_SECRET: signingSecret,
  }
  await database.transaction(async (tx) => {
    await foundCommittee(tx, sampleCommune, linkedAt.subtract({ hours: 1 }))
    await foundCommittee(tx, other, linkedAt)
    await ensureBot(tx, { id: 'slack', committeeId: committee.id, messenger: 'slack' })
    const sealed = sealBotValues(Uint8Array.fromHex(key), 'slack-ban-mai', settings)
    await writeAddedBot(tx, { id: 'slack-ban-mai', committeeId: 'ban-mai', messenger: 'slack', settings: sealed })
    const account = { vendorUser: first.user.id, chat: first.user.id, preference: 1, isReachable: true, linkedAt }
    await insertAccount(tx, { ...account, committeeId: committee.id, bot: 'slack', officer: 'KT1' })
    await insertAccount(tx, { ...account, committeeId: 'ban-mai', bot: 'slack-ban-mai', officer: 'YT1' })
  })
  const config = readConfig({
    ...settings,
    SLACK_API_URL: first.server.apiUrl,
    DATABASE_URL: url,
    ENCRYPTION_KEY: key,
    PORT: '0',
  })
  const program = await startProgram(config, () => {})
  onTestFinished(() => program.stop())
  const address = `${program.url}/webhooks/slack`
  const until = async (isTrue: () => Promise<boolean>) => {
    while (!(await isTrue())) await new Promise((resolved) => setTimeout(resolved, 20))
  }

  for (const { server, user, sees } of [first, second]) {
    user.says('/help')
    const [envelope] = server.vendor.pending
    await until(async () => {
      if (envelope && server.vendor.pending.length === 0) server.vendor.pending.push(envelope)
      return (await bringAll(server, address)).every((status) => status === 200)
    })
    await until(async () => sees().length > 0)
  }
  expect(first.sees()[0]).toContain('danh sách lệnh')
  expect(second.sees()[0]).toContain('what waits for you')
  third.user.says('/help')
  expect(await bringAll(third.server, address)).toEqual([404])
  const kept = await rows(database.db, sql`select bot, count(*)::int as count from inbound group by bot order by bot`)
  expect(kept).toEqual([
    { bot: 'slack', count: 1 },
    { bot: 'slack-ban-mai', count: 1 },
  ])
  const page = await (await fetch(`${program.url}/metrics`)).text()
  expect(page).toMatch(/dondoc_webhook_calls_total\{messenger="slack",status="404"\} [1-9]/)
  expect([first, second, third].map(({ sees }) => sees().length)).toEqual([1, 1, 0])
})

test('by socket, where Slack gives an envelope to any connection of an app, another workspace’s is not taken', async () => {
  const { server, user } = await openWorkspace('T0MOT')
  const logged: string[] = []
  const slack = await connectTo(server, 'socket', { tools: { log: (_level, message) => void logged.push(message) } })
  if (slack.ingress.kind !== 'pull') throw new Error('it is pulled')
  const taken: string[] = []
  const stop = new AbortController()
  const done = Promise.withResolvers<void>()
  const pulling = slack.ingress.pull(
    async ({ body }) => {
      taken.push(JSON.stringify(body))
      done.resolve()
    },
    stop.signal,
    () => {},
  )
  user.says('của xã khác')
  const [foreign] = server.vendor.pending
  Object.assign(foreign?.payload ?? {}, { team_id: 'T0HAI', authorizations: [{ team_id: 'T0HAI' }] })
  user.says('của xã mình')
  await done.promise
  stop.abort()
  await pulling
  expect(taken).toEqual([expect.stringContaining('của xã mình')])
  expect(server.vendor.pending, 'not acknowledged: Slack brings it again').toContain(foreign)
  expect(logged).toEqual([expect.stringContaining('another workspace')])
})
