/** The command line at a test's database, and a consultation with a long life to look at. */
import { randomBytes } from 'node:crypto'
import type { Act, Circumstances } from '../../src/actions/act.ts'
import { foundCommittee } from '../../src/actions/committee.ts'
import { actOnConsultation, type ConsultationAct, prepareConsultation } from '../../src/actions/consultation.ts'
import { settleMatter } from '../../src/actions/record.ts'
import { witnessDelivery } from '../../src/actions/witness.ts'
import { runAdmin } from '../../src/admin/run.ts'
import type { Surroundings } from '../../src/admin/surroundings.ts'
import type { Letter } from '../../src/domain/consultation-letter.ts'
import { sampleCommune, sampleUsers } from '../../src/sample-commune.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { ensureBot } from '../../src/store/directory.ts'
import type { Line } from '../../src/store/evidence.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import type { Database } from '../../src/store/tx.ts'
import { fakeClock } from '../support/clock.ts'

export const committeeId = sampleCommune.committee.id

export type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** A command line run in this process at a database that stays open; the clock stands at `at`. */
export async function runAt(
  database: Database,
  parameters: readonly string[],
  {
    at = '2026-11-23T09:15:00+07:00',
    variables = {},
    machine = { now: () => Temporal.Now.instant() },
    freeBytes = async () => null,
    input = '',
  }: Partial<Pick<Surroundings, 'variables' | 'machine' | 'freeBytes'>> & { at?: string; input?: string } = {},
): Promise<Ran> {
  let [out, err] = ['', '']
  const code = await runAdmin(parameters, {
    variables,
    clock: fakeClock(at),
    machine,
    freeBytes,
    random: (count) => randomBytes(count),
    readInput: async () => input,
    write: (text) => void (out += text),
    complain: (text) => void (err += text),
    openDatabase: async () => ({ ...database, close: async () => {} }),
  })
  return { code, out, err }
}

/** Founds the sample commune; everybody of `linked` has an account. */
export async function foundSample(database: Database, linked: readonly string[] = sampleUsers.map(({ id }) => id)) {
  const at = Temporal.Instant.from('2026-11-16T08:00+07:00')
  await database.transaction((tx) => foundCommittee(tx, sampleCommune, at))
  await ensureBot(database.db, { id: 'sandbox', committeeId, messenger: 'sandbox' })
  await database.transaction(async (tx) => {
    for (const officer of linked) {
      const account = { bot: 'sandbox', vendorUser: officer, officer, chat: officer, preference: 1 }
      await insertAccount(tx, { committeeId, ...account, isReachable: true, linkedAt: at })
    }
  })
}

export const letter: Letter = {
  leadUnit: 'KT',
  subject: 'Phương án bố trí chợ phiên cuối tuần',
  questions: ['Vị trí và giờ họp chợ có phù hợp không?'],
  consulted: [
    { unit: 'VHXH', why: 'Có hoạt động văn nghệ' },
    { unit: 'CA', why: 'Bảo đảm trật tự' },
    { unit: 'YT', why: 'An toàn thực phẩm' },
    { unit: 'QS', why: 'Dùng chung bãi đất' },
  ],
  everybodyBecause: null,
  dossier: { kind: 'link', url: 'https://hoso.example/cho-phien' },
  limit: { kind: 'working_days', days: 2 },
  urgency: 'normal',
  informed: [],
  statesSilence: false,
  againBecause: null,
}

/** Acts and happenings on one database, each in its own transaction. */
export function stageOf(database: Database) {
  const snapshots = createSnapshots()
  const at = async <T>(
    { by, when, recorded = when }: { by: string | null; when: string; recorded?: string },
    work: (circumstances: Circumstances & Act) => Promise<T>,
  ): Promise<T> =>
    database.transaction(async (tx) => {
      const snapshot = await snapshots.load(tx, committeeId)
      const [happened, recordedAt] = [when, recorded].map((text) => Temporal.Instant.from(`2026-11-${text}+07:00`))
      const circumstances = { tx, snapshot, by, messenger: by && 'sandbox', words: by && `/…(${by})` }
      return work({ ...circumstances, at: happened, recordedAt } as Circumstances & Act)
    })
  const line = (type: string, { happened, ...body }: { happened: Temporal.Instant } & Line['body']): Line => {
    return { type, actor: null, messenger: 'sandbox', happenedAt: happened, recordedAt: happened, body }
  }
  const matter = { kind: 'consultation', reference: 'Y1' } as const
  return {
    prepare: (by: string, when: string) => at({ by, when }, (act) => prepareConsultation(act, letter)),
    act: (by: string, when: string, wanted: ConsultationAct, recorded = when, reference = 'Y1') =>
      at({ by, when, recorded }, (act) => actOnConsultation(act, reference, wanted)),
    pass: (when: string) => at({ by: null, when }, (now) => settleMatter(now, matter)),
    deliver: (unit: string, officer: string, when: string) =>
      at({ by: null, when }, (now) => {
        const delivered = { kind: 'asked', unit, officer, messenger: 'sandbox', at: now.at, recordedAt: now.at }
        const told = { notice: 'asked', unit, officer, chat: officer, end: 'sent', messages: ['7'] }
        return witnessDelivery(now, matter, {
          delivered,
          line: line('delivered', { happened: now.at, ...told }),
        })
      }),
    lose: (unit: string, officer: string, when: string) =>
      at({ by: null, when }, (now) => {
        const told = { notice: 'asked', unit, officer, chat: officer, end: 'unreachable', messages: [] }
        return witnessDelivery(now, matter, {
          delivered: null,
          line: line('undelivered', { happened: now.at, ...told }),
        })
      }),
  }
}

const reply = (verdict: 'agreed' | 'objected' | null, text: string): ConsultationAct => ({
  type: 'reply',
  unit: null,
  verdict,
  text,
  suggestedUnit: null,
})

/** Lives through nearly everything that can happen to a consultation, from Wednesday 18 to Monday 23 November. */
export async function liveConsultation(database: Database): Promise<void> {
  const { prepare, act, pass, deliver, lose } = stageOf(database)
  await prepare('KT2', '18T08:00')
  await act('KT1', '18T08:05', { type: 'send' })
  await deliver('VHXH', 'VX1', '18T08:06')
  await deliver('CA', 'CA1', '18T08:06')
  await deliver('YT', 'YT1', '18T08:06')
  await lose('QS', 'QS1', '18T08:06')
  await act('VX1', '18T08:30', { type: 'receive', unit: null })
  await act('VX2', '18T09:00', reply('agreed', 'Đồng ý, đề nghị kết thúc văn nghệ trước 22 giờ'))
  await act('VX1', '18T09:10', { type: 'confirm', unit: null, draft: 1 })
  await act('VX1', '18T09:10:30', { type: 'undo' })
  await act('CA1', '18T10:00', reply(null, 'Sẽ nghiên cứu và có ý kiến sau'))
  await pass('19T14:30')
  await act('CA1', '20T09:30', reply('objected', 'Không đồng ý: bãi gửi xe nằm trên đường thoát hiểm của trường học'))
  await act('VX1', '20T10:00', { type: 'confirm', unit: null, draft: 1 })
  await act('KT2', '20T10:05', { type: 'close' })
  await pass('21T00:00:01')
  await act('QS1', '21T08:00', reply('agreed', 'Đồng ý cho dùng chung bãi đất'))
  await act('YT1', '20T16:00', reply('agreed', 'Đồng ý, có kiểm tra thực phẩm'), '21T08:10')
  await act('KT1', '23T08:00', { type: 'close' })
}
