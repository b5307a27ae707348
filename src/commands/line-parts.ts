/** The parts of a typed line: its words, and the reference that may stand among them. */
import { formReference, type Reference, readReference } from '../domain/reference.ts'
import { hasAccents } from '../text/vietnamese.ts'
import { spell } from './vocabulary.ts'

/** A word of the line. `end`: where it ends in the text. */
export type Token = { readonly raw: string; readonly end: number }

type Rest = {
  readonly reference: Reference | null
  readonly isExplicit: boolean
  readonly rest: string
  /** What stands behind the reference, punctuation and all. */
  readonly behind: string
}

type From = {
  readonly from: number
  readonly isReply: boolean
  readonly takesReference: boolean
  readonly takesNumber: boolean
}

/** What follows a command: perhaps a reference, then the words. A lone number is a reference where a command takes one. */
export function readRest(
  line: string,
  tokens: readonly Token[],
  { from, isReply, takesReference, takesNumber }: From,
): Rest {
  const [first, second] = [tokens[from], tokens[from + 1]]
  const glued = takesReference && first ? readGlued(first.raw, isReply) : null
  if (glued !== null) return { reference: glued, isExplicit: true, ...after(line, first) }
  const apart =
    takesReference && first && second && /^#?[A-Za-z]{1,2}$/.test(first.raw)
      ? readReference(`${first.raw} ${trim(second.raw)}`)
      : null
  if (apart) return { reference: apart.reference, isExplicit: true, ...after(line, second) }
  const isLoneNumber =
    takesNumber && takesReference && !isReply && second === undefined && /^[1-9]\d{0,8}$/.test(first?.raw ?? '')
  if (isLoneNumber)
    return { reference: formReference('consultation', Number(first?.raw)), isExplicit: false, rest: '', behind: '' }
  return { reference: null, isExplicit: false, ...after(line, tokens[from - 1]) }
}

/** "Y12", "#y12,"; "ý12" only where no card says which matter is meant: it may be a point ("ý 5") as well. */
export function readGlued(raw: string, isStrict: boolean): Reference | null {
  const bare = trim(raw)
  if (isStrict && hasAccents(bare)) return null
  return bare.includes(' ') ? null : (readReference(bare)?.reference ?? null)
}

/** A mark that clings to the last word belongs to what follows. */
function after(line: string, last: Token | undefined): Pick<Rest, 'rest' | 'behind'> {
  const end = last?.end ?? 0
  const marks = /[:,.;!?]*$/.exec(last?.raw ?? '')?.[0].length ?? 0
  return { rest: line.slice(end).replace(/^[\s:,.;–—-]+/, ''), behind: line.slice(end - marks) }
}

/** The words of a line, as they stand between blanks. */
export function tokenize(text: string): readonly Token[] {
  return text
    .matchAll(/\S+/g)
    .map(({ 0: raw, index }) => ({ raw, end: index + raw.length }))
    .toArray()
}

/** The first words as they are compared; no command has more. */
export function rawOf(tokens: readonly Token[]): readonly string[] {
  return tokens.slice(0, 8).map(({ raw }) => spell(raw))
}

function trim(raw: string): string {
  return raw.replace(/^[("'“[]+|[)\]"'”:,.;!?]+$/g, '')
}
