import fc from 'fast-check'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createFileLinks, type ServedFile } from '../../src/http/file-links.ts'
import { fakeClock } from '../support/clock.ts'

const pdf: ServedFile = {
  name: 'Tờ trình “chợ” (bản 2).pdf',
  mime: 'application/pdf',
  bytes: Uint8Array.of(37, 80, 68, 70),
}

function open({ file = pdf, key = 1 }: { file?: ServedFile | null; key?: number } = {}) {
  const clock = fakeClock('2026-11-20T08:00+07:00')
  const read: string[] = []
  const links = createFileLinks({
    publicUrl: 'https://dondoc.songmay.example',
    key: new Uint8Array(32).fill(key),
    now: clock.now,
    read: async (committee, id) => {
      read.push(`${committee}/${id}`)
      return id === 'a1b2' ? file : null
    },
    words: { expired: 'Liên kết đã hết hạn.', unknown: 'Không có tệp này.' },
  })
  const app = new Hono()
  links.mount(app)
  const get = (url: string, method = 'GET') => app.request(url.replace(/^https:\/\/[^/]+/, ''), { method })
  return { clock, links, get, read }
}

describe('a link to a file', () => {
  test('gives the file byte by byte, to be saved under its own name', async () => {
    const { links, get } = open()
    const { url, untilAt } = links.linkTo('song-may', 'a1b2')
    expect(url).toMatch(/^https:\/\/dondoc\.songmay\.example\/files\/song-may\/a1b2\?until=\d+&sig=[\w-]{43}$/)
    expect(untilAt.toString()).toBe('2026-11-21T01:00:00Z')
    const answer = await get(url)
    expect(answer.status).toBe(200)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(pdf.bytes)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
      'content-disposition':
        'attachment; filename="To trinh _cho_ (ban 2).pdf"; ' +
        "filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20%E2%80%9Cch%E1%BB%A3%E2%80%9D%20%28b%E1%BA%A3n%202%29.pdf",
    })
    expect((await get(url, 'HEAD')).status).toBe(200)
  })

  test('opens for a day to the second, and then says so', async () => {
    const { clock, links, get, read } = open()
    const { url } = links.linkTo('song-may', 'a1b2')
    clock.advance({ hours: 23, minutes: 59, seconds: 59 })
    expect((await get(url)).status).toBe(200)
    clock.advance({ seconds: 1 })
    const answer = await get(url)
    expect([answer.status, await answer.text()]).toEqual([410, 'Liên kết đã hết hạn.'])
    expect(read).toHaveLength(1)
  })

  test('cannot be made to last longer', async () => {
    const { clock, links, get } = open()
    const { url } = links.linkTo('song-may', 'a1b2')
    clock.advance({ hours: 25 })
    const later = url.replace(/until=(\d+)/, (_, until) => `until=${Number(until) + 86_400}`)
    expect((await get(later)).status).toBe(404)
  })

  test('altered in any one letter opens nothing, and nothing is read for it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom('a', 'Z', '0', '9', '-', '_', '.', '~', '/'),
        async (place, letter) => {
          const { links, get, read } = open()
          const { url } = links.linkTo('song-may', 'a1b2')
          const start = url.indexOf('/files/') + '/files/'.length
          const at = start + (place % (url.length - start))
          const altered = `${url.slice(0, at)}${letter}${url.slice(at + 1)}`
          if (altered === url) return
          expect((await get(altered)).status).toBe(404)
          expect(read).toEqual([])
        },
      ),
    ))

  test.each([
    ['another committee', (url: string) => url.replace('song-may', 'xa-khac')],
    ['another file', (url: string) => url.replace('a1b2', 'a1b3')],
    ['no signature', (url: string) => url.replace(/&sig=.*/, '')],
    ['an empty one', (url: string) => url.replace(/&sig=.*/, '&sig=')],
    ['a longer one', (url: string) => `${url}A`],
    ['no end', (url: string) => url.replace(/until=\d+&/, '')],
    ['the end written otherwise', (url: string) => url.replace('until=', 'until=0')],
    ['committee and file cut elsewhere', (url: string) => url.replace('song-may/a1b2', 'song-may%2Fa1b2/')],
  ])('with %s opens nothing', async (_, change) => {
    const { links, get, read } = open()
    expect((await get(change(links.linkTo('song-may', 'a1b2').url))).status).toBe(404)
    expect(read).toEqual([])
  })

  test('signed with another key opens nothing', async () => {
    const { url } = open({ key: 2 }).links.linkTo('song-may', 'a1b2')
    expect((await open().get(url)).status).toBe(404)
  })

  test('to a file that is gone is answered like one that never was', async () => {
    const { links, get } = open({ file: null })
    const [gone, forged] = [
      await get(links.linkTo('song-may', 'a1b2').url),
      await get('/files/song-may/a1b2?until=1&sig=x'),
    ]
    expect([gone.status, await gone.text()]).toEqual([forged.status, await forged.text()])
  })

  test.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/plain; charset=utf-8\r\nx: y', ''])(
    'serves what claims to be %j as mere bytes',
    async (mime) => {
      const { links, get } = open({ file: { ...pdf, mime } })
      const answer = await get(links.linkTo('song-may', 'a1b2').url)
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    },
  )

  test.each(['a"b\\c.txt', 'dòng\r\nset-cookie: x', '%41;x.pdf', '\ud800.txt', ''])(
    'bears the name %j harmlessly',
    async (name) => {
      const { links, get } = open({ file: { ...pdf, name } })
      const { headers } = await get(links.linkTo('song-may', 'a1b2').url)
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="[^"\\%;\r\n]*"; filename\*=UTF-8''[\w%.!~-]*$/,
      )
    },
  )

  test.each(['/files', '/files/', '/files/song-may', '/files/song-may/', '/files/../files/song-may/a1b2'])(
    'there is nothing at %s',
    async (path) => expect((await open().get(path)).status).toBe(404),
  )
})
