/**
 * The 82 requirements of the five letters, by id. A row is done when a test is named after it (test/clauses.ts);
 * a rule names the rows it serves. The gist is our own short wording, not the letter's.
 */

/** HP-5698 Hải Phòng 2019 · HP-966 Hải Phòng 2023 · AL-2023 An Lão · TH-643 Thanh Hóa 2018 · RG-288 Rạch Giá 2024. */
export type LetterId = 'HP-5698' | 'HP-966' | 'AL-2023' | 'TH-643' | 'RG-288'

export type Clause = {
  /** As the table of requirements writes it, "HP0b,3a": letter and clause, several clauses of one sense together. */
  readonly id: string
  /** The same written out: "HP0b", "HP3a". One of them may stand in a second row too ("RG3a"). */
  readonly ids: readonly string[]
  /** The letters it comes from. */
  readonly letters: readonly LetterId[]
  readonly gist: string
}

const letterOfPrefix: Readonly<Record<string, LetterId>> = {
  HP: 'HP-5698',
  H6: 'HP-966',
  AL: 'AL-2023',
  TH: 'TH-643',
  RG: 'RG-288',
}

function row(id: string, gist: string, ids: readonly string[] = id.split(',')): Clause {
  const letters = ids.map((one) => letterOfPrefix[one.slice(0, 2)]).filter((letter) => letter !== undefined)
  return { id, ids, letters: [...new Set(letters)], gist }
}

