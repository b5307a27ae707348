import { expect, test } from 'vitest'
import { createMetrics } from '../src/metrics.ts'

test('what was counted is on the page', async () => {
  const metrics = createMetrics(() => Promise.resolve({ inbound: 3, deliveries: 5 }))
  metrics.inboundHandled('telegram', 'handled')
  metrics.inboundHandled('telegram', 'handled')
  metrics.deliveryEnded('sandbox', 'retry-later')
  metrics.lapses(4)
  metrics.jobSeconds('settle', 0.3)
  const page = await metrics.render()
  expect(page).toContain('dondoc_inbound_handled_total{messenger="telegram",outcome="handled"} 2')
  expect(page).toContain('dondoc_delivery_attempts_total{messenger="sandbox",outcome="retry-later"} 1')
  expect(page).toContain('dondoc_lapses_total 4')
  expect(page).toContain('dondoc_job_duration_seconds_bucket{le="0.1",job="settle"} 0')
  expect(page).toContain('dondoc_job_duration_seconds_bucket{le="0.5",job="settle"} 1')
  expect(page).toContain('dondoc_backlog{kind="inbound"} 3')
  expect(page).toContain('dondoc_backlog{kind="deliveries"} 5')
})

test('while the backlog cannot be asked, the rest still reads', async () => {
  const metrics = createMetrics(() => Promise.reject(new Error('no database')))
  metrics.lapses(1)
  const page = await metrics.render()
  expect(page).toContain('dondoc_backlog{kind="inbound"} Nan')
  expect(page).toContain('dondoc_lapses_total 1')
})

test('the backlog is asked at every scrape', async () => {
  let waiting = 0
  const metrics = createMetrics(() => Promise.resolve({ inbound: (waiting += 1), deliveries: 0 }))
  expect(await metrics.render()).toContain('dondoc_backlog{kind="inbound"} 1')
  expect(await metrics.render()).toContain('dondoc_backlog{kind="inbound"} 2')
})
