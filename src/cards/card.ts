/**
 * What we say, before any messenger shapes it: a neutral card, and a form that asks for several things.
 * Texts are finished (translated) plain text in NFC; each messenger escapes, splits and falls back by its own limits.
 */

/** How a card is meant; messengers with colours or signs may show it, none may rely on it. */
export type Tone = 'plain' | 'urgent' | 'good' | 'warning' | 'settled'

export type Card = {
  readonly title: string
  readonly tone: Tone
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fact'; readonly label: string; readonly value: string }
  | { readonly kind: 'list'; readonly label: string | null; readonly items: readonly string[] }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'file'; readonly file: CardFile }
  | { readonly kind: 'picture'; readonly file: CardFile; readonly alt: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }

/** Bytes that go out with a card. */
export type CardFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

/**
 * A button is a command line somebody need not type: `action` is what would be typed, without the slash ("agree Y12").
 * At most 64 bytes in UTF-8 (Telegram's callback_data), so references and codes, never free text.
 */
export type Button = {
  readonly label: string
  readonly action: string
  readonly style: 'primary' | 'danger' | 'plain'
}

/** Several things to be asked for. Shown at once where a messenger has forms, otherwise asked step by step. */
export type Form = {
  /** The command line that takes the answers, as in a button ("object Y12"). */
  readonly action: string
  readonly title: string
  readonly fields: readonly Field[]
  readonly submit: string
}

export type Field = {
  readonly key: string
  readonly label: string
  /** What a good answer looks like. */
  readonly hint: string | null
  readonly required: boolean
} & (
  | { readonly kind: 'text'; readonly long: boolean }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'choices'; readonly options: readonly Option[] }
  | { readonly kind: 'file' }
)

export type Option = { readonly value: string; readonly label: string }

/** The buttons of a card in reading order, which is also the order of their numbers where a messenger has no buttons. */
export function buttonsOf(card: Card): readonly Button[] {
  return card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
}

/** The files and pictures of a card, in reading order. */
export function filesOf(card: Card): readonly CardFile[] {
  return card.blocks.flatMap((block) => (block.kind === 'file' || block.kind === 'picture' ? [block.file] : []))
}