export const clauses: readonly Clause[] = [
  row('HP0a', 'A submission without a concrete proposal is a named fault'),
  row('HP0b,3a', 'The lead may not propose that another unit leads instead', ['HP0b', 'HP3a']),
  row('HP0c', 'Of several options exactly one is recommended, with the reason'),
  row('HP0d', 'Important tasks are not submitted late'),
  row('HP1', 'Faults are remedied at once and the cited regulations followed'),
  row('HP2a', 'Tasks from seven sources of command are urged and checked'),
  row('HP2b', 'Work is on schedule and of quality: somebody accepts it'),
  row('HP2c', 'Slow or poor work gets a concrete remedy'),
  row('HP2d', 'No circling, pushing on or avoiding'),
  row('HP3b', 'Contested matters are heard by the leaders before they are submitted'),
  row('HP4a,AL3.1,RG4c', 'The Office urges, follows, aggregates and reports periodically'),
  row('HP4b,AL3.2', 'Office and Home Affairs propose duty discipline; people decide'),
  row('HP4c,AL3.3', 'A dossier is controlled from reception to archive'),
  row('HP4d,AL3.3', 'A non-conforming dossier is not submitted and must be returned'),
  row('HPe,ALe,RG3c', 'Difficulties are reported up in time for direction'),
  row('HP mark', 'A letter stamped HỎA TỐC goes out at once'),
  row('HP nn', 'Recipients who act are told apart from those informed'),
  row('H6.1,AL1.2a,RG3a', 'Matters of own authority are decided, not sent up'),
  row('H6.2,AL1.2b,RG3a,TH1.2b', 'Own work is not passed sideways, up or down'),
  row('H6.3,AL1.2c,TH1.2b', "Others' work is not taken over"),
  row('H6.4,AL1.2d', "What is not the unit's function is returned at once, consultations included"),
  row('H6.5,AL1.3a', 'The right agencies are consulted, actively'),
  row('AL1.3b', 'The request states what is asked and by when'),
  row('H6.6,AL1.3c', 'Consulting is no means to dodge or delay'),
  row('AL1.3d', 'The consulted agency answers at once and in time'),
  row('AL1.3e', 'Replies are concrete: nothing generic, nothing pushed on'),
  row('AL1.3f', 'No reply by the deadline is consent, and the agency is answerable'),
  row('AL1.3g', 'A late reply is consent too'),
  row('H6.7,AL1.4', 'Open points are negotiated before the submission'),
  row('H6.8,AL1.5', 'Key, project and overdue work is brought to an end'),
  row('H6.9,AL1.6a,TH3.4b', 'Clear person, task and authority for every step'),
  row('H6.10,AL1.6b', 'Steps and layers of approval are cut'),
  row('H6.11,AL1.7a,2.1', 'Surprise duty checks; harassment is dealt with', ['H6.11', 'AL1.7a', 'AL2.1']),
  row('H6.12,15,AL1.7b,2.2', 'Weak or avoidant staff is replaced on a human proposal', [
    'H6.12',
    'H6.15',
    'AL1.7b',
    'AL2.2',
  ]),
  row('H6.13,AL1.8', 'Daring and dutiful work is praised in time'),
  row('AL2.3', 'The emulation board reviews regularly and proposes'),
  row('H6.14,AL2.1', 'Home Affairs proposes measures of duty discipline'),
  row('AL1.1a', 'Staff is briefed on the cited documents and follows them'),
  row('AL1.1b', 'The head directs in person and is fully liable, delegated work included'),
  row('AL hdr', 'A letter without number and day is registered as it is'),
  row('TH1.1a', 'Time of procedures is cut by at least 30 %'),
  row('TH1.1b,4.2d', '"Before" a date means by the end of the day before', ['TH1.1b', 'TH4.2d']),
  row('TH1.2a,RG3c', 'Conclusions are carried out in full and on time'),
  row('TH1.2c', 'A differing view goes to the superior; the work continues meanwhile'),
  row('TH1.2d', 'No stalling and no half-done work'),
  row('TH1.2e,3.6', 'A manager is jointly liable for direct staff', ['TH1.2e', 'TH3.6']),
  row('TH1.3a', 'Five clear points in every assignment'),
  row('TH1.3b', 'Work is specialised by step and kind'),
  row('TH1.3c', 'A section head oversees, checks, urges and reports up'),
  row('TH2a', 'One contact and one job right through'),
  row('TH2b', 'Work is assigned by post and ability'),
  row('TH3.1', 'The head sets an example and manages quality'),
  row('TH3.2', 'Nothing overdue, nothing left out'),
  row('TH3.2b', 'No harassment of citizens'),
  row('TH3.3', 'Every officer plans week, month, quarter and year'),
  row('TH3.4a', 'Working hours are kept'),
  row('TH3.4c', 'More information technology in direction and coordination'),
  row('TH3.5a', 'A conference has a programme and prepared content'),
  row('TH3.5b', "Lateness, leaving early and absence need the chair's consent or a reason"),
  row('TH3.6a', 'Rules of conduct at the office'),
  row('TH3.7', 'Duty inspection and downsizing'),
  row('TH3.8,RG2e,RG4c', 'Results feed the rating and the emulation of the year'),
  row('TH4.1a', 'The whole staff is briefed'),
  row('TH4.1b', 'A plan and an emulation drive carry the letter out'),
  row('TH4.1c', "A quarterly report on the 15th of the quarter's last month, through Home Affairs"),
  row('TH4.2a', 'Home Affairs is the standing body and compiles each quarter'),
  row('TH4.2b,c', 'Two inspection teams with a plan of six points', ['TH4.2b', 'TH4.2c']),
  row('TH4.3', 'Local radio praises and criticises by an approved list'),
  row('TH4.4', 'The Front and the unions supervise and comment'),
  row('RG1a', 'Working sessions are registered before the 10th and the 25th'),
  row('RG1b', 'Items of the briefing are registered'),
  row('RG1c', 'Documents come at least 3 working days before the session'),
  row('RG1d', 'A cross-sector item is appraised before it is adopted'),
  row('RG2a', 'Delegates come on time, as invited, and stay'),
  row('RG2b', 'Absence, lateness and leaving early are reported to the chair'),
  row('RG2c', 'A substitute has full authority to speak'),
  row('RG2d', 'Before the start the chair gets number and composition'),
  row('RG2f', 'An absent head reports in writing to the regular session'),
  row('RG3b', 'The lead checks and urges the coordinating units'),
  row('RG4a', 'Drafts keep time, form, procedure and consultation'),
  row('RG4b', 'Papers are signed in the right order'),
  row('RG4d', 'The head answers to the Chair for results'),
]

/** The one row an id names, written as the table does or written out; null when unknown or shared by two rows. */
export function findClause(id: string): Clause | null {
  const named = clauses.find((clause) => clause.id === id)
  if (named !== undefined) return named
  const [only, ...others] = clauses.filter(({ ids }) => ids.includes(id))
  return only !== undefined && others.length === 0 ? only : null
}
