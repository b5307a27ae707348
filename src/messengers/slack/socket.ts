/**
 * Socket Mode: Slack hands envelopes over a socket, and each is acknowledged only after it was taken. Reconnecting is ours,
 * for Slack's client may reject where nobody listens when it reconnects by itself.
 *
 *   asking who we are ──▶ connecting ── hello ──▶ taking ── Slack renews, network, silence ──▶ connecting
 *                                     ── failure ──▶ backing off ──▶ connecting      ── abort ──▶ stopped
 *
 * What is for another workspace is not taken: Slack gives an envelope to any socket of the app, so a workspace that comes by
 * socket needs an app of its own. What was not taken is not acknowledged: Slack brings events again (at once, after 1 and 5 minutes, also to another
 * process), and whoever typed a command or filled in a form is shown that it failed.
 */
import { SocketModeClient } from '@slack/socket-mode'
import type { MessengerTools, RawUpdate, Take } from '../messenger.ts'
import { type ClientSettings, clientOptions, silence } from './client.ts'
import { readEnvelope } from './envelope.ts'
import { describeFailure, needsAdmin } from './failure.ts'
import type { Identity, WhoAmI } from './identity.ts'
import { teamsOf } from './team.ts'

/** What pulling needs. */
export type SocketTools = {
  readonly appToken: string
  readonly settings: ClientSettings
  readonly whoAmI: WhoAmI
  readonly log: MessengerTools['log']
  /** Waits so many milliseconds, or until the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** What comes of pulling: updates, and the news that none is left. */
export type Taking = { readonly take: Take; readonly onCaughtUp: () => void }

type Envelope = {
  readonly ack: () => Promise<void>
  readonly type: string
  readonly body: unknown
}

/** Slack does not say what waits: whatever did comes within this time of the connection. */
const settleMilliseconds = 2000
/** And then nothing has been waiting this often. */
const quietMilliseconds = 10_000
const helloMilliseconds = 20_000
const retryMilliseconds = 250
const goodbyeMilliseconds = 1000

/** Pulls until the signal aborts; whatever fails is logged and tried again, ever more slowly, at most every 30 seconds. */
export async function pullBySocket(tools: SocketTools, taking: Taking, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      const me = await tools.whoAmI()
      await connectOnce(tools, { ...taking, me, onHello: () => (failures = 0) }, signal)
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      const facts = { failure: describeFailure(error), failures }
      const advice = 'Slack refuses the app: check SLACK_APP_TOKEN and that Socket Mode is on'
      if (needsAdmin(error)) tools.log('error', advice, facts)
      else tools.log('warn', 'the connection to Slack failed', facts)
      await tools.wait(needsAdmin(error) ? 60_000 : backOffMilliseconds(failures), signal)
    }
  }
}

/** 1, 2, 4 … 30 seconds, a fifth of it by chance so that replicas do not march in step. */
function backOffMilliseconds(failures: number): number {
  return 1000 * Math.min(30, 2 ** (failures - 1)) * (1 - Math.random() / 5)
}

type Connection = Taking & { readonly me: Identity; readonly onHello: () => void }

/** One connection from its start to its end, which may be Slack's (it renews them), the network's or ours. */
async function connectOnce(
  { appToken, settings, log, wait }: SocketTools,
  { take, onCaughtUp, me, onHello }: Connection,
  signal: AbortSignal,
): Promise<void> {
  const client = new SocketModeClient({
    appToken,
    clientOptions: clientOptions(settings),
    autoReconnectEnabled: false,
    logger: silence,
  })
  const ended = Promise.withResolvers<void>()
  client.on('disconnected', ended.resolve)
  const gone = new AbortController()
  const queue = createQueue({ take, log, wait, stop: AbortSignal.any([signal, gone.signal]) })
  client.on('slack_event', ({ type, body, ack }: Envelope) => {
    const teams = teamsOf(body)
    if (teams.length > 0 && !teams.includes(me.team)) {
      const advice = 'Slack brings what is for another workspace: give each its own app, or use SLACK_SIGNING_SECRET'
      return log('error', advice, { type })
    }
    const update = readEnvelope(type, body, me)
    if (update === null) log('warn', 'Slack brought something that is not known', { type })
    queue.add(update, ack)
  })
  // What is being taken is acknowledged first.
  const stop = () => void queue.idle().then(() => sayGoodbye(client, ended.resolve))
  signal.addEventListener('abort', stop, { once: true })
  try {
    await startWithin(client, signal)
    onHello()
    const stopTelling = tellCaughtUp(queue, onCaughtUp)
    await ended.promise.finally(stopTelling)
  } finally {
    signal.removeEventListener('abort', stop)
    gone.abort()
    await queue.idle()
  }
}

/** Waits for Slack's hello. @throws what Slack or the network says against it */
async function startWithin(client: SocketModeClient, signal: AbortSignal): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('no hello')), helloMilliseconds)
  try {
    signal.throwIfAborted()
    await Promise.race([client.start(), late.promise])
  } catch (error) {
    await sayGoodbye(client, () => {})
    // A socket that closes before its hello rejects with nothing.
    throw error instanceof Error ? error : new Error('the socket was closed')
  } finally {
    clearTimeout(timer)
  }
}

/** Closes the socket; asked a second time the client does not wait for Slack's farewell. */
async function sayGoodbye(client: SocketModeClient, onEnd: () => void): Promise<void> {
  const goodbye = client.disconnect()
  const timer = setTimeout(() => void client.disconnect().catch(() => {}), goodbyeMilliseconds)
  await goodbye.catch(() => {})
  clearTimeout(timer)
  onEnd()
}

/** Tells it now and then; gives what ends that. */
function tellCaughtUp(queue: Queue, onCaughtUp: () => void): () => void {
  const tell = () => {
    if (queue.isEmpty()) onCaughtUp()
  }
  const first = setTimeout(tell, settleMilliseconds)
  const later = setInterval(tell, quietMilliseconds)
  return () => {
    clearTimeout(first)
    clearInterval(later)
  }
}

type Queue = {
  /** Null: nothing to take, only to acknowledge. */
  readonly add: (update: RawUpdate | null, ack: () => Promise<void>) => void
  readonly isEmpty: () => boolean
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>
}

type QueueTools = Pick<SocketTools, 'log' | 'wait'> & { readonly take: Take; readonly stop: AbortSignal }

/**
 * One after the other, in the order they came. An update that cannot be taken now is offered until it is, or until the
 * connection ends; then neither it nor what stands behind it is acknowledged.
 */
function createQueue(tools: QueueTools): Queue {
  let waiting = 0
  let last: Promise<void> = Promise.resolve()
  const takeOne = async (update: RawUpdate | null, ack: () => Promise<void>): Promise<void> => {
    if (update !== null && !(await offer(update, tools))) return
    await ack().catch(() => tools.log('warn', 'an update of Slack was taken, and Slack may bring it again'))
  }
  return {
    add(update, ack) {
      waiting += 1
      last = last.then(() => takeOne(update, ack)).finally(() => (waiting -= 1))
    },
    isEmpty: () => waiting === 0,
    idle: () => last,
  }
}

/** Whether it was taken before the end. */
async function offer(update: RawUpdate, { take, log, wait, stop }: QueueTools): Promise<boolean> {
  while (!stop.aborted) {
    try {
      await take(update)
      return true
    } catch (error) {
      log('warn', 'an update of Slack was not taken and is offered again', { failure: describeFailure(error) })
      await wait(retryMilliseconds, stop)
    }
  }
  return false
}
