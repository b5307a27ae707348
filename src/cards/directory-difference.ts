/** What a directory file would change, or what is wrong with it: shown before anything is recorded. */

import type { Directory } from '../domain/directory.ts'
import type { Fact, Section } from '../domain/directory-difference.ts'
import type { Problem } from '../domain/directory-rows.ts'
import type { Left } from '../domain/notice.ts'
import type { Key, Translator } from '../i18n.ts'
import { shorten } from '../text/vietnamese.ts'
import { button, buttons, list, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { nameOfficer } from './names.ts'
import type { Response } from './response.ts'
import { sayCode } from './response-words.ts'

/** A list longer than this is a wall; the numbers above it still tell all. */
const mostShown = 12
const longestSubject = 90

/** The difference, with the button that records it. */
export function renderDifference(
  { file, number, sections, left, ignored }: Extract<Response, { kind: 'difference' }>,
  directory: Directory,
  t: Translator,
): Card {
  const title = t('directory.difference.title', { number: sections.reduce((sum, { count }) => sum + count, 0) })
  return makeCard(title, sections.some(({ code }) => code === 'leavers') ? 'warning' : 'plain', [
    text(t('directory.difference.intro', { file, number })),
    ...sections.map((section) => sectionBlock(section, t)),
    listCut(
      t('directory.section.left', { count: countOf(left) }),
      { lines: sayLeft(left, directory, t), count: countOf(left) },
      t,
    ),
    ignored.length === 0 ? null : text(t('directory.difference.ignored', { columns: ignored.join(', ') })),
    text(t('directory.difference.how', { number })),
    buttons([button(t('directory.difference.confirm'), ['import', 'confirm', number], 'primary')]),
  ])
}

function countOf(left: readonly Left[]): number {
  return left.reduce((sum, { matters }) => sum + matters.length, 0)
}

function sectionBlock({ code, facts, count }: Section & { readonly count: number }, t: Translator): Block | null {
  const lines = facts.slice(0, mostShown).map((fact) => sayFact(fact, t))
  return listCut(t(`directory.section.${code}`, { count }), { lines, count }, t)
}

function listCut(
  label: string,
  { lines, count }: { readonly lines: readonly string[]; readonly count: number },
  t: Translator,
): Block | null {
  const shown = lines.slice(0, mostShown)
  const rest = count - shown.length
  return list(label, rest > 0 ? [...shown, t('directory.difference.more', { count: rest })] : shown)
}

/** One change in a line: "Phòng Kinh tế, tên viết tắt: KT → P. KT". */
export function sayFact({ code, values }: Fact, t: Translator): string {
  const worded = Object.entries(values).map(([name, value]) => [name, sayValue(code, name, value, t)] as const)
  return t(`directory.change.${code}`, Object.fromEntries(worded))
}

function sayValue(code: Fact['code'], name: string, value: string | number, t: Translator): string | number {
  if (value === '') return t('directory.nothing')
  if (name === 'post') return t(`consultation.post.${value}` as Key)
  const isFunctions = code === 'unit_functions' && (name === 'from' || name === 'to')
  if (!isFunctions) return value
  const functions = String(value).split(' ')
  return t.list(functions.map((one) => t(`directory.function.${one}` as Key)))
}

/** What each leaver leaves open: "Y12: dự thảo trả lời … (Cán bộ)". */
export function sayLeft(left: readonly Left[], directory: Directory, t: Translator): readonly string[] {
  return left.flatMap(({ leaver, matters }) =>
    matters.map((matter) => `${sayMatter(matter, t)} (${nameOfficer(directory, leaver.officer)})`),
  )
}

export function sayMatter({ reference, what, subject }: Left['matters'][number], t: Translator): string {
  const values = { reference, what: t(`directory.left.what.${what}`), subject: shorten(subject, longestSubject) }
  return t('directory.left.line', values)
}

/** The rows that keep a file from being used. */
export function renderBadRows({ file, problems, count }: Extract<Response, { kind: 'bad_rows' }>, t: Translator): Card {
  const lines = problems.slice(0, mostShown).map((problem) => sayProblem(problem, t))
  return makeCard(t('directory.problems.title', { number: count }), 'warning', [
    text(t('directory.problems.intro', { file })),
    list(
      null,
      count > lines.length ? [...lines, t('directory.difference.more', { count: count - lines.length })] : lines,
    ),
  ])
}

/** "Dòng 12: Thiếu mã đơn vị (unit_code)." */
export function sayProblem({ line, code, values }: Problem, t: Translator): string {
  const why = sayCode({ group: 'directory.problem', code, fallback: 'directory.problem.other', values }, t)
  return t('directory.problems.line', { line, why })
}
