/** `committee set`: everything of domain/committee-settings.ts, out of a file; part of it goes in the chat, too: /settings. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { changeSettings } from '../actions/committee-settings.ts'
import type { PlannedSettings, SettingsFault } from '../domain/committee-settings.ts'
import { findCommittee } from './committees.ts'
import { circumstancesOf, complainOf, languageOption, type OperatorOptions, translatorOf } from './operator.ts'
import { readSettingsChange } from './settings-file.ts'
import { type Desk, type ExitCode, type Perform, UsageFault, writeJson } from './surroundings.ts'

type SetOptions = OperatorOptions & { readonly dryRun?: true; readonly example?: true }

const example = {
  profile: 'default',
  ownRegulation: {
    title: 'Quy chế làm việc của UBND xã Sông Mây',
    number: '12/2026/QĐ-UBND',
    issuedOn: '2026-07-06',
    clause: 'Điều 9 khoản 3',
  },
  overrides: [{ rule: 'reply-limit', values: { normalWorkingDays: 7 }, from: '2027-01-01' }],
  digestAt: '07:15',
  plannedProfiles: [{ profile: 'hai-phong-2023', from: '2027-07-01' }],
  officeHours: [
    {
      from: '01-01',
      to: '12-31',
      morning: { opens: '07:30', closes: '11:30' },
      afternoon: { opens: '13:30', closes: '17:00' },
    },
  ],
  confirmedYears: [{ year: 2027, source: 'TB 123/TB-BNV' }],
  linksByEmail: false,
}

/** Adds `set` to the commands of committees. */
export function addCommitteeSet(committee: Command, perform: Perform, { write }: Pick<Desk, 'write'>): void {
  committee
    .command('set')
    .description('change settings for matters opened from now on; those already open keep their rules')
    .argument('[file]', 'a JSON file with what changes; `committee set --example` shows one')
    .option('--example', 'print a file to start from, and change nothing')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--committee <id>', 'the committee, needed when there are several')
    .option(...languageOption)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `\n${help}`)
    .action(async (file: string | undefined, options: SetOptions) => {
      if (options.example) writeJson({ write }, example)
      else await perform((desk) => set(desk, file, options))
    })
}

const help = `What the file leaves out stays as it is. Overrides are added to those there are; one of the same rule and day
takes the other's place; "values": null switches a rule off. No override dates back, and none brings in a rule that the
profile does not have. Planned profiles and confirmed years are added, too; "source": null makes a year provisional again.
Office hours are told season by season. No deadline that runs is moved, and no reminder already planned.`

async function set(desk: Desk, file: string | undefined, options: SetOptions): Promise<ExitCode> {
  if (file === undefined) throw new UsageFault('Give a file; `committee set --example` shows one')
  const read = readSettingsChange(readText(file))
  if (read.value === null) return complain(desk, read.faults)
  const { value: change } = read
  const { id } = await findCommittee(desk.database.db, options.committee)
  const t = translatorOf(options)
  return desk.database.transaction(async (tx) => {
    const circumstances = await circumstancesOf(tx, desk, id)
    const planned = await changeSettings(circumstances, change, { isDryRun: options.dryRun === true })
    if ('refused' in planned) return complainOf(desk, planned, { snapshot: circumstances.snapshot, t })
    return report(desk, planned, options)
  })
}

function report(desk: Desk, { faults, differences }: PlannedSettings, { json, dryRun }: SetOptions): ExitCode {
  if (faults.length > 0) return complain(desk, faults.map(sayFault))
  const isApplied = dryRun !== true && differences.length > 0
  if (json) writeJson(desk, { isApplied, differences })
  else if (differences.length === 0) desk.write('Nothing changes: the settings are so already\n')
  else {
    for (const { setting, from, to } of differences)
      desk.write(`${setting}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}\n`)
    desk.write(isApplied ? 'Written. Matters already open keep their rules\n' : 'Nothing was written: --dry-run\n')
  }
  return 0
}

const reasons: Readonly<Record<SettingsFault['code'], string>> = {
  'profile-unknown': 'is no regulation profile',
  'profile-not-in-force': 'does not bind on that day: its letter is not in force',
  'profile-dates-back': 'must be a day to come; "profile" sets the one of today',
  'regulation-not-yet-issued': 'lies in the future',
  'override-dates-back': 'dates back: "from" must be today or later',
  'override-unknown-rule': 'names a rule there is not',
  'override-not-in-profile': 'changes a rule that the profile does not have',
  'override-invalid-values': 'has values that do not fit the rule',
  'override-no-longer-fits': 'does not fit its rule any more; set it anew',
  'hours-out-of-order': 'must open before it closes, and the afternoon after the morning',
  'year-without-days': 'has no days off in the calendar yet: `calendar import` them first',
  'year-without-source': 'needs the paper that settles it',
}

function sayFault({ place, code }: SettingsFault): string {
  return `${place}: ${reasons[code]}`
}

function complain(desk: Desk, faults: readonly string[]): ExitCode {
  desk.complain(['The settings were not changed:', ...faults.map((fault) => `  - ${fault}`), ''].join('\n'))
  return 1
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new UsageFault(`The file ${file} cannot be read`, { cause })
  }
}
