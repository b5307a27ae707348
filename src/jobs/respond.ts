/** Puts a command's responses into the outbox, in the transaction that handled it. */
import { isLive, type Response } from '../cards/response.ts'
import type { Incoming } from '../messengers/messenger.ts'
import { findChat } from '../store/accounts.ts'
import { enqueue, type NewDelivery } from '../store/deliveries.ts'
import type { Waiting } from '../store/inbound.ts'
import type { Tx } from '../store/tx.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'

/** What is being answered. */
export type Answering = {
  readonly bot: Bot
  readonly waiting: Waiting
  readonly incoming: Incoming
  readonly officer: string | null
}

/** Press answers are worth something for this long; a page, until it is opened once more. */
const pressSeconds = 30
const pageSeconds = 300

/**
 * Records the responses. A press is always answered so that its button stops waiting: with a form where one is asked for
 * and the messenger has forms, with the refusal in a group (for the presser alone), otherwise with the first line. What is
 * for everybody in the group is said there, too; what such an answer has no room for comes to the private chat.
 */
export async function respond(
  tx: Tx,
  ground: Ground,
  answering: Answering,
  responses: readonly Response[],
): Promise<void> {
  const recordedAt = presentOf(ground.clock)
  const { bot, incoming } = answering
  if (incoming.kind === 'home')
    return enqueue(tx, bot.committeeId, recordedAt, pageOf(answering, responses, recordedAt))
  const press = pressOf(incoming)
  const form = mayOpenForm(bot, incoming) ? responses.find((one) => one.kind === 'ask') : undefined
  const alone = responses.filter((one) => isForPresserAlone(one, incoming))
  const [whispered = null] = form ? [] : alone
  const posts = responses.flatMap((one) => {
    if (one === form) return []
    if (!alone.includes(one) || one.publicly === true) return [one]
    return one === whispered && !hasButtons(one) ? [] : [{ ...one, privately: true } as const]
  })
  const isWaiting = incoming.kind === 'press' || whispered !== null
  const first = whispered ?? responses[0] ?? null
  const answer = press === null || form || !isWaiting ? [] : [pressAnswer(answering, press, first, recordedAt)]
  const opened = press !== null && form ? [openForm(answering, press, form, recordedAt)] : []
  const posted = await Promise.all(
    posts.map((response, index) => postOf(tx, answering, { response, index }, recordedAt)),
  )
  await enqueue(tx, bot.committeeId, recordedAt, [...answer, ...opened, ...posted])
}

/** What is answered beside the chat: a press, or a command that waits as one does. */
function pressOf(incoming: Incoming): string | null {
  return incoming.kind === 'press' || incoming.kind === 'text' ? incoming.press : null
}

/**
 * Whether what is asked now is shown as a form: after a press, where the messenger has forms. What goes on with a question
 * of the chat ("= KT", "edit deadline") stays there: a form over it would leave what is typed next without a question.
 */
export function mayOpenForm({ messenger }: Bot, incoming: Incoming): boolean {
  if (!messenger.capabilities.forms || pressOf(incoming) === null) return false
  return incoming.kind !== 'press' || !/^(=|edit )/.test(incoming.action)
}

/** What a press in a group only says back (a refusal, "sent to you") is nobody else's business. */
function isForPresserAlone({ kind, privately }: Response, incoming: Incoming): boolean {
  const isAside = pressOf(incoming) !== null && incoming.chat.kind === 'group'
  return isAside && privately !== true && (kind === 'refused' || kind === 'say')
}

/** Whether something said leaves a choice, which the answer to a press cannot show. */
function hasButtons(response: Response): boolean {
  return response.kind === 'say' && response.buttons.length > 0
}

function base({ bot, waiting, incoming, officer }: Answering, recordedAt: Temporal.Instant) {
  const isPrivate = incoming.chat.kind === 'private'
  return {
    bot: bot.id,
    chat: incoming.chat.id,
    isPrivate,
    officer,
    target: null,
    isUrgent: true,
    notBeforeAt: recordedAt,
    source: `${waiting.bot}:${waiting.update}`,
  }
}

/** What is for the person alone goes to their private chat with the same bot, wherever they asked. */
async function findPlace(tx: Tx, { bot, incoming, officer }: Answering, { privately }: Response) {
  if (!privately || incoming.chat.kind === 'private' || officer === null) return {}
  const chat = await findChat(tx, bot.committeeId, { bot: bot.id, officer })
  return chat === null ? {} : { chat, isPrivate: true }
}

type Numbered = { readonly response: Response; readonly index: number }

async function postOf(
  tx: Tx,
  answering: Answering,
  { response, index }: Numbered,
  recordedAt: Temporal.Instant,
): Promise<NewDelivery> {
  const { source, ...rest } = base(answering, recordedAt)
  const place = await findPlace(tx, answering, response)
  const notice = { of: 'response', ...response }
  const own = { key: `${source}:${index}`, kind: 'post', reference: referenceOf(response) } as const
  return { ...rest, ...place, ...own, notice, press: null, isLive: isLive(response), untilAt: null }
}

function pressAnswer(
  answering: Answering,
  press: string,
  response: Response | null,
  recordedAt: Temporal.Instant,
): NewDelivery {
  const { source, ...rest } = base(answering, recordedAt)
  const untilAt = recordedAt.add({ seconds: pressSeconds })
  const notice = response ? { of: 'response', ...response } : null
  const reference = response ? referenceOf(response) : null
  return { ...rest, key: `${source}:answer`, kind: 'answer', reference, notice, press, isLive: false, untilAt }
}

/** What a person's own page shows from now on; `press` says whose it is. */
function pageOf(
  answering: Answering,
  [response]: readonly Response[],
  recordedAt: Temporal.Instant,
): readonly NewDelivery[] {
  if (response === undefined || !answering.bot.messenger.capabilities.home) return []
  const { waiting, incoming } = answering
  const page = pressAnswer(answering, incoming.sender.id, response, recordedAt)
  const key = `${waiting.bot}:${waiting.update}:home`
  return [{ ...page, key, kind: 'home', untilAt: recordedAt.add({ seconds: pageSeconds }) }]
}

function openForm(answering: Answering, press: string, response: Response, recordedAt: Temporal.Instant): NewDelivery {
  return {
    ...pressAnswer(answering, press, response, recordedAt),
    key: `${answering.waiting.bot}:${answering.waiting.update}:form`,
    kind: 'form',
  }
}

function referenceOf(response: Response): string | null {
  if (response.kind === 'help') return response.topic
  return 'reference' in response ? response.reference : null
}
