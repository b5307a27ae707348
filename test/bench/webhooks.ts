/**
 * How long a vendor waits for its yes: 200 updates a second brought over HTTP to the whole program on PostgreSQL, each
 * stored before it is acknowledged, while the same process handles what came before.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { foundCommittee } from '../../src/actions/committee.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { serverToken, startTelegramServer } from '../support/telegram-server.ts'
import { type Figure, quantile } from './figure.ts'
import { type Stand, within } from './stand.ts'
import { launch } from './start-up.ts'

const perSecond = 200
const warmSeconds = 5
const seconds = 15
const secret = 'bench-secret'
const people = 150

export async function measureWebhooks({ createDatabase }: Stand): Promise<readonly Figure[]> {
  const url = await createDatabase('webhooks')
  const at = Temporal.Now.instant()
  await within(url, (database) => database.transaction((tx) => foundCommittee(tx, sampleCommune, at)))
  const vendor = await startTelegramServer()
  const program = await launch({
    DATABASE_URL: url,
    TELEGRAM_BOT_TOKEN: serverToken,
    TELEGRAM_API_ROOT: vendor.url,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: secret,
    PUBLIC_URL: 'https://dondoc.example',
  })
  try {
    await bring(program.url, warmSeconds, 0)
    const times = await bring(program.url, seconds, warmSeconds * perSecond)
    return [
      { name: 'webhook yes at 200 a second, half of them', measured: quantile(times, 0.5), unit: 'ms', aim: null },
      {
        name: 'webhook yes at 200 a second, 99 %',
        measured: quantile(times, 0.99),
        unit: 'ms',
        aim: { at: 'most', value: 50 },
      },
    ]
  } finally {
    await program.stop()
    await vendor.close()
  }
}

/** One request every five milliseconds, whatever becomes of those before; how long each took. */
async function bring(url: string, forSeconds: number, from: number): Promise<readonly number[]> {
  const times: number[] = []
  const going: Promise<void>[] = []
  const started = performance.now()
  for (let number = 0; number < forSeconds * perSecond; number += 1) {
    const wait = started + (number * 1000) / perSecond - performance.now()
    if (wait > 1) await sleep(wait)
    going.push(post(url, from + number + 1).then((taken) => void times.push(taken)))
  }
  await Promise.all(going)
  return times
}

async function post(url: string, id: number): Promise<number> {
  const user = 2000 + (id % people)
  const message = {
    message_id: id,
    date: Math.floor(Date.now() / 1000),
    chat: { id: user, type: 'private' },
    from: { id: user, is_bot: false, first_name: 'Cán bộ' },
    text: 'đồng ý với dự thảo',
  }
  const started = performance.now()
  const answer = await fetch(`${url}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify({ update_id: id, message }),
  })
  if (!answer.ok) throw new Error(`The webhook answered ${answer.status}`)
  await answer.arrayBuffer()
  return performance.now() - started
}
