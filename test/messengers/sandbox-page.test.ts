/** The page of the sandbox in a real browser, with a small bot of our own behind it. */
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Card, Form } from '../../src/cards/card.ts'
import type { Incoming } from '../../src/messengers/messenger.ts'
import { createSandbox, type Sandbox } from '../../src/messengers/sandbox/index.ts'
import { pullFrom } from '../support/pulling.ts'

const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find(existsSync)

const hostile = '<img src=x onerror="document.title=1"> & <b>đậm</b>'
const request: Card = {
  title: 'Xin ý kiến Y12',
  tone: 'urgent',
  blocks: [
    { kind: 'fact', label: 'Hạn trả lời', value: '24:00 thứ Năm 26/11/2026' },
    { kind: 'text', text: hostile },
    { kind: 'link', label: 'Hồ sơ', url: 'javascript:alert(1)' },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Đồng ý', action: 'agree Y12', style: 'primary' },
        { label: 'Không đồng ý', action: 'object Y12', style: 'danger' },
      ],
    },
  ],
}
const objection: Form = {
  action: 'object Y12',
  title: 'Không đồng ý Y12',
  submit: 'Gửi ý kiến',
  fields: [
    {
      key: 'points',
      label: 'Nội dung',
      hint: null,
      required: true,
      kind: 'choices',
      options: [{ value: '1', label: 'Câu 1' }],
    },
    { key: 'reason', label: 'Lý do', hint: 'Nêu từng điểm', required: true, kind: 'text', long: true },
    { key: 'letter', label: 'Văn bản', hint: null, required: false, kind: 'file' },
  ],
}
const nextTurn = async (): Promise<void> => {}
const deadline = Temporal.Instant.from('2026-11-27T00:00:00+07:00')

/** Agrees at once, opens the form for an objection, repeats what it is told. */
async function respond({ messenger }: Sandbox, incoming: Incoming, key: string): Promise<unknown> {
  const post = (title: string) =>
    messenger.post({
      chat: incoming.chat.id,
      card: { title, tone: 'good', blocks: [] },
      replyTo: null,
      silent: false,
      key,
      nextTurn,
    })
  if (incoming.kind === 'text')
    return post(`Đã nghe: ${incoming.text}${incoming.files.map(({ name }) => ` [${name}]`).join('')}`)
  if (incoming.kind === 'form') return post(`Đã ghi ${incoming.values['points']}: ${incoming.values['reason']}`)
  if (incoming.kind !== 'press' || !('message' in incoming)) return null
  if (incoming.action === 'object Y12') return messenger.openForm(incoming.press, objection)
  await messenger.edit({
    chat: incoming.chat.id,
    messages: [incoming.message],
    card: { ...request, tone: 'settled', blocks: [] },
    nextTurn,
  })
  return messenger.answer(incoming.press, 'Đã ghi: đồng ý Y12')
}

type Program = {
  readonly url: string
  readonly sandbox: Sandbox
  /** Drops every connection; new ones are let in. */
  readonly cut: () => void
  readonly stop: () => Promise<void>
}

async function startProgram(): Promise<Program> {
  const start = Temporal.Instant.from('2026-11-18T09:30:00+07:00')
  const sandbox = createSandbox({ file: null, wall: { now: () => start }, tools: { log: () => {} } })
  sandbox.seed(
    [
      { id: 'lan', name: 'Đỗ Thị Lan', role: 'Trưởng phòng Kinh tế' },
      { id: 'minh', name: 'Võ Minh', role: 'Chánh Văn phòng' },
    ],
    [{ id: 'office', name: 'Văn phòng', speaker: 'minh' }],
  )
  sandbox.setMilestones(async () => [{ label: 'Hết hạn Y12', at: deadline }])
  await sandbox.messenger.post({ chat: 'lan', card: request, replyTo: null, silent: true, key: 'first', nextTurn })
  const ending = new AbortController()
  const pulling = pullFrom(
    sandbox.messenger,
    async (update) => {
      const incoming = sandbox.messenger.receive(update)
      if (incoming !== null && incoming.kind !== 'unread') await respond(sandbox, incoming, update.id)
    },
    ending.signal,
  )
  const app = new Hono()
  sandbox.mount(app)
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false }, resolve)
  const cut = () => 'closeAllConnections' in server && server.closeAllConnections()
  const stop = async () => {
    ending.abort()
    await pulling
    const closed = new Promise((done) => server.close(done))
    cut()
    await closed
  }
  return { url: `http://127.0.0.1:${(await promise).port}/`, sandbox, cut, stop }
}

