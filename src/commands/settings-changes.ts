/**
 * What the Office may change of the committee's settings in the chat: what each change asks for, and how it is typed behind
 * "/settings". The committee's own regulation and overrides of rules come with a file: `admin committee set`.
 */
import { dayOf, provisionalYears } from '../calendar/calendar.ts'
import type { OfficeHours } from '../calendar/season.ts'
import type { Asking } from '../cards/asking.ts'
import { writeHours } from '../cards/setting-words.ts'
import type { SettingsChange } from '../domain/committee-settings.ts'
import { profiles } from '../regulations/profiles/index.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Line, OfficerSituation, Reading, Values } from './command.ts'
import { readTime } from './digest.ts'
import { askChoice, askText, faulty, isGiven, quote, readText } from './field.ts'
import { readHours } from './settings-hours.ts'

/** One setting as the chat changes it. */
type Changing = {
  /** What it is called behind the command, without accents. */
  readonly words: readonly string[]
  /** Its fields in the order asked; what is typed behind its name answers them word by word, the last takes the rest. */
  readonly fields: readonly Field[]
  readonly change: (values: Values) => SettingsChange
}

type Field = {
  readonly key: string
  readonly ask: (situation: OfficerSituation, values: Values) => Asking
  readonly read: (answer: Answer, situation: OfficerSituation) => Reading
}

const yesOrNo = [
  { value: 'yes', label: 'ask.option.yes' },
  { value: 'no', label: 'ask.option.no' },
]

/** What somebody says last of all where a slip would reach everybody. */
export const sureKey = 'sure'
const sure: Field = {
  key: sureKey,
  ask: (_, { said = '' }) => ({ ...askChoice(sureKey, yesOrNo), values: { said } }),
  read: (answer) => readYes(answer),
}

const digest: Changing = {
  words: ['digest', 'ban tin', 'gio ban tin'],
  fields: [
    {
      key: 'digestAt',
      ask: () =>
        askChoice(
          'digestAt',
          ['06:30', '07:00', '07:15', '07:30', '08:00'].map((time) => ({ value: time, label: time })),
        ),
      read({ key, text }) {
        const time = readTime(text)
        return time === null ? faulty('time-unreadable', { typed: quote(text) }) : { values: { [key]: time } }
      },
    },
  ],
  change: ({ digestAt = '' }) => ({ digestAt }),
}

const hours: Changing = {
  words: ['hours', 'office hours', 'gio lam viec', 'gio hanh chinh'],
  fields: [
    {
      key: 'hours',
      ask: () => askText('hours', { isLong: true }),
      read({ key, text }) {
        const read = readHours(text)
        if (read === null) return faulty('hours-unreadable', { typed: quote(text) })
        return { values: { [key]: JSON.stringify(read), said: writeHours(read) } }
      },
    },
    sure,
  ],
  change: ({ hours: read = '' }) => ({ officeHours: JSON.parse(read) as OfficeHours }),
}

const year: Changing = {
  words: ['year', 'nam', 'lich nam'],
  fields: [
    {
      key: 'year',
      ask: ({ snapshot, at }) => {
        const open = provisionalYears(snapshot.calendar, dayOf(at, snapshot.calendar)).map(String)
        return askChoice(
          'year',
          open.map((value) => ({ value, label: value })),
        )
      },
      read: ({ key, text }) =>
        /^20\d\d$/.test(text.trim())
          ? { values: { [key]: text.trim() } }
          : faulty('year-unreadable', { typed: quote(text) }),
    },
    { key: 'source', ask: () => askText('source'), read: readSource },
    sure,
  ],
  change: ({ year: typed, source = '' }) => ({ confirmedYears: [{ year: Number(typed), source }] }),
}

const profile: Changing = {
  words: ['profile', 'bo quy dinh', 'quy dinh'],
  fields: [
    { key: 'profile', ask: () => askChoice('profile', profileOptions()), read: readProfile },
    { key: 'from', ask: () => askText('from'), read: readComing },
    sure,
  ],
  change: ({ profile: id = '', from = '' }) => ({ plannedProfiles: [{ profile: id, from }] }),
}

const email: Changing = {
  words: ['email', 'e-mail', 'thu dien tu', 'lien ket email'],
  fields: [{ key: 'email', ask: () => askChoice('email', yesOrNo), read: readYes }],
  change: ({ email: answer }) => ({ linksByEmail: answer === 'yes' }),
}

const changings: Readonly<Record<string, Changing>> = { digest, hours, year, profile, email }

/** Under this what was typed for a field and could not be read is kept, so that it is asked with the reason: "hours 7h". */
const wrongKey = 'wrong'

