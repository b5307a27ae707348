/** The vendor's bad days. */
import { expect, test } from 'vitest'
import type { Sending } from '../../src/messengers/messenger.ts'
import type { Abilities, Bench, Failure } from './bench.ts'
import { blankCard } from './samples.ts'
import { expectKind, openInbox, posting, sentMessages } from './steps.ts'

const outcomes: readonly (readonly [Failure, string, Sending['outcome']])[] = [
  ['blocked', 'calls a person who shut the bot out unreachable', 'unreachable'],
  ['wait', 'tries later when the vendor asks for a pause', 'retry-later'],
  ['outage', 'tries later when the vendor is down', 'retry-later'],
  ['refused', 'gives up a message the vendor refuses', 'rejected'],
  ['lost-answer', 'tries later when it cannot know whether the message arrived', 'retry-later'],
]

export function describeFailures(bench: () => Bench, { failures }: Abilities): void {
  const staged = outcomes.filter(([kind]) => failures.includes(kind))
  const never = outcomes.map(([kind]) => kind).filter((kind) => !failures.includes(kind))

  test(`fails in ${staged.length} of ${outcomes.length} ways${never.length > 0 ? `, never: ${never.join(', ')}` : ''}`, () => {
    expect(staged.length).toBe(failures.length)
  })

  test.each(staged)('%s: %s', async (kind, _sentence, outcome) => {
    const { user, messenger } = bench()
    bench().fail(kind)
    const sending = await messenger.post(posting(bench(), user.chat, blankCard))
    expect(sending.outcome).toBe(outcome)
    if (sending.outcome === 'retry-later') expect(sending.seconds).toBeGreaterThan(0)
    if (sending.outcome !== 'sent') expect(sending.reason).not.toBe('')
    expect(await bench().shown(user.chat)).toHaveLength(kind === 'lost-answer' ? 1 : 0)
  })

  test.runIf(failures.includes('outage'))('sends after an outage what it could not send during it', async () => {
    const { user, messenger } = bench()
    const post = posting(bench(), user.chat, blankCard)
    bench().fail('outage')
    await messenger.post(post)
    bench().advance(60)
    sentMessages(await messenger.post(post))
    expect(await bench().shown(user.chat)).toHaveLength(1)
  })

  test.runIf(failures.includes('outage'))('goes on pulling after an outage', async () => {
    await bench().user.says('Đồng ý')
    bench().fail('outage')
    expect(expectKind(await openInbox(bench()).next(), 'text').text).toBe('Đồng ý')
  })
}
