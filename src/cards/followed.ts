/**
 * Where messages cannot be changed: when a card that moved on is said again. Too seldom leaves somebody with numbers that
 * mean nothing any more, too often is noise.
 */

/**
 * Commands that decide nothing: to look, to note, to ask or to urge. Closing and cancelling are the lead's own, of which its
 * other cards tell.
 */
const asides: ReadonlySet<string> = new Set([
  'receive',
  'file',
  'evidence',
  'export',
  'urge',
  'lack',
  'extend',
  'received',
  'undo',
  'close',
  'void',
])

/** Whether a card leaves its reader other things to decide, or nothing at all. Both: its actions, as shown and as of now. */
export function isToBeFollowed(shown: readonly string[], now: readonly string[]): boolean {
  const isEmptied = shown.length > 0 && now.length === 0
  return isEmptied || decisionsIn(shown).symmetricDifference(decisionsIn(now)).size > 0
}

function decisionsIn(actions: readonly string[]): ReadonlySet<string> {
  return new Set(actions.filter((action) => !asides.has(action.split(' ', 1)[0] ?? '')))
}
