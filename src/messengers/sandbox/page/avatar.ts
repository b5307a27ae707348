/** A round mark for a chat: the initials on a colour that stays the same, or a drawing for a group. */
import type { Place } from './app.ts'
import { el, icon } from './dom.ts'

const colours = 8

export function avatar(place: Pick<Place, 'id' | 'name' | 'isGroup'>): HTMLElement {
  const mark = place.isGroup ? icon('group') : initialsOf(place.name)
  return el(
    'span',
    { class: 'avatar', 'data-colour': place.isGroup ? 'group' : colourOf(place.id), 'aria-hidden': 'true' },
    mark,
  )
}

/** Family name and given name: "Nguyễn Thị Lan" → "NL". */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}

function colourOf(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum % colours
}
