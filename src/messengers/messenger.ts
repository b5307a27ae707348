/**
 * The port behind which every messenger stands: what comes in, what goes out, how it fails, what it can do.
 * An adapter knows its vendor and nothing of consultations, officers or the database.
 */
import type { Card, Form } from '../cards/card.ts'

/** A vendor's id, always as text. */
export type VendorId = string

/** One update as the vendor gave it, before anybody understood it. */
export type RawUpdate = {
  /** Unique within one bot: Telegram's update_id, Slack's event_id, Zalo's message_id. Nobody but us dedupes by it. */
  readonly id: string
  /** What must stay in order: the chat it came from. */
  readonly chat: VendorId
  /** The update itself, JSON. */
  readonly body: unknown
}

export type Chat = { readonly id: VendorId; readonly kind: 'private' | 'group' }
export type Sender = { readonly id: VendorId; readonly name: string }
/** A file somebody sent. `handle` is what {@link Messenger.download} takes. `size` in bytes where the vendor says it. */
export type IncomingFile = {
  readonly handle: string
  readonly name: string
  readonly mime: string
  readonly size: number | null
}

/**
 * What an update means, whoever the vendor is. `at` is the vendor's time of the act, null where the vendor gives none
 * (a Telegram button press): then the time of storing counts. Texts arrive as typed; NFC is the reader's work.
 */
export type Incoming = { readonly chat: Chat; readonly sender: Sender; readonly at: Temporal.Instant | null } & (
  | {
      readonly kind: 'text'
      readonly text: string
      /** The message this one answers, when it answers one of ours. */
      readonly replyTo: VendorId | null
      readonly files: readonly IncomingFile[]
      /**
       * What {@link Messenger.answer} and {@link Messenger.openForm} take, where these words wait for an answer as a press
       * does (a slash command of Slack); null elsewhere.
       */
      readonly press: string | null
      /** Whether a text in a group names the bot or answers it, where the vendor tells only this: it is meant for us. */
      readonly isToUs?: boolean
    }
  /** Something the vendor tells of and does not hand over, or that says nothing in words: a file, a voice message, a sticker. */
  | { readonly kind: 'unreadable'; readonly what: 'file' | 'voice' | 'sticker' }
  | ({
      readonly kind: 'press'
      /** The action of the pressed {@link Button}. */
      readonly action: string
      /** What {@link Messenger.answer} takes. */
      readonly press: string
    } & (
      | {
          /** The message the button stands under. */
          readonly message: VendorId
        }
      | {
          /**
           * The {@link Post.key} of the card, where a press comes back as words that the button carried (Zalo). Whoever knows
           * such words can type them: a key of no card in this chat makes it what was typed.
           */
          readonly post: string
        }
    ))
  | {
      readonly kind: 'form'
      /** The action of the {@link Form}. */
      readonly action: string
      /** Field key → what was entered; several choices are joined with commas. */
      readonly values: Readonly<Record<string, string>>
      readonly files: readonly IncomingFile[]
    }
  /** Somebody opened the bot's own page for them ({@link Capabilities.home}); `chat` is their private one. */
  | { readonly kind: 'home' }
  /** The person blocked the bot or came back. */
  | { readonly kind: 'reach'; readonly reachable: boolean }
  /** A group got another id (Telegram's upgrade to a supergroup). */
  | { readonly kind: 'moved'; readonly to: VendorId }
)

/**
 * What somebody did in a form that is not known of its vendor: it is kept as it came, and counts as failed. `from`: who is
 * told so and where; null where that is not known either, or where it may be no word to us.
 */
export type Unread = { readonly kind: 'unread'; readonly from: Trace | null }

/** Who did something, and where. */
export type Trace = Pick<Incoming, 'chat' | 'sender'>

