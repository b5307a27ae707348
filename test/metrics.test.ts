import { expect, test } from 'vitest'
import { createMetrics } from '../src/metrics.ts'

const still = { inbound: 0, deliveries: 0, oldestDeliverySeconds: 0, deadLetters: 0, intakes: [], quotas: [] }

test('what was counted is on the page', async () => {
  const metrics = createMetrics(async () => ({
    ...still,
    inbound: 3,
    deliveries: 5,
    oldestDeliverySeconds: 42,
    deadLetters: 2,
    intakes: [{ bot: 'telegram', seconds: 7 }],
    quotas: [{ bot: 'zalo-bot', used: 2400 }],
  }))
  metrics.inboundHandled('telegram', 'handled')
  metrics.inboundHandled('telegram', 'handled')
  metrics.deliveryEnded('sandbox', 'retry-later')
  metrics.webhookAnswered('slack', 404)
  metrics.lapses(4)
  metrics.jobSeconds('settle', 0.3)
  const page = await metrics.render()
  expect(page).toContain('dondoc_inbound_handled_total{messenger="telegram",outcome="handled"} 2')
  expect(page).toContain('dondoc_delivery_attempts_total{messenger="sandbox",outcome="retry-later"} 1')
  expect(page).toContain('dondoc_webhook_calls_total{messenger="slack",status="404"} 1')
  expect(page).toContain('dondoc_lapses_total 4')
  expect(page).toContain('dondoc_job_duration_seconds_bucket{le="0.1",job="settle"} 0')
  expect(page).toContain('dondoc_job_duration_seconds_bucket{le="0.5",job="settle"} 1')
  expect(page).toContain('dondoc_backlog{kind="inbound"} 3')
  expect(page).toContain('dondoc_backlog{kind="deliveries"} 5')
  expect(page).toContain('dondoc_oldest_delivery_seconds 42')
  expect(page).toContain('dondoc_dead_letters 2')
  expect(page).toContain('dondoc_intake_behind_seconds{bot="telegram"} 7')
  expect(page).toContain('dondoc_quota_used{bot="zalo-bot"} 2400')
})

test('while the backlog cannot be asked, the rest still reads', async () => {
  const metrics = createMetrics(() => Promise.reject(new Error('no database')))
  metrics.lapses(1)
  const page = await metrics.render()
  expect(page).toContain('dondoc_backlog{kind="inbound"} Nan')
  expect(page).toContain('dondoc_dead_letters Nan')
  expect(page).toContain('dondoc_lapses_total 1')
})

test('the backlog is asked once at every scrape', async () => {
  let waiting = 0
  const metrics = createMetrics(() => Promise.resolve({ ...still, inbound: (waiting += 1) }))
  expect(await metrics.render()).toContain('dondoc_backlog{kind="inbound"} 1')
  expect(await metrics.render()).toContain('dondoc_backlog{kind="inbound"} 2')
})
