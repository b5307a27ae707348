/** Cutting long texts into messages where a messenger shows plain text: whole lines stay whole while they fit. */

/**
 * Fills messages of at most `limit` UTF-16 units with whole lines, so that a fact or an item is never cut; only a line
 * longer than a message is, at a space where it has one. Blank lines at the edges of a message are left out.
 */
export function packLines(lines: readonly string[], limit: number): readonly string[] {
  const messages: string[] = []
  let open: string | null = null
  for (const line of lines.flatMap((whole) => cutLine(whole, limit))) {
    const longer: string = open === null ? line : `${open}\n${line}`
    if (longer.length <= limit) {
      open = open === null && line === '' ? null : longer
      continue
    }
    if (open !== null) messages.push(open.trimEnd())
    open = line === '' ? null : line
  }
  return open === null ? messages : [...messages, open.trimEnd()]
}

function cutLine(line: string, limit: number): readonly string[] {
  const pieces: string[] = []
  let rest = line
  while (rest.length > limit) {
    const at = findBreak(rest, limit)
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return [...pieces, rest]
}

/** Where to cut so that at most `limit` units stand before: at a space, otherwise between whole letters. */
function findBreak(text: string, limit: number): number {
  const space = text.slice(0, limit + 1).search(/\s\S*$/)
  if (space > 0) return space
  let at = limit
  while (at > 1 && /^[\p{M}\uDC00-\uDFFF\u200D]/u.test(text.slice(at, at + 1))) at -= 1
  return at
}