/** What a change that was begun still asks for; nothing when none was. */
export function askOpen(line: Line, situation: OfficerSituation): readonly Asking[] {
  const { values } = line
  const open = fieldsOf(values).filter(({ key }) => !isGiven(values, key))
  const asked = open.filter(({ key }) => key !== sureKey)
  return (asked.length > 0 ? asked : open).map((field) => {
    const asking = field.ask(situation, values)
    const [, wrong] = new RegExp(`^${field.key} (.+)$`, 's').exec(values[wrongKey] ?? '') ?? []
    const reading = wrong === undefined ? null : field.read({ key: field.key, text: wrong, line }, situation)
    return reading !== null && 'fault' in reading ? { ...asking, fault: reading.fault } : asking
  })
}

function fieldsOf({ what = '' }: Values): readonly Field[] {
  return changings[what]?.fields ?? []
}

/** Reads an answer: to one of the fields, or what follows the command. */
export function readSetting(answer: Answer, situation: OfficerSituation): Reading {
  const field = fieldsOf(answer.line.values).find(({ key }) => key === answer.key)
  return field ? field.read(answer, situation) : readChange(answer, situation)
}

/** The change once all its fields are answered; null when none was begun. */
export function changeOf(values: Values): SettingsChange | null {
  return changings[values['what'] ?? '']?.change(values) ?? null
}

/** The name of a setting, and perhaps what it is to be. */
function readChange(answer: Answer, situation: OfficerSituation): Reading {
  const pieces = answer.text.trim().split(/(\s+)/)
  const named = Object.entries(changings).flatMap(([what, { words }]) =>
    words.map((phrase) => ({ what, phrase, count: phrase.split(' ').length * 2 - 1 })),
  )
  const [found] = named
    .filter(({ phrase, count }) => fold(pieces.slice(0, count).join('')) === phrase)
    .toSorted((one, other) => other.count - one.count)
  if (found === undefined) return faulty('setting-unclear', { typed: quote(answer.text) })
  const { what, count } = found
  const line = { ...answer.line, values: { ...answer.line.values, what } }
  return { values: readFields(pieces.slice(count + 1).join(''), { ...answer, line }, situation) }
}

function readFields(typed: string, { line }: Answer, situation: OfficerSituation): Values {
  let values = line.values
  let rest = typed.trim()
  const fields = fieldsOf(values).filter(({ key }) => key !== sureKey)
  for (const [index, { key, read }] of fields.entries()) {
    if (rest === '') break
    const text = index === fields.length - 1 ? rest : (rest.split(/\s+/)[0] ?? '')
    rest = rest.slice(text.length).trim()
    const reading = read({ key, text, line: { ...line, values } }, situation)
    if ('fault' in reading) return { ...values, [wrongKey]: `${key} ${text}` }
    values = { ...values, ...reading.values }
  }
  return values
}

function profileOptions(): Asking['options'] {
  return profiles.filter(({ inForceTo }) => inForceTo === null).map(({ id, title }) => ({ value: id, label: title }))
}

function readProfile({ key, text }: Answer): Reading {
  const typed = fold(text).trim()
  const found = profiles.find(({ id, title }) => id === typed || fold(title) === typed)
  if (found === undefined) return faulty('choice-unknown', { typed: quote(text) }, profileOptions())
  return { values: { [key]: found.id, said: found.title } }
}

/** The paper that settles a year. */
function readSource(answer: Answer): Reading {
  const reading = readText(answer, 300)
  if ('fault' in reading) return reading
  return { values: { ...reading.values, said: [answer.line.values['year'], answer.text.trim()].join(', ') } }
}

/** A day to come: "1/1/2027"; without a year the next such day. */
function readComing({ key, text, line }: Answer, { snapshot, at }: OfficerSituation): Reading {
  const [, day, month, year] =
    /^(?:tu )?(?:ngay )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/.exec(fold(text).trim()) ?? []
  const today = dayOf(at, snapshot.calendar)
  const years = year === undefined ? [today.year, today.year + 1] : [Number(year)]
  const days = years.flatMap((one) => dayIn(one, Number(month), Number(day)))
  const coming = days.find((one) => Temporal.PlainDate.compare(one, today) > 0)
  if (coming === undefined) return faulty('coming-day-unreadable', { typed: quote(text) })
  const written = [coming.day, coming.month].map((part) => String(part).padStart(2, '0'))
  const said = [line.values['said'], [...written, coming.year].join('/')].filter((one) => one !== undefined).join(', ')
  return { values: { [key]: coming.toString(), said } }
}

function dayIn(year: number, month: number, day: number): readonly Temporal.PlainDate[] {
  try {
    return [Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })]
  } catch {
    return []
  }
}

function readYes({ key, text }: Answer): Reading {
  const typed = fold(text).trim()
  if (/^(yes|y|co|dong y|on|bat)$/.test(typed)) return { values: { [key]: 'yes' } }
  if (/^(no|n|khong|thoi|off|tat)$/.test(typed)) return { values: { [key]: 'no' } }
  return faulty('choice-unknown', { typed: quote(text) }, yesOrNo)
}
