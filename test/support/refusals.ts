/** The refusals a source text makes, read from the text itself: no list of them is kept by hand. */

/** The calls `refuse(code, details, citation)`, as their arguments. */
export function refusalsIn(source: string): readonly (readonly string[])[] {
  return [...source.matchAll(/(?<!function )\brefuse\(/g)].map(({ index }) => {
    const parts = ['']
    for (let at = index + 'refuse('.length, depth = 0; depth >= 0 && at < source.length; at += 1) {
      const letter = source.charAt(at)
      if ('([{'.includes(letter)) depth += 1
      if (')]}'.includes(letter)) depth -= 1
      if (letter === ',' && depth === 0) parts.push('')
      else if (depth >= 0) parts.push(`${parts.pop() ?? ''}${letter}`)
    }
    return parts.map((part) => part.trim()).filter((part) => part !== '')
  })
}

/** The codes of a text's tables `RefusalCodes<…>`. */
export function codesInTables(source: string): readonly string[] {
  return [...source.matchAll(/: RefusalCodes<.+> = \{([^}]*)\}/g)].flatMap(([, table = '']) =>
    [...table.matchAll(/: '([a-z-]+)'/g)].map(([, code = '']) => code),
  )
}

const makers = /\b(?:refuse|refused|decline|faulty)\(\s*'([a-z-]+)'|\bcode: '([a-z-]+)'/g

/** Every code a text refuses or faults with. */
export function codesIn(source: string): readonly string[] {
  const made = [...source.matchAll(makers)].map(([, called, written]) => called ?? written ?? '')
  return [...made, ...codesInTables(source)]
}

/** Codes put together where they are made, which nobody finds who looks for them. */
export function computedCodesIn(source: string): readonly string[] {
  return [...source.matchAll(/\b(?:refuse|refused|decline|faulty)\(\s*`[^`]*`/g)].map(([call]) => call)
}
