import { describe, test } from 'vitest'
import { anLao2023 } from '../../src/regulations/profiles/an-lao-2023.ts'
import {
  agree,
  cancel,
  given,
  moment,
  register,
  type Story,
  tick,
  unreached,
  withoutRegulation,
  withRegulation,
} from '../support/given.ts'

const silent = (): Story => given('20/11 08:00', unreached).when('27/11 00:01', tick)

describe('[AL1.3f] the number of the incoming register proves reach', () => {
  test('before the deadline, dated by the register and signed by whoever wrote it down', () => {
    given('20/11 08:00', unreached)
      .when('23/11 08:00', register('CA', '118/CV-ĐẾN', '20/11 09:30', 'VP2'))
      .expectUnit('CA', {
        state: 'asked',
        reach: { kind: 'registry', number: '118/CV-ĐẾN', by: 'VP2', at: moment('20/11 09:30') },
      })
      .when('27/11 00:00', tick)
      .expectUnit('CA', { state: 'deemed_consent' })
  })

  test('after "unreached" it lapses the unit then, as the rules say, dated as the law says and recorded now', () => {
    given(silent())
      .when('30/11 08:00', register('CA', '118', '20/11 09:30'))
      .expectUnit('CA', { state: 'deemed_consent', lapsedAt: moment('27/11 00:00'), recordedAt: moment('30/11 08:00') })
    given('20/11 08:00', { ...unreached, rules: withoutRegulation })
      .when('27/11 00:01', tick)
      .when('30/11 08:00', register('CA', '118', '20/11 09:30'))
      .expectUnit('CA', { state: 'unanswered', lapsedAt: moment('27/11 00:00') })
  })

  test('a unit reached late has a working day from its proof, and lapses by that', () => {
    given(silent())
      .when('30/11 08:00', register('CA', '118', '26/11 16:00'))
      .expectUnit('CA', { state: 'deemed_consent', lapsedAt: moment('28/11 00:00'), recordedAt: moment('30/11 08:00') })
  })

  test('is written down by the Office for any unit, by a unit for itself, by nobody else', () => {
    given('20/11 08:00', unreached)
      .when('20/11 10:00', register('CA', '118', '20/11 09:30', 'CA3'))
      .expectUnit('CA', { reach: { by: 'CA3' } })
    given('20/11 08:00', unreached)
      .when('20/11 10:00', register('CA', '118', '20/11 09:30', 'VX1'))
      .expectRefusal('registry-not-yours')
    given('20/11 08:00', unreached)
      .when('20/11 10:00', register('CA', '118', '20/11 09:30', 'KT1'))
      .expectRefusal('registry-not-yours')
  })

  test.each([
    ['27/11 07:45', '118', 'registry-after-deadline'],
    ['30/11 08:01', '118', 'registry-to-come'],
    ['20/11 07:59', '118', 'registry-before-asked'],
    ['20/11 09:30', 'chưa có', 'registry-without-number'],
  ])('dated %s, number %s: %s', (when, number, code) => {
    given(silent())
      .when('30/11 08:00', register('CA', number, when))
      .expectRefusal(code)
  })

  test('is not needed where reach is proven or the unit has answered, and not taken once the matter ended', () => {
    given()
      .when('23/11 08:00', register('CA', '118', '20/11 09:30'))
      .expectRefusal('already-reached')
    given()
      .when('27/11 00:00', tick)
      .when('27/11 08:00', register('CA', '118', '20/11 09:30'))
      .expectRefusal('already-reached')
    given('20/11 08:00', unreached)
      .when('20/11 09:00', agree('CA1'))
      .when('20/11 10:00', register('CA', '118', '20/11 09:30'))
      .expectRefusal('already-answered')
    given()
      .when('20/11 09:00', cancel('KT1'))
      .when('20/11 10:00', register('CA', '118', '20/11 09:30'))
      .expectRefusal('matter-ended')
  })

  test('is not taken where the rules accept only messages, and the clause is cited', () => {
    const clause = anLao2023.rules['silence-is-consent']?.clause ?? ''
    const values = { accepts: ['message'], minimumWorkingDays: 1 }
    const rules = { ...withRegulation.rules, 'proof-of-reach': { values, citation: clause } }
    given('20/11 08:00', { ...unreached, rules: { ...withRegulation, rules } })
      .when('20/11 10:00', register('CA', '118', '20/11 09:30'))
      .expectRefusal('registry-not-accepted', clause)
  })

  test('names the unit by itself where only one can be meant', () => {
    const one = given('20/11 08:00', unreached).when('20/11 09:00', register('CA', '118', '20/11 08:30'))
    given(one)
      .when('20/11 10:00', { ...register('CA', '7', '20/11 09:30'), unit: null })
      .expectUnit('VHXH', { reach: { number: '7' } })
    given('20/11 08:00', unreached)
      .when('20/11 10:00', { ...register('CA', '7', '20/11 09:30'), unit: null })
      .expectRefusal('which-registered')
  })
})