/** What a messenger can do. The core asks this and never the messenger's name. */
export type Capabilities = {
  /** Without buttons a card's buttons become numbered answers before the adapter sees it. */
  readonly buttons: boolean
  /** Where a message takes only so many buttons, in a private chat and in a group: the rest become numbered answers. */
  readonly mostButtons?: { readonly chat: number; readonly group: number }
  /** Without edits, a card that moved on is answered by a new short message. */
  readonly edits: boolean
  /** Without forms, fields are asked step by step. */
  readonly forms: boolean
  /** Files can be sent as files; otherwise as links. */
  readonly files: boolean
  /** Everybody has a page of the bot to themselves (Slack's App Home), which {@link Messenger.showHome} fills. */
  readonly home: boolean
  /** What we keep within, in one private chat, in one group, and through the whole bot; null where there is no limit. */
  readonly pace: { readonly chat: Pace | null; readonly group: Pace | null; readonly bot: Pace | null }
  /** So many people may be linked, so many messages sent in a calendar month; null where the vendor's plan has no such limit. */
  readonly quota: { readonly people: number; readonly messages: number; readonly per: 'month' } | null
}

/**
 * `count` messages in `seconds`, evenly: never more in any window of that length, wherever it begins. A few per cent below
 * the vendor's limit of a bot, for the way there takes a different time for each message.
 */
export type Pace = { readonly count: number; readonly seconds: number }

/** How sending ended. Anything else that goes wrong is thrown with its cause. */
export type Sending =
  | { readonly outcome: 'sent'; readonly messages: readonly VendorId[]; readonly at: Temporal.Instant }
  /** Try again, not sooner than after `seconds`. `scope`: what must pause, one chat or the whole bot. */
  | {
      readonly outcome: 'retry-later'
      readonly seconds: number
      readonly scope: 'chat' | 'bot'
      readonly reason: string
    }
  /** This chat cannot be reached: blocked, left, deactivated, window closed. `movedTo` when it only changed its id. */
  | { readonly outcome: 'unreachable'; readonly reason: string; readonly movedTo: VendorId | null }
  /** The vendor refuses the message itself: our fault, sending it again is useless. */
  | { readonly outcome: 'rejected'; readonly reason: string }

export type Post = {
  readonly chat: VendorId
  readonly card: Card
  /** The message of ours to hang this one under. Lost with no harm when it is gone. */
  readonly replyTo: VendorId | null
  /** No sound: outside office hours. */
  readonly silent: boolean
  /** The same for every try of one delivery; vendors that know idempotency keys get it. */
  readonly key: string
  readonly nextTurn: NextTurn
}

/** A card already sent, and what it is now. */
export type Edit = {
  readonly chat: VendorId
  readonly messages: readonly VendorId[]
  readonly card: Card
  readonly nextTurn: NextTurn
}

/** Resolves when one more message may go to this chat: awaited between the messages of one card, not before the first. */
export type NextTurn = () => Promise<void>

/** Stores one update. Only after it resolved may the update be acknowledged to the vendor; if it rejects, it must come again. */
export type Take = (update: RawUpdate) => Promise<void>

/** How a bot's updates come in: fetched by one process at a time, or brought by the vendor to any of them. */
export type Ingress = Pulled | Brought

export type Pulled = {
  readonly kind: 'pull'
  /**
   * Pulls updates until the signal aborts. `onCaughtUp` is called whenever everything that had been waiting at the vendor
   * when the last question was put is taken, also when that was nothing: at least every 15 seconds while all is well.
   */
  readonly pull: (take: Take, signal: AbortSignal, onCaughtUp: () => void) => Promise<void>
}

export type Brought = {
  readonly kind: 'webhook'
  /** Tells the vendor to deliver to this address, where a vendor can be told. Doing it again changes nothing. */
  readonly open: (url: string) => Promise<void>
  /**
   * Answers one request to the bot's address: checks that it is the vendor's, takes the update, and only then says yes.
   * Null: a request for another bot of this vendor (several workspaces of Slack share one address).
   */
  readonly accept: (request: WebhookRequest, take: Take) => Promise<WebhookReply | null>
  /** Whether the vendor still holds updates it could not deliver; null where it does not tell. */
  readonly isBehind: (() => Promise<boolean>) | null
}

/** A request as it came: the body's bytes untouched, for signatures are over them. Header names in lower case. */
export type WebhookRequest = {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type WebhookReply = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text, or an object sent as JSON. */
  readonly body?: string | object
}

