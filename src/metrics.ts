/** What the program counts, for Prometheus. Names and labels only; who counts what is wired in main. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** How many rows wait. */
export type Backlog = { readonly inbound: number; readonly deliveries: number }

export type Metrics = {
  /** One stored update was handled. */
  readonly inboundHandled: (messenger: string, outcome: string) => void
  /** One try of a delivery ended. */
  readonly deliveryEnded: (messenger: string, outcome: string) => void
  /** So many consultation answers lapsed. */
  readonly lapses: (count: number) => void
  /** One run of a job took so long. */
  readonly jobSeconds: (job: string, seconds: number) => void
  /** The page Prometheus reads. */
  readonly render: () => Promise<string>
}

/** @param backlog asked at every scrape; while it fails the backlog reads NaN and the rest still reads */
export function createMetrics(backlog: () => Promise<Backlog>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const ends: { labelNames: ('messenger' | 'outcome')[]; registers: Registry[] } = {
    labelNames: ['messenger', 'outcome'],
    registers: [registry],
  }
  const inbound = new Counter({ name: 'dondoc_inbound_handled_total', help: 'Stored updates handled', ...ends })
  const deliveries = new Counter({ name: 'dondoc_delivery_attempts_total', help: 'Tries of deliveries', ...ends })
  const lapsed = new Counter({ name: 'dondoc_lapses_total', help: 'Answers that lapsed', registers: [registry] })
  const jobs = new Histogram({
    name: 'dondoc_job_duration_seconds',
    help: 'Length of job runs',
    labelNames: ['job'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  })
  registerBacklog(registry, backlog)
  return {
    inboundHandled: (messenger, outcome) => inbound.inc({ messenger, outcome }),
    deliveryEnded: (messenger, outcome) => deliveries.inc({ messenger, outcome }),
    lapses: (count) => lapsed.inc(count),
    jobSeconds: (job, seconds) => jobs.observe({ job }, seconds),
    render: () => registry.metrics(),
  }
}

function registerBacklog(registry: Registry, backlog: () => Promise<Backlog>): void {
  const gauge = new Gauge({
    name: 'dondoc_backlog',
    help: 'Rows that wait',
    labelNames: ['kind'],
    registers: [],
    async collect() {
      const { inbound, deliveries } = await backlog().catch(() => unknown)
      this.set({ kind: 'inbound' }, inbound)
      this.set({ kind: 'deliveries' }, deliveries)
    },
  })
  registry.registerMetric(gauge)
}

const unknown: Backlog = { inbound: Number.NaN, deliveries: Number.NaN }
