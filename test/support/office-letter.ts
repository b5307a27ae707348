/** A letter asking for opinions, as an officer puts it together in the chat, question by question. */
import { prepareConsultation } from '../../src/actions/consultation.ts'
import type { Letter } from '../../src/domain/consultation-letter.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import type { Office } from './office.ts'
import type { Chats, SentFile } from './office-chats.ts'

/** What is answered to each question of /layykien. Defaults: Phòng Kinh tế asks five units, three working days. */
export type SpokenLetter = {
  readonly subject?: string
  readonly questions?: string
  readonly to?: string
  readonly dossier?: string | SentFile
  readonly urgency?: string
  readonly deadline?: string
  readonly informed?: string
}

export const subject = 'Dự thảo Quy chế quản lý chợ Sông Mây'

const fiveUnits = [
  'VHXH: nếp sống văn minh ở chợ',
  'CA: an ninh, trật tự và phòng cháy',
  'HCC: thủ tục thuê ki-ốt',
  'QS: đất quốc phòng liền kề',
  'YT: an toàn thực phẩm',
].join('\n')

/** Answers every question up to the preview; nothing is sent yet. */
export async function drafts<Own extends Chats>(
  office: Office<Own>,
  who: string,
  letter: SpokenLetter = {},
): Promise<void> {
  const { questions = 'Mức phí tại Điều 5\nGiờ họp chợ tại Điều 7', to = fiveUnits } = letter
  const { dossier = 'https://vanban.songmay.example/ho-so/41', urgency = 'thường' } = letter
  const { deadline = '3 ngày làm việc', informed = 'bỏ qua' } = letter
  await office.says(who, `/layykien ${letter.subject ?? subject}`)
  await office.says(who, questions)
  await office.says(who, to)
  if (typeof dossier === 'string') await office.says(who, dossier)
  else await office.sends(who, dossier)
  for (const answer of [urgency, deadline, informed]) await office.says(who, answer)
}

/** The same, and the tap that sends it. */
export async function consults<Own extends Chats>(
  office: Office<Own>,
  who: string,
  letter: SpokenLetter = {},
): Promise<void> {
  await drafts(office, who, letter)
  await office.presses(who, 'Gửi')
}

/** The same in one step, for stories that begin when the letter is out: the units by code, three working days. */
export async function hasConsulted(
  office: Pick<Office, 'committeeId' | 'database' | 'clock' | 'bot' | 'rest'> & {
    readonly chats: Pick<Chats, 'messenger'>
  },
  units: readonly string[],
  change: Partial<Letter> = {},
): Promise<void> {
  const letter: Letter = {
    leadUnit: 'KT',
    subject,
    questions: ['Mức phí tại Điều 5'],
    consulted: units.map((unit) => ({ unit, why: `chức năng của ${unit}` })),
    everybodyBecause: null,
    dossier: { kind: 'link', url: 'https://vanban.songmay.example/ho-so/41' },
    limit: { kind: 'working_days', days: 3 },
    urgency: 'normal',
    informed: [],
    statesSilence: false,
    againBecause: null,
    ...change,
  }
  const { committeeId, database, clock } = office
  const outcome = await database.transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const at = clock.now()
    const through = { bot: office.bot, messenger: office.chats.messenger.name, words: 'consult send' }
    const act = { tx, snapshot, by: 'KT1', ...through, at, recordedAt: at }
    return prepareConsultation(act, letter)
  })
  if (outcome.refusal !== null) throw new Error(`The letter was refused: ${outcome.refusal.code}`)
  await office.rest()
}