/** Something wrong at the vendor or between it and us; `details` for a sentence (locales/<language>/finding.json), no secret. */
export type Symptom =
  | { readonly id: 'token-refused'; readonly details: Readonly<Record<string, never>> }
  /** It could not be asked, or refused to say. */
  | { readonly id: 'vendor-silent'; readonly details: { readonly reason: string } }
  /** It brings updates to another address than ours, or to some address though they are pulled. */
  | { readonly id: 'webhook-elsewhere'; readonly details: Readonly<Record<string, never>> }
  | { readonly id: 'webhook-failing'; readonly details: { readonly reason: string } }
  | { readonly id: 'scopes-missing'; readonly details: { readonly scopes: readonly string[] } }
  /** Its access can no longer be renewed, and lasts until then. */
  | { readonly id: 'renewal-lost'; readonly details: { readonly endsAt: Temporal.Instant } }
  | { readonly id: 'renewal-unkept'; readonly details: Readonly<Record<string, never>> }

/** What an adapter saw when it looked. */
export type Examination = {
  readonly symptoms: readonly Symptom[]
  /** An address of the vendor, without a secret, whose answers carry the vendor's time (the header `Date`). */
  readonly clockUrl: string
}

/** One bot in one messenger. Methods stand in this order in every adapter. */
export interface Messenger {
  /** The folder's name: 'telegram', 'sandbox', … */
  readonly name: string
  readonly capabilities: Capabilities
  /** Understands a stored update; null when it says nothing to us. Pure: the same body always gives the same answer. */
  receive(update: RawUpdate): Incoming | Unread | null
  /** How updates come to {@link Messenger.receive}. */
  readonly ingress: Ingress
  /** Sends a new card, in as many messages as the vendor's limits need; each after the first when its turn has come. */
  post(post: Post): Promise<Sending>
  /** Replaces a card already sent. "Not modified" and "already gone" count as sent. */
  edit(edit: Edit): Promise<Sending>
  /** Answers a press so that the button stops waiting; a short text for the presser alone, or nothing. Too late counts as sent. */
  answer(press: string, text: string | null): Promise<Sending>
  /** Opens a form for the person who pressed. Only called where {@link Capabilities.forms}. */
  openForm(press: string, form: Form): Promise<Sending>
  /** Shows a card on somebody's own page of the bot, in the place of what stood there. Only called where {@link Capabilities.home}. */
  showHome(user: VendorId, card: Card): Promise<Sending>
  /** The bytes of a file somebody sent, at most `limit` bytes; `too-large` beyond. */
  download(file: IncomingFile, limit: number): Promise<Uint8Array | 'too-large'>
  /** A link that starts a private chat with a linking code in it, where the vendor has such links. */
  linkUrl(code: string): string | null
  /**
   * The e-mail address that the vendor's workspace vouches for, confirmed and of a full member of it; null where it vouches
   * for none. Missing where the vendor has no such thing. @throws when the vendor does not say.
   */
  verifiedEmail?(user: VendorId): Promise<string | null>
  /**
   * Looks whether all is well at the vendor, and changes nothing. `address`: where the vendor ought to bring updates; null
   * where they are pulled, or the outside does not reach this host. Never throws. Missing where there is nothing to look at.
   */
  examine?(address: string | null): Promise<Examination>
  /**
   * Renews in time what the access to the vendor lasts on, also while nothing is sent. Called every few minutes by the process
   * that leads the bot; asks the vendor nothing while nothing is due. Never throws. Missing where access does not run out.
   */
  keepAccess?(): Promise<void>
}

/**
 * A secret of a bot that changes while it runs (a refresh token that can be used once), kept encrypted for all processes
 * and restarts.
 */
export type Vault = {
  /** What is kept; null before the first {@link Vault.change}. */
  readonly read: () => Promise<string | null>
  /**
   * Runs alone among all processes: `work` gets what is kept and gives what is kept from then on. It is safe in the
   * database when this resolves; nothing changes when `work` throws. Gives what is now kept.
   */
  readonly change: (work: (kept: string | null) => Promise<string>) => Promise<string>
}

/**
 * What main hands to an adapter when it makes one.
 * `log` takes finished, secret-free facts.
 */
export type MessengerTools = {
  readonly log: (level: 'info' | 'warn' | 'error', message: string, facts?: Readonly<Record<string, unknown>>) => void
  /** Null where nothing can be kept: there is no key to encrypt it with. */
  readonly vault: Vault | null
}
