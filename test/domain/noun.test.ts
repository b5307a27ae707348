import { expectTypeOf, test } from 'vitest'
import type { ConsultationEvent } from '../../src/domain/consultation.ts'
import type { Recordable } from '../../src/domain/noun.ts'

test('an event takes none of the names that a line of evidence keeps for others', () => {
  type Sent = { readonly type: 'sent'; readonly by: string }
  expectTypeOf<ConsultationEvent>().toExtend<Recordable<ConsultationEvent>>()
  expectTypeOf<Sent>().toExtend<Recordable<Sent>>()
  type Refused = Sent | { readonly type: 'refused' }
  expectTypeOf<Refused>().not.toExtend<Recordable<Refused>>()
  type Worded = Sent & { readonly words: string }
  expectTypeOf<Worded>().not.toExtend<Recordable<Worded>>()
  type Assumed = Sent & { readonly assumed: boolean }
  expectTypeOf<Assumed>().not.toExtend<Recordable<Assumed>>()
})
