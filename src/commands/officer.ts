/** An officer as an answer. */
import { fold } from '../text/vietnamese.ts'
import type { Answer, OfficerSituation, Reading } from './command.ts'
import { faulty, mostOffered, quote } from './field.ts'

/** Reads an officer by code or by name, as much of it as is needed; namesakes are put to choice by their code. */
export function readOfficer({ key, text }: Answer, { snapshot }: OfficerSituation): Reading {
  const wanted = fold(text)
  const officers = [...snapshot.directory.officers.values()]
  const exact = officers.filter(({ id, name }) => fold(id) === wanted || fold(name) === wanted)
  const found =
    exact.length > 0
      ? exact
      : officers.filter(({ name }) => wanted.length >= 2 && ` ${fold(name)} `.includes(` ${wanted} `))
  const [only] = found
  const typed = quote(text)
  if (only === undefined) return faulty('officer-not-found', { typed })
  if (found.length === 1) return { values: { [key]: only.id } }
  return faulty(
    'officer-ambiguous',
    { typed },
    found.slice(0, mostOffered).map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
  )
}
