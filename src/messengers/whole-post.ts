/**
 * A card in as many messages as it needs, each in its turn. When it fails on the way, the next try of the same delivery goes
 * on where it stopped; a restart in between forgets that and begins again.
 */
import type { Messenger, Post, Sending, VendorId } from './messenger.ts'

/** A message that arrived. Null where the vendor tells no id, or no time. */
export type Arrival = { readonly message: VendorId | null; readonly at: Temporal.Instant | null }

/** What has arrived of a card: how many of its pieces, their messages, and when the last one did. */
export type Arrived = { pieces: number; readonly messages: VendorId[]; at: Temporal.Instant }

export type Carrying<Piece> = {
  /** The present, where the vendor tells no time. */
  readonly now: () => Temporal.Instant
  /** @throws RangeError for a card that the vendor would refuse: a programming error */
  readonly encode: (post: Post) => readonly Piece[]
  /** Sends one piece, as one message or several. `messages`: those of this card that have arrived. */
  readonly carry: (
    post: Post,
    piece: Piece,
    place: { readonly index: number; readonly isLast: boolean; readonly messages: readonly VendorId[] },
  ) => Promise<readonly Arrival[]>
  /** Turns what a call throws into an outcome. */
  readonly attempt: (call: () => Promise<Arrived>) => Promise<Sending>
}

/** Deliveries that stopped half-way, the oldest forgotten first. */
const rememberedPosts = 1000

export function createPost<Piece>(carrying: Carrying<Piece>): Messenger['post'] {
  const { now, encode, attempt } = carrying
  const halfSent = new Map<string, Arrived>()
  return async (post) => {
    const pieces = encode(post)
    // The text may differ at the next try (it is rendered anew): only the same number of messages can be continued.
    const place = `${post.key} ${post.chat} ${pieces.length}`
    const arrived = halfSent.get(place) ?? { pieces: 0, messages: [], at: now() }
    halfSent.delete(place)
    const sending = await attempt(() => carryRest(carrying, post, pieces, arrived))
    if (sending.outcome === 'retry-later' && arrived.pieces > 0) remember(halfSent, place, arrived)
    return sending
  }
}

/** Sends the pieces that have not arrived yet, and notes each that does. The first of a try has its turn already. */
async function carryRest<Piece>(
  { now, carry }: Carrying<Piece>,
  post: Post,
  pieces: readonly Piece[],
  arrived: Arrived,
): Promise<Arrived> {
  const begun = arrived.pieces
  for (const [index, piece] of pieces.entries()) {
    if (index < begun) continue
    if (index > begun) await post.nextTurn()
    const { messages } = arrived
    for (const { message, at } of await carry(post, piece, { index, isLast: index === pieces.length - 1, messages })) {
      if (message !== null) arrived.messages.push(message)
      arrived.at = at ?? now()
    }
    arrived.pieces += 1
  }
  return arrived
}

function remember(halfSent: Map<string, Arrived>, place: string, arrived: Arrived): void {
  halfSent.set(place, arrived)
  const [oldest] = halfSent.keys()
  if (halfSent.size > rememberedPosts && oldest !== undefined) halfSent.delete(oldest)
}
