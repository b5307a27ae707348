/**
 * The one suite every messenger passes. A bench stands between it and the vendor: a person at a telephone on one side
 * (says, presses, sees), the vendor's bad days on the other. Capabilities switch cases off visibly.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeButtons, describeForms, describeHome } from './acting.ts'
import type { Abilities, Bench } from './bench.ts'
import { describeFailures } from './failing.ts'
import { describeIncoming, describeIncomingFiles, describePulling } from './incoming.ts'
import { describeCards, describeEdits, describeOutgoingFiles } from './outgoing.ts'

export type { Abilities, Bench, Failure, Shown } from './bench.ts'

/**
 * Declares the suite for one messenger. Call it at the top of that messenger's test file.
 * `make` gives a fresh bench for every case.
 */
export function contract(name: string, abilities: Abilities, make: () => Promise<Bench>): void {
  describe(`${name} keeps the contract of messengers`, () => {
    let bench: Bench
    beforeEach(async () => {
      bench = await make()
    })
    afterEach(() => bench.close())
    const at = () => bench

    test('can do what its tests say it can', () => {
      const { buttons, edits, forms, files } = bench.messenger.capabilities
      expect({ buttons, edits, forms, files }).toEqual({
        buttons: abilities.buttons,
        edits: abilities.edits,
        forms: abilities.forms,
        files: abilities.files,
      })
    })
    describeIncoming(at, abilities)
    describePulling(at)
    describeCards(at, abilities)
    describeIncomingFiles(at, abilities)
    describeOutgoingFiles(at, abilities)
    describeButtons(at, abilities)
    describeEdits(at, abilities)
    describeForms(at, abilities)
    describeHome(at, abilities)
    describeFailures(at, abilities)
  })
}