if (executablePath === undefined) {
  test('is NOT RUN: no Chromium or Chrome was found on this machine', () => {
    process.stderr.write('The sandbox page was not tried: no Chromium or Chrome was found.\n')
    expect(executablePath).toBeUndefined()
  })
} else {
  describe('the sandbox page', () => describePage(executablePath))
}

function describePage(executablePath: string): void {
  let browser: Browser
  let program: Program
  const troubles: string[] = []
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    troubles.length = 0
    program = await startProgram()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await program.stop()
    expect(troubles, 'what the browser complained about, or what left this computer').toEqual([])
  })

  async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
    page.on('request', (sent) => !sent.url().startsWith(program.url) && troubles.push(sent.url()))
    await page.goto(program.url)
    await page.getByText('Xin ý kiến Y12').first().waitFor({ state: 'attached' })
    return page
  }
  const columnOf = (page: Page, name: string) => page.getByRole('region', { name })
  const say = async (page: Page, name: string, words: string) => {
    await page.getByRole('textbox', { name: `Nhắn tin trong ${name}` }).fill(words)
    await page.keyboard.press('Enter')
  }

  test('shows the officers and the Office side by side, with the time of the sandbox', async () => {
    const page = await openPage()
    expect(await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Đỗ Thị Lan',
      'Võ Minh',
      'Văn phòng',
    ])
    expect(await page.getByRole('group', { name: 'Đồng hồ' }).innerText()).toMatch(/^09:30\s+thứ Tư 18\/11\/2026$/)
  })

  test('shows what anybody writes as they wrote it, and no script as a link', async () => {
    const page = await openPage()
    await columnOf(page, 'Đỗ Thị Lan').getByText(hostile).waitFor()
    await columnOf(page, 'Đỗ Thị Lan').getByText('Hồ sơ: javascript:alert(1)').waitFor()
    await say(page, 'Võ Minh', hostile)
    await columnOf(page, 'Võ Minh').getByText(`Đã nghe: ${hostile}`).waitFor()
    expect(await page.locator('.message img, .message a').count()).toBe(0)
  })

  test('sends with Enter, goes on with Shift+Enter, and both tabs see it', async () => {
    const page = await openPage()
    const other = await openPage()
    const field = page.getByRole('textbox', { name: 'Nhắn tin trong Võ Minh' })
    await field.fill('dòng một')
    await field.press('Shift+Enter')
    await field.pressSequentially('dòng hai')
    expect(await columnOf(page, 'Võ Minh').getByRole('listitem').count()).toBe(1)
    await field.press('Enter')
    for (const tab of [page, other]) await columnOf(tab, 'Võ Minh').getByText('Đã nghe: dòng một dòng hai').waitFor()
    expect(await field.inputValue()).toBe('')
  })

  test('leaves Enter to the input method while it composes a syllable', async () => {
    const page = await openPage()
    const field = page.getByRole('textbox', { name: 'Nhắn tin trong Võ Minh' })
    await field.fill('đồng')
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await field.inputValue()).toBe('đồng')
  })

  test('attaches a file, and replies to a message', async () => {
    const page = await openPage()
    const column = columnOf(page, 'Đỗ Thị Lan')
    await column.getByRole('button', { name: 'Trả lời' }).click()
    await column.locator('input[type=file]').setInputFiles({
      name: 'góp ý.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('x'),
    })
    await column.getByRole('button', { name: 'Bỏ tệp góp ý.pdf' }).waitFor()
    await say(page, 'Đỗ Thị Lan', 'Kèm theo')
    await column.getByText('Đã nghe: Kèm theo [góp ý.pdf]').waitFor()
    await column.locator('.quote').getByText('Xin ý kiến Y12').waitFor()
    expect(await column.getByRole('link', { name: 'góp ý.pdf' }).getAttribute('download')).toBe('góp ý.pdf')
  })

  test('answers a press with words for the presser, and the card changes in its place', async () => {
    const page = await openPage()
    const column = columnOf(page, 'Đỗ Thị Lan')
    await column.getByRole('button', { name: 'Đồng ý', exact: true }).click()
    await column.getByRole('status').getByText('Đã ghi: đồng ý Y12').waitFor()
    await column.getByText('đã sửa lúc 09:30').waitFor()
    expect(await column.getByRole('button', { name: 'Đồng ý', exact: true }).count()).toBe(0)
  })

  test('a form points at what is missing, keeps what was entered, and is sent', async () => {
    const page = await openPage()
    const column = columnOf(page, 'Đỗ Thị Lan')
    await column.getByRole('button', { name: 'Không đồng ý' }).click()
    const dialog = page.getByRole('dialog', { name: 'Không đồng ý Y12' })
    await dialog.getByLabel('Lý do').fill('Vượt dự toán')
    await dialog.getByRole('button', { name: 'Gửi ý kiến' }).click()
    await dialog.getByText('Cần điền mục này.').first().waitFor()
    expect(await page.locator(':focus').getAttribute('value')).toBe('1')
    await page.keyboard.press('Escape')
    await column.getByRole('button', { name: 'Điền tiếp' }).click()
    expect(await dialog.getByLabel('Lý do').inputValue()).toBe('Vượt dự toán')
    await dialog.getByLabel('Câu 1').check()
    await dialog.getByRole('button', { name: 'Gửi ý kiến' }).click()
    await column.getByText('Đã ghi 1: Vượt dự toán').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('says where the clock would go before it goes, and every tab follows', async () => {
    const page = await openPage()
    const other = await openPage()
    await page.getByRole('button', { name: '+1 giờ' }).click()
    await other.getByText('10:30', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Đến hạn kế tiếp' }).click()
    const choice = page.getByRole('radio', { name: 'Hết hạn Y12 24:00 thứ Năm 26/11/2026 · sau 8 ngày 13 giờ' })
    expect(await choice.isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Chuyển tới đó' }).click()
    await other.getByText('thứ Sáu 27/11/2026').waitFor()
    expect(program.sandbox.clock.now()).toEqual(deadline)
  })

  test('goes to a moment one names', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Đến hạn kế tiếp' }).click()
    await page.getByLabel('Ngày và giờ').fill('2026-12-01T14:05')
    await page.getByRole('button', { name: 'Chuyển tới đó' }).click()
    await page.getByText('thứ Ba 01/12/2026').waitFor()
    expect(program.sandbox.clock.now()).toEqual(Temporal.Instant.from('2026-12-01T14:05:00+07:00'))
  })

  test('turned plain, keeps its cards and takes their buttons out of use', async () => {
    const page = await openPage()
    await page.getByRole('switch', { name: 'Như Zalo' }).click()
    const button = columnOf(page, 'Đỗ Thị Lan').getByRole('button', { name: 'Đồng ý', exact: true })
    await page.locator('.card button:disabled').first().waitFor()
    expect(await button.isDisabled()).toBe(true)
    expect(program.sandbox.messenger.capabilities).toMatchObject({ buttons: false, edits: false, forms: false })
  })

  test('speaks in the Office channel as the chief of office first, or as whom one chooses', async () => {
    const page = await openPage()
    const column = columnOf(page, 'Văn phòng')
    await say(page, 'Văn phòng', 'Báo cáo')
    await column.locator('.sender').getByText('Võ Minh').waitFor()
    await column.getByLabel('Nhắn với vai').selectOption({ label: 'Đỗ Thị Lan · Trưởng phòng Kinh tế' })
    await say(page, 'Văn phòng', 'Tôi nữa')
    await column.locator('.sender').getByText('Đỗ Thị Lan').waitFor()
    expect(await column.locator('.sender').allTextContents()).toEqual(['Võ Minh', 'Đỗ Thị Lan'])
  })

  test('is used without a mouse: skip link, arrows between chats, Esc', async () => {
    const page = await openPage()
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Bỏ qua, tới các cuộc trò chuyện')
    const focusedName = () => page.locator(':focus').getAttribute('aria-labelledby')
    await columnOf(page, 'Đỗ Thị Lan').getByRole('log').focus()
    await page.keyboard.press('ArrowRight')
    expect(await focusedName()).toBe('name-minh')
    await page.keyboard.press('ArrowLeft')
    expect(await focusedName()).toBe('name-lan')
    await page.locator('.rail-row').first().focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator(':focus').textContent()).toContain('Võ Minh')
    await page.getByRole('button', { name: 'Đến hạn kế tiếp' }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('tells readers of the screen that a message came, and where', async () => {
    const page = await openPage()
    await say(page, 'Võ Minh', 'xin chào')
    await columnOf(page, 'Võ Minh').getByText('Đã nghe: xin chào').waitFor()
    expect(await page.locator('[aria-live=polite]').textContent()).toBe('Tin mới trong Võ Minh: Đã nghe: xin chào')
  })

  test('does not scroll away from what is being read', async () => {
    const page = await openPage({ viewport: { width: 1440, height: 500 } })
    const column = columnOf(page, 'Võ Minh')
    for (const n of [1, 2, 3, 4, 5]) {
      await say(page, 'Võ Minh', `tin ${n}`)
      await column.getByText(`Đã nghe: tin ${n}`).waitFor()
    }
    const log = column.getByRole('log')
    await log.evaluate((element) => {
      // Ours is told after the page's own listener: from then on the page knows.
      const scrolled = new Promise((resolve) => element.addEventListener('scroll', resolve, { once: true }))
      element.scrollTo(0, 0)
      return scrolled
    })
    const late: Card = { title: 'Tin đến sau', tone: 'plain', blocks: [] }
    await program.sandbox.messenger.post({
      chat: 'minh',
      card: late,
      replyTo: null,
      silent: false,
      key: 'late',
      nextTurn,
    })
    await column.getByRole('button', { name: '1 tin mới' }).waitFor()
    expect(await log.evaluate((element) => element.scrollTop)).toBe(0)
    await column.getByRole('button', { name: '1 tin mới' }).click()
    await column.getByRole('button', { name: '1 tin mới' }).waitFor({ state: 'hidden' })
    expect(await page.title()).toBe('Đôn Đốc · Dùng thử')
  })

  test('on a telephone shows the list, then one chat, and back', async () => {
    const page = await openPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    expect(await page.title()).toBe('(1) Đôn Đốc · Dùng thử')
    await page.getByRole('button', { name: /Đỗ Thị Lan/ }).click()
    await columnOf(page, 'Đỗ Thị Lan').getByRole('button', { name: 'Đồng ý', exact: true }).waitFor()
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    expect(await columnOf(page, 'Võ Minh').count()).toBe(0)
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBe(390)
    await page.getByRole('button', { name: 'Danh sách' }).click()
    await page.getByRole('button', { name: /Võ Minh/ }).waitFor()
  })

  test('speaks English when asked, keeps what was begun, and remembers', async () => {
    const page = await openPage()
    await page.getByRole('textbox', { name: 'Nhắn tin trong Võ Minh' }).fill('đang viết')
    await page.getByRole('button', { name: 'English' }).click()
    expect(await page.getByRole('textbox', { name: 'Message in Võ Minh' }).inputValue()).toBe('đang viết')
    await page.reload()
    await page.getByRole('button', { name: 'Next working morning' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  test('finds its way back after the line was cut, and misses nothing', async () => {
    const page = await openPage()
    program.cut()
    const card: Card = { title: 'Trong lúc mất mạng', tone: 'plain', blocks: [] }
    await program.sandbox.messenger.post({ chat: 'minh', card, replyTo: null, silent: false, key: 'cut', nextTurn })
    await page.getByText('Mất kết nối').waitFor()
    await page.getByText('Mất kết nối').waitFor({ state: 'hidden' })
    expect(await columnOf(page, 'Võ Minh').getByText('Trong lúc mất mạng').count()).toBe(1)
    expect(troubles).toEqual([expect.stringContaining('ERR_')])
    troubles.length = 0
  })

  test.each(['light', 'dark'] as const)(
    'can be read: every text has AA contrast in the %s colours',
    async (colorScheme) => {
      const page = await openPage({ colorScheme })
      await say(page, 'Văn phòng', 'xin chào')
      await columnOf(page, 'Văn phòng').getByText('Đã nghe: xin chào').waitFor()
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const texts = await readLayers(page)
      expect(texts.length).toBeGreaterThan(40)
      expect(texts.filter(({ layers }) => contrastOf(layers) < 4.5)).toEqual([])
    },
  )
}

/** Every text with the colours painted behind it, outermost first, and its own colour last. */
function readLayers(page: Page): Promise<{ words: string; layers: string[] }[]> {
  return page.locator('body *:visible').evaluateAll((elements) =>
    elements
      .filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''),
      )
      .map((element) => {
        const styleOf = (at: typeof element) => element.ownerDocument.defaultView!.getComputedStyle(at)
        const behind = (at: typeof element): string[] =>
          at.parentElement === null ? [] : [...behind(at.parentElement), styleOf(at).backgroundColor]
        const layers = [...behind(element), styleOf(element).color]
        return { words: element.textContent ?? '', layers }
      }),
  )
}

type Colour = readonly [red: number, green: number, blue: number]

/** "rgb(11, 102, 90)", "rgba(0, 0, 0, 0.5)" or "color(srgb 0.04 0.4 0.35 / 0.5)" painted over a colour; parts from 0 to 1. */
function paintOver([red, green, blue]: Colour, css: string): Colour {
  const [r = 0, g = 0, b = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number)
  const scale = css.startsWith('rgb') ? 255 : 1
  const mix = (under: number, over: number) => under * (1 - alpha) + (over / scale) * alpha
  return [mix(red, r), mix(green, g), mix(blue, b)]
}

/** Relative luminance as WCAG 2 has it. */
function luminanceOf(colour: Colour): number {
  const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrastOf(layers: readonly string[]): number {
  const behind = layers.slice(0, -1).reduce(paintOver, [1, 1, 1])
  const lights = [luminanceOf(behind), luminanceOf(paintOver(behind, layers.at(-1) ?? ''))]
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
}
