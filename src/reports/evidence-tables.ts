/** The middle chapters of the document: what happened, line by line, and what was sent to whom. */
import { nameMessenger } from '../cards/names.ts'
import type { Cell, Line } from '../documents/official-document.ts'
import type { ChainedLine } from '../store/evidence.ts'
import { type Chapter, namesIn, type Sheet } from './evidence-sheet.ts'
import { type Names, sayTime, wordDelivery, wordLine } from './evidence-words.ts'

const deliveryTypes: readonly string[] = ['delivered', 'undelivered']

export function timelineChapter(sheet: Sheet): Chapter {
  const { t, lines } = sheet
  const columns = [
    { title: t('sheet.column.line'), share: 13, isCentred: true },
    { title: t('sheet.column.at'), share: 30 },
    { title: t('sheet.column.who'), share: 37 },
    { title: t('sheet.column.what'), share: 80 },
  ] as const
  const names = namesIn(sheet)
  const rows = lines.filter(({ type }) => !deliveryTypes.includes(type)).map((line) => timelineRow(line, names, t))
  const intro = { kind: 'text', text: t('sheet.timelineIntro') } as const
  return { title: t('sheet.part.timeline'), parts: [intro, { kind: 'table', columns, rows }] }
}

function timelineRow(line: ChainedLine, names: Names, t: Sheet['t']): readonly Cell[] {
  const { number, at, who, what, beneath } = wordLine(line, names, t)
  const notes = beneath.flatMap((note) => note.split('\n')).map((text): Line => ({ text, style: 'quiet' }))
  return [[plain(String(number))], [plain(at)], [plain(who)], [plain(capitalize(what)), ...notes]]
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function deliveriesChapter(sheet: Sheet): Chapter {
  const { t, lines } = sheet
  const columns = [
    { title: t('sheet.column.line'), share: 13, isCentred: true },
    { title: t('sheet.column.at'), share: 30 },
    { title: t('sheet.column.to'), share: 50 },
    { title: t('sheet.column.notice'), share: 27 },
    { title: t('sheet.column.end'), share: 40 },
  ] as const
  const rows = lines.filter(({ type }) => deliveryTypes.includes(type)).map((line) => deliveryRow(line, sheet))
  const title = t('sheet.part.deliveries')
  if (rows.length === 0) return { title, parts: [{ kind: 'text', text: t('sheet.noDeliveries') }] }
  const intro = { kind: 'text', text: t('sheet.deliveriesIntro') } as const
  return { title, parts: [intro, { kind: 'table', columns, rows }] }
}

function deliveryRow(line: ChainedLine, { t, directory, calendar }: Sheet): readonly Cell[] {
  const { to, notice, end } = wordDelivery(line, directory, t)
  const through = line.messenger === null ? [] : [quiet(nameMessenger(line.messenger))]
  const at = sayTime(line.happenedAt, calendar.timeZone, t)
  return [[plain(String(line.sequence))], [plain(at)], [plain(to), ...through], [plain(notice)], [plain(end)]]
}

function plain(text: string): Line {
  return { text, style: 'plain' }
}

function quiet(text: string): Line {
  return { text, style: 'quiet' }
}
