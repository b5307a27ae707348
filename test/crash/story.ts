/**
 * What happens in the commune while the program dies again and again: one letter from its first question to its closing,
 * every kind of answer, a nudge, a lapse, somebody who blocks the bot, a group that moves, and a second letter that is
 * voided. Whoever acts does so once; nobody repeats anything because the program was down.
 */
import type { RacingClock } from '../support/racing-clock.ts'
import type { Gate } from '../support/telegram-gate.ts'
import { untilNoneWaits } from './backlog.ts'
import type { Chain } from './chain.ts'
import type { Town } from './town.ts'

export type Stage = {
  readonly chain: Chain
  readonly town: Town
  readonly gate: Gate
  readonly clock: RacingClock
}

/** Ends with a program that lives until nothing is left to do, and stops well. */
export async function tellStory(stage: Stage): Promise<void> {
  await writeLetter(stage)
  await sendLetter(stage)
  await answerLetter(stage)
  await letTimePass(stage)
  await endLetters(stage)
  await stage.chain.lasts((url) => rests(stage, url))
}

const units = ['VHXH: nếp sống ở bến', 'CA: trật tự đường thủy', 'HCC: thủ tục', 'QS: đất liền kề', 'YT: vệ sinh'].join(
  '\n',
)

/** The letter is put together answer by answer; the program dies on every step of a message's way in and out. */
async function writeLetter({ chain, town }: Stage): Promise<void> {
  const answers = ['Mức phí tại Điều 5', units, 'https://vanban.songmay.example/41', 'thường']
  const says = (text: string) => ({ act: () => town.says('KT1', text) })
  for (const text of ['/layykien Quy chế bến đò Sông Mây', ...answers]) town.says('KT1', text)
  await chain.dies('asked getUpdates')
  await chain.dies('accepted getUpdates')
  await chain.dies('before storeInbound', { passes: 2 })
  await chain.dies('after storeInbound')
  await chain.dies('asked confirmUpdates')
  await chain.dies('before handleOne', says('3 ngày làm việc'))
  await chain.dies('after handleOne', says('bỏ qua'))
  await chain.dies('before take')
  await chain.dies('after take')
  await chain.dies('before deliver')
  await chain.dies('after deliver')
  await chain.dies('before takeTurn')
  await chain.dies('after takeTurn')
  await chain.dies('asked sendMessage')
  await chain.dies('accepted sendMessage')
  await chain.dies('before conclude')
  await chain.dies('after conclude')
  await chain.dies('before noteIntake')
  await chain.dies('after noteIntake')
}

/** The tap that sends; five requests, each of them proof that its unit was reached. */
async function sendLetter(stage: Stage): Promise<void> {
  const { chain } = stage
  await chain.dies('before handleOne', presses(stage, 'KT1', 'consult send'))
  await chain.dies('after handleOne')
  await chain.dies('accepted sendMessage', { passes: 1 })
  await chain.dies('before conclude', { passes: 1 })
  await chain.dies('after conclude')
  await chain.dies('asked answerCallbackQuery', presses(stage, 'QS1', 'receive Y1'))
  await chain.dies('accepted answerCallbackQuery', presses(stage, 'CA1', 'receive Y1'))
}

/** Drafted and confirmed, objected, agreed and undone and agreed again, returned. */
async function answerLetter(stage: Stage): Promise<void> {
  const { chain, town, clock } = stage
  const why = 'Không đồng ý vì Điều 5 trái Luật Giao thông đường thủy'
  await chain.dies('before handleOne', { act: () => town.says('VX2', '/dongy Y1') })
  // A copy that went out just before a kill is unknown to the program: whoever answers it in words is asked which matter.
  const rested = (url: string) => rests(stage, url)
  const objects = () => town.says('CA1', why, town.finds('CA1', 'object Y1'))
  await chain.dies('after handleOne', { once: rested, act: objects })
  await chain.dies('before handleOne', presses(stage, 'VX1', 'confirm Y1 1'))
  await chain.dies('asked editMessageText')
  await chain.dies('accepted editMessageText')
  const agreeAndUndo = () => {
    town.says('YT1', '/dongy Y1')
    clock.advance({ seconds: 10 })
    town.says('YT1', '/hoantac Y1')
  }
  await chain.dies('before handleOne', { passes: 1, act: agreeAndUndo })
  await chain.dies('after handleOne', { act: () => town.says('YT1', '/dongy Y1') })
  const back = '/tralai Y1 Không thuộc chức năng của Trung tâm, đề nghị gửi Công an xã'
  await chain.dies('before conclude', { act: () => town.says('HC1', back) })
}

/** A nudge, an outage, the deadline, a group with another id, and the answer that comes too late. */
async function letTimePass(stage: Stage): Promise<void> {
  const { chain, town } = stage
  const fails = () => town.server.failNext('outage', 'sendMessage')
  await chain.dies('before settleSafely', timeComes(stage, '2026-11-20T09:05+07:00'))
  await chain.dies('after settleSafely')
  await chain.dies('before runSafely')
  await chain.dies('after runSafely')
  await chain.dies('asked getWebhookInfo')
  await chain.dies('accepted getWebhookInfo')
  await chain.dies('before postponeFor', { act: fails })
  const asksWhileItFails = () => {
    town.says('VP1', '/trogiup')
    fails()
  }
  await chain.dies('after postponeFor', { act: asksWhileItFails })
  await chain.dies('before keepLeases', hangs(stage))
  await chain.dies('after keepLeases', hangs(stage))
  await chain.dies('before settleSafely', timeComes(stage, '2026-11-25T07:31+07:00'))
  await chain.dies('after settleSafely')
  const moves = () => {
    town.keepTime()
    town.office.upgrades()
  }
  await chain.dies('before conclude', { act: moves })
  await chain.dies('after conclude')
  const late = '/khongdongy Y1 Điều 7 chồng lên đất quốc phòng'
  await chain.dies('before handleOne', { act: () => town.says('QS1', late) })
}

