import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Refusals that rest on no paper: they say where a thing stands, or what a command needs to make sense. */
const plainSense: readonly string[] = [
  'already-answered',
  'already-overruled',
  'already-reached',
  'already-rerouted',
  'already-sent',
  'conclusion-to-come',
  'consults-itself',
  'deadline-past',
  'direct-empty',
  'documents-after-deadline',
  'documents-pending',
  'draft-changed',
  'extension-pending',
  'isExtension ? nothing-to-grant : nothing-to-supply',
  'matter-ended',
  'may-not-decide',
  'may-not-overrule',
  'may-not-send',
  'may-not-urge',
  'no-draft',
  'no-extensions',
  'no-late-reply',
  'no-objection',
  'no-open-objection',
  'nobody-silent',
  'none',
  'not-consulted',
  'not-returned',
  'not-sent',
  'not-your-unit',
  'nothing-objected',
  'nothing-returned',
  'nothing-to-reopen',
  'nothing-to-undo',
  'reason-missing',
  'registry-after-deadline',
  'registry-before-asked',
  'registry-not-yours',
  'registry-to-come',
  'registry-without-number',
  'reopen-answered',
  'reopen-office-only',
  'request-decided',
  'request-lapsed',
  'return-after-deadline',
  'still-open',
  'still-undoable',
  'too-many-units',
  'undo-after-deadline',
  'undo-too-late',
  'unit-already-asked',
  'unit-twice',
  'unit-unknown',
  'unit-void',
  'units-still-asked',
  'urge-after-deadline',
  'urge-waits-for-lead',
  'verdict-contradicts-text',
  'which-objection',
  'which-registered',
  'which-reopened',
  'which-request',
  'which-returned',
  'which-unit',
  'which-view',
]

const domain = join(import.meta.dirname, '../../src/domain')

/** The calls `refuse(code, details, citation)` of a source text, as their arguments. */
function refusalsIn(source: string): readonly (readonly string[])[] {
  return [...source.matchAll(/(?<!function )\brefuse\(/g)].map(({ index }) => {
    const parts = ['']
    for (let at = index + 'refuse('.length, depth = 0; depth >= 0 && at < source.length; at += 1) {
      const letter = source.charAt(at)
      if ('([{'.includes(letter)) depth += 1
      if (')]}'.includes(letter)) depth -= 1
      if (letter === ',' && depth === 0) parts.push('')
      else if (depth >= 0) parts.push(`${parts.pop() ?? ''}${letter}`)
    }
    return parts.map((part) => part.trim()).filter((part) => part !== '')
  })
}

test('every refusal of a consultation cites its clause, or is listed as plain sense', () => {
  const files = readdirSync(domain).filter((file) => file.startsWith('consultation'))
  const refusals = files.flatMap((file) => refusalsIn(readFileSync(join(domain, file), 'utf8')))
  const codes = refusals.filter((parts) => parts.length < 3).map(([code = '']) => code.replace(/['`]/g, ''))
  expect(refusals.length).toBeGreaterThan(codes.length)
  expect([...new Set(codes)].toSorted()).toEqual(plainSense)
})
