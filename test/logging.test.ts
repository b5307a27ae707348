import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calmDown, createLogger, createScrubber, type Logger } from '../src/logging.ts'

function logging(secrets: readonly string[], level = 'info'): { logger: Logger; lines: string[] } {
  const lines: string[] = []
  return { logger: createLogger({ level, secrets, to: { write: (line) => void lines.push(line) } }), lines }
}

describe('what is written', () => {
  test('one JSON line with the level as a word and the time in ISO form', () => {
    const { logger, lines } = logging([])
    logger.warn({ chat: '7' }, 'waiting')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', chat: '7', msg: 'waiting' })
    expect(JSON.parse(lines[0] ?? '').time).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  test('nothing below the level', () => {
    const { logger, lines } = logging([], 'error')
    logger.warn('quiet')
    expect(lines).toEqual([])
  })
})

describe('secrets', () => {
  const token = '123456:ABC-def_ghi'

  test('go from messages, fields, keys, errors and their causes', () => {
    const { logger, lines } = logging([token])
    const cause = new Error(`GET https://api.telegram.org/bot${token}/getMe failed`)
    logger.error({ err: new Error(`no ${token}`, { cause }), list: [{ url: token }], [token]: 1 }, `token ${token}`)
    expect(lines[0]).not.toContain('ABC-def')
    expect(lines[0]).toContain('/bot[secret]/getMe')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ list: [{ url: '[secret]' }], msg: 'token [secret]' })
  })

  test('go as a URL spells them too', () => {
    const { logger, lines } = logging(['pa ss/wo:rd'])
    logger.info('x?key=pa%20ss%2Fwo%3Ard')
    expect(lines[0]).toContain('"x?key=[secret]"')
  })

  test('a password in an address goes though nobody named it, however short', () => {
    const { logger, lines } = logging([])
    logger.error(new Error('connect postgres://dondoc:abc@db:5432/dondoc'))
    expect(lines[0]).toContain('postgres://dondoc:[secret]@db:5432/dondoc')
    expect(lines[0]).not.toContain('abc')
  })

  test('an address without a password stays', () => {
    const { logger, lines } = logging([])
    logger.info('http://127.0.0.1:8080/a@b and mailto:an@example.vn')
    expect(lines[0]).toContain('http://127.0.0.1:8080/a@b and mailto:an@example.vn')
  })

  test('a secret that contains another goes whole', () => {
    const { logger, lines } = logging(['abcdef', 'abcdef-ghijkl'])
    logger.info('abcdef-ghijkl')
    expect(JSON.parse(lines[0] ?? '').msg).toBe('[secret]')
  })

  test('child loggers keep them too', () => {
    const { logger, lines } = logging([token])
    logger.child({ bot: token }).info('x')
    expect(lines[0]).not.toContain('ABC-def')
  })

  test('no secret, whatever its letters, survives, and the line stays JSON', () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 20, unit: 'grapheme' })
      .filter((text) => !'[secret]'.includes(text))
    fc.assert(
      fc.property(secret, fc.string(), (hidden, other) => {
        const line = `${JSON.stringify({ level: 'info', n: 1234567890, msg: `${other}${hidden}${other}`, deep: [{ hidden }] })}\n`
        const clean = createScrubber([hidden])(line)
        expect(clean.endsWith('}\n')).toBe(true)
        expect(Object.values(JSON.parse(clean)).some((value) => String(value).includes(hidden))).toBe(false)
      }),
    )
  })

  test('digits that are a secret go from numbers, and the line stays JSON', () => {
    const clean = createScrubber(['345678'])('{"a":1234567890,"b":12}\n')
    expect(JSON.parse(clean)).toEqual({ a: '[secret]', b: 12 })
  })
})

describe('complaints', () => {
  const hearing = () => {
    const [lines, time]: [unknown[], { now: number }] = [[], { now: 0 }]
    const write = calmDown(
      (...line) => lines.push(line),
      () => time.now,
    )
    return { lines, time, write }
  }

  test('are made once a minute, and then with how often they were repeated', () => {
    const { lines, time, write } = hearing()
    for (time.now = 0; time.now < 60_000; time.now += 1_000)
      write('error', 'The job failed', { error: `no database\n at ${time.now}`, tries: time.now })
    expect(lines).toEqual([['error', 'The job failed', { error: 'no database\n at 0', tries: 0 }]])
    write('error', 'The job failed', { error: 'no database' })
    expect(lines[1]).toEqual(['error', 'The job failed', { error: 'no database', repeated: 59 }])
  })

  test('of another kind, about somebody else, or after the clock was set back are made at once', () => {
    const { lines, time, write } = hearing()
    write('error', 'The job failed', { bot: 'telegram' })
    write('error', 'The job failed', { bot: 'slack' })
    write('warn', 'Nobody is there', { bot: 'slack' })
    time.now = -3_600_000
    write('error', 'The job failed', { bot: 'telegram' })
    expect(lines).toHaveLength(4)
  })

  test('are not news: what merely happens is told every time', () => {
    const { lines, write } = hearing()
    write('info', 'Updates are brought', { bot: 'telegram' })
    write('info', 'Updates are brought', { bot: 'telegram' })
    expect(lines).toHaveLength(2)
  })
})