/** Somebody is blocked and comes back, the letter is closed, and a second one is sent and voided. */
async function endLetters(stage: Stage): Promise<void> {
  const { chain, town } = stage
  const asksAndBlocks = () => {
    town.says('YT1', '/trogiup')
    town.person('YT1').blocks()
  }
  const closesAndUnblocks = () => {
    town.says('KT1', '/dong Y1')
    town.person('YT1').unblocks()
  }
  await chain.dies('before conclude', { once: (url) => rests(stage, url), act: asksAndBlocks })
  await chain.dies('after conclude')
  await chain.dies('after handleOne', { act: closesAndUnblocks })
  await chain.dies('accepted editMessageText')
  const answers = [
    'Thời gian hoạt động',
    'VHXH: nếp sống',
    'https://vanban.songmay.example/42',
    'thường',
    '2 ngày làm việc',
  ]
  for (const text of ['/layykien Quy chế bến phà', ...answers]) town.says('KT1', text)
  const isTaken = () => chain.until(() => isConfirmed(stage))
  await chain.dies('accepted confirmUpdates', { once: isTaken, act: () => town.says('KT1', 'bỏ qua') })
  await chain.dies('after handleOne', presses(stage, 'KT1', 'consult send', 'bến phà'))
  const voids = () => town.says('KT1', '/huy Y2 Gửi nhầm bản dự thảo')
  await chain.dies('before conclude', { once: (url) => rests(stage, url), act: voids })
}

/** What the evidence of the two letters must hold, each once; without a name, nobody did it. */
export const acts: readonly string[] = [
  'Y1 prepared by KT1',
  'Y1 sent by KT1',
  ...['VHXH', 'CA', 'HCC', 'QS', 'YT'].map((unit) => `Y1 reached ${unit}`),
  'Y1 received QS by QS1',
  'Y1 received CA by CA1',
  'Y1 reply_drafted VHXH by VX2',
  'Y1 objected CA by CA1',
  'Y1 agreed VHXH by VX1',
  'Y1 agreed YT by YT1',
  'Y1 undone YT by YT1',
  'Y1 agreed YT by YT1',
  'Y1 returned HCC by HC1',
  'Y1 nudged QS',
  'Y1 deemed_consent QS',
  'Y1 replied_late QS by QS1',
  'Y1 closed by KT1',
  'Y2 prepared by KT1',
  'Y2 sent by KT1',
  'Y2 reached VHXH',
  'Y2 voided by KT1',
]

/** What must have been told of them, each once. */
export const tellings: readonly string[] = [
  'Y1 asked VHXH to VX1',
  'Y1 asked CA to CA1',
  'Y1 asked HCC to HC1',
  'Y1 asked QS to QS1',
  'Y1 asked YT to YT1',
  'Y1 status to KT1',
  'Y1 reply_to_confirm VHXH to VX1',
  'Y1 reply_confirmed VHXH to VX2',
  'Y1 answered CA to KT1',
  'Y1 answered HCC to KT1',
  'Y1 nudged QS to QS1',
  'Y1 still_silent to KT1',
  'Y1 lapsed QS to the Office',
  'Y1 lapsed QS to KT1',
  'Y1 lapsed QS to QS1',
  'Y1 answered_late QS to the Office',
  'Y1 answered_late QS to KT1',
  'Y1 closed to KT1',
  'Y2 asked VHXH to VX1',
  'Y2 status to KT1',
  'Y2 voided VHXH to VX1',
  'office digest to the Office',
  'own digest to KT1',
  'own digest to KT1',
  'seal 1 to the Office',
  'seal 2 to the Office',
]

/** A button is pressed as soon as it is seen. */
function presses({ chain, town }: Stage, officer: string, action: string, words = '') {
  const isSeen = () => town.finds(officer, action, words) !== undefined
  return { once: () => chain.until(isSeen), act: () => town.presses(officer, action) }
}

/** Telegram takes a message and does not answer for so long that the lease of the delivery must be renewed. */
function hangs(stage: Stage) {
  const { chain, town, clock } = stage
  const waits = async (url: string): Promise<void> => {
    await rests(stage, url)
    const hanging = chain.leavesHanging('accepted sendMessage')
    town.says('VP1', '/trogiup')
    await hanging
  }
  const act = () => {
    clock.advanceMachine({ seconds: 20 })
    chain.tellTime()
  }
  return { once: waits, act }
}

/** Time goes on when nothing else is left to do. */
function timeComes(stage: Stage, instant: string) {
  const act = () => {
    stage.clock.moveTo(Temporal.Instant.from(instant))
    stage.chain.tellTime()
  }
  return { once: (url: string) => rests(stage, url), act }
}

/** Everything is taken in, then a minute passes for what waits until nothing can be undone, then everything is out. */
async function rests(stage: Stage, url: string): Promise<void> {
  const { chain, clock } = stage
  await chain.until(() => isConfirmed(stage))
  await untilNoneWaits(url, 'inbound')
  clock.advance({ seconds: 61 })
  chain.tellTime()
  await untilNoneWaits(url, 'deliveries')
}

function isConfirmed({ town, gate }: Stage): boolean {
  return gate.confirmedUpTo() >= (town.updates.at(-1)?.update_id ?? 0)
}
