/** What the program counts, for Prometheus. Names and labels only; who counts what is wired in main. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** How things stand right now: numbers of rows, and seconds. */
export type Standing = {
  readonly inbound: number
  readonly deliveries: number
  readonly oldestDeliverySeconds: number
  readonly deadLetters: number
  readonly intakes: readonly { readonly bot: string; readonly seconds: number }[]
  readonly quotas: readonly { readonly bot: string; readonly used: number }[]
}

export type Metrics = {
  /** One stored update was handled. */
  readonly inboundHandled: (messenger: string, outcome: string) => void
  /** One call of a vendor was answered with a status; 404: it was for no bot of ours. */
  readonly webhookAnswered: (messenger: string, status: number) => void
  /** One try of a delivery ended. */
  readonly deliveryEnded: (messenger: string, outcome: string) => void
  /** So many consultation answers lapsed. */
  readonly lapses: (count: number) => void
  /** One run of a job took so long. */
  readonly jobSeconds: (job: string, seconds: number) => void
  /** The page Prometheus reads. */
  readonly render: () => Promise<string>
}

/** @param standing asked once at every scrape; while it fails its figures read NaN and the rest still reads */
export function createMetrics(standing: () => Promise<Standing>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const ends: { labelNames: ('messenger' | 'outcome')[]; registers: Registry[] } = {
    labelNames: ['messenger', 'outcome'],
    registers: [registry],
  }
  const inbound = new Counter({ name: 'dondoc_inbound_handled_total', help: 'Stored updates handled', ...ends })
  const calls = new Counter({
    name: 'dondoc_webhook_calls_total',
    help: 'Calls of vendors, by what they were answered',
    labelNames: ['messenger', 'status'],
    registers: [registry],
  })
  const deliveries = new Counter({ name: 'dondoc_delivery_attempts_total', help: 'Tries of deliveries', ...ends })
  const lapsed = new Counter({ name: 'dondoc_lapses_total', help: 'Answers that lapsed', registers: [registry] })
  const jobs = new Histogram({
    name: 'dondoc_job_duration_seconds',
    help: 'Length of job runs',
    labelNames: ['job'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  })
  registerStanding(registry, standing)
  return {
    inboundHandled: (messenger, outcome) => inbound.inc({ messenger, outcome }),
    webhookAnswered: (messenger, status) => calls.inc({ messenger, status }),
    deliveryEnded: (messenger, outcome) => deliveries.inc({ messenger, outcome }),
    lapses: (count) => lapsed.inc(count),
    jobSeconds: (job, seconds) => jobs.observe({ job }, seconds),
    render: () => registry.metrics(),
  }
}

/** Gauges of one scrape share one answer. */
function registerStanding(registry: Registry, standing: () => Promise<Standing>): void {
  let asked: Promise<Standing> | null = null
  const ask = () => {
    asked ??= standing()
      .catch(() => unknown)
      .finally(() => {
        asked = null
      })
    return asked
  }
  for (const { name, help, label, read } of standingGauges) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: label === null ? [] : [label],
      registers: [],
      async collect() {
        this.reset()
        for (const [value, labelled] of read(await ask()))
          this.set(label === null ? {} : { [label]: labelled ?? '' }, value)
      },
    })
    registry.registerMetric(gauge)
  }
}

type StandingGauge = {
  readonly name: string
  readonly help: string
  readonly label: string | null
  readonly read: (standing: Standing) => readonly (readonly [value: number, labelled?: string])[]
}

const standingGauges: readonly StandingGauge[] = [
  {
    name: 'dondoc_backlog',
    help: 'Rows that wait',
    label: 'kind',
    read: ({ inbound, deliveries }) => [
      [inbound, 'inbound'],
      [deliveries, 'deliveries'],
    ],
  },
  {
    name: 'dondoc_oldest_delivery_seconds',
    help: 'For how long the oldest delivery whose time has come waits',
    label: null,
    read: ({ oldestDeliverySeconds }) => [[oldestDeliverySeconds]],
  },
  {
    name: 'dondoc_dead_letters',
    help: 'Messages that could not be sent',
    label: null,
    read: ({ deadLetters }) => [[deadLetters]],
  },
  {
    name: 'dondoc_intake_behind_seconds',
    help: 'Since when it is not known that everything of a bot came in',
    label: 'bot',
    read: ({ intakes }) => intakes.map(({ bot, seconds }) => [seconds, bot]),
  },
  {
    name: 'dondoc_quota_used',
    help: 'Messages of the month, where the vendor allows so many',
    label: 'bot',
    read: ({ quotas }) => quotas.map(({ bot, used }) => [used, bot]),
  },
]

const unknown: Standing = {
  inbound: Number.NaN,
  deliveries: Number.NaN,
  oldestDeliverySeconds: Number.NaN,
  deadLetters: Number.NaN,
  intakes: [],
  quotas: [],
}
