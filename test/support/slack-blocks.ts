/** Block Kit as Slack checks it: every limit of what the project sends, and what a person then sees. */

/** What Slack answers instead of doing what was asked. `retryAfter` seconds make it a 429. */
export class SlackRefusal extends Error {
  readonly retryAfter: number | null
  readonly more: object
  constructor(
    code: string,
    { retryAfter = null, ...more }: { retryAfter?: number | null; [name: string]: unknown } = {},
  ) {
    super(code)
    this.retryAfter = retryAfter
    this.more = more
  }
}

export type ShownButton = { readonly id: string; readonly label: string; readonly value: string }
export type ShownBlocks = {
  readonly text: string
  readonly buttons: readonly ShownButton[]
  readonly links: readonly string[]
}

type Json = Readonly<Record<string, unknown>>
/** One input of a modal. */
export type ShownInput = {
  readonly key: string
  readonly type: string
  readonly actionId: string
  readonly isOptional: boolean
  readonly label: string
  readonly hint: string | null
  readonly isLong: boolean
  readonly maxLength: number
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** Checks the blocks of a message or a page and reads them. @throws SlackRefusal */
export function readBlocks(blocks: unknown, most: 50 | 100): ShownBlocks {
  if (!Array.isArray(blocks) || blocks.length < 1 || blocks.length > most) throw invalid('the number of blocks')
  // The undocumented limit, read as strictly as it can be.
  if (most === 50 && JSON.stringify(blocks).length > 13_200) throw new SlackRefusal('msg_blocks_too_long')
  const ids = new Set<string>()
  const shown = blocks.map((block: Json) => readBlock(block, ids))
  return {
    text: shown.flatMap(({ text }) => (text === null ? [] : [text])).join('\n'),
    buttons: shown.flatMap(({ buttons }) => buttons),
    links: shown.flatMap(({ links }) => links),
  }
}

type Read = {
  readonly text: string | null
  readonly buttons: readonly ShownButton[]
  readonly links: readonly string[]
}

function readBlock(block: Json, ids: Set<string>): Read {
  if (block['type'] === 'rich_text') return readRichText(block)
  if (block['type'] === 'actions') {
    const elements = listOf(block['elements'], 1, 25)
    return { text: null, buttons: elements.map((one) => readButton(one, ids)), links: [] }
  }
  throw invalid(`a block of type ${String(block['type'])}`)
}

function readRichText(block: Json): Read {
  const elements = listOf(block['elements'], 1, 100).flatMap((section) => {
    if (section['type'] !== 'rich_text_section') throw invalid('a rich text element')
    return listOf(section['elements'], 1, 3000)
  })
  for (const { type, text, url } of elements) {
    if (type !== 'text' && type !== 'link') throw invalid('a piece of rich text')
    if (typeof text !== 'string' || text.length === 0) throw invalid('a rich text without words')
    if (type === 'link' && (typeof url !== 'string' || url.length > 3000 || !/^https?:/.test(url)))
      throw invalid('a link')
  }
  const links = elements.flatMap(({ type, url }) => (type === 'link' ? [String(url)] : []))
  return { text: elements.map(({ text }) => String(text)).join(''), buttons: [], links }
}

function readButton(button: Json, ids: Set<string>): ShownButton {
  const { type, action_id: id, text, value, style } = button
  if (type !== 'button' || typeof id !== 'string' || id.length > 255 || ids.has(id)) throw invalid('a button')
  ids.add(id)
  if (typeof value !== 'string' || value.length > 2000) throw invalid('a button’s value')
  if (style !== undefined && style !== 'primary' && style !== 'danger') throw invalid('a button’s style')
  return { id, label: readPlain(text, 75), value }
}

/** Checks a modal and reads its inputs. @throws SlackRefusal */
export function readModal(view: Json): {
  readonly title: string
  readonly submit: string
  readonly inputs: readonly ShownInput[]
} {
  if (view['type'] !== 'modal') throw invalid('a view that is no modal')
  if (JSON.stringify(view['private_metadata'] ?? '').length > 3002) throw invalid('private_metadata')
  if (JSON.stringify(view).length > 250_000) throw new SlackRefusal('view_too_large')
  const inputs = listOf(view['blocks'], 1, 100).map(readInput)
  if (new Set(inputs.map(({ key }) => key)).size < inputs.length) throw invalid('block ids that are not unique')
  return { title: readPlain(view['title'], 24), submit: readPlain(view['submit'], 24), inputs }
}

const choices: Readonly<Record<string, number>> = {
  radio_buttons: 10,
  checkboxes: 10,
  static_select: 100,
  multi_static_select: 100,
}

function readInput(block: Json): ShownInput {
  if (block['type'] !== 'input') throw invalid('a block of a modal')
  const element = (block['element'] ?? {}) as Json
  const type = String(element['type'])
  const most = choices[type]
  const options = most === undefined ? [] : listOf(element['options'], 1, most).map(readOption)
  if (most === undefined && type !== 'plain_text_input' && type !== 'file_input') throw invalid('an input')
  const maxLength = Number(element['max_length'] ?? 3000)
  if (maxLength > 3000) throw invalid('max_length')
  return {
    key: idOf(block['block_id']),
    type,
    actionId: idOf(element['action_id']),
    isOptional: block['optional'] === true,
    label: readPlain(block['label'], 2000),
    hint: block['hint'] === undefined ? null : readPlain(block['hint'], 2000),
    isLong: element['multiline'] === true,
    maxLength,
    options,
  }
}

function readOption({ text, value }: Json) {
  if (typeof value !== 'string' || value.length < 1 || value.length > 150) throw invalid('an option’s value')
  return { value, label: readPlain(text, 75) }
}

function idOf(id: unknown): string {
  if (typeof id !== 'string' || id.length < 1 || id.length > 255) throw invalid('an id')
  return id
}

function readPlain(text: unknown, most: number): string {
  const { type, text: words } = (text ?? {}) as Json
  if (type !== 'plain_text' || typeof words !== 'string' || words.length < 1 || words.length > most)
    throw invalid(`a plain text: ${JSON.stringify(text)}`)
  return words
}

function listOf(list: unknown, least: number, most: number): readonly Json[] {
  if (!Array.isArray(list) || list.length < least || list.length > most) throw invalid('the length of a list')
  return list as readonly Json[]
}

function invalid(what: string): SlackRefusal {
  return new SlackRefusal('invalid_blocks', { detail: what })
}
