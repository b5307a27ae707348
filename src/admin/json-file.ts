/** A JSON file an operator wrote, read by its schema: all faults at once, each with its place ("units[3].parent: …"). */
import type { z } from 'zod'

export type ReadJson<Value> =
  | { readonly value: Value; readonly faults: readonly [] }
  | { readonly value: null; readonly faults: readonly string[] }

/** Reads a file's text, which may begin with a byte order mark. */
export function readJson<Schema extends z.ZodType>(text: string, schema: Schema): ReadJson<z.output<Schema>> {
  const json = parse(text)
  if ('fault' in json) return { value: null, faults: [json.fault] }
  const parsed = schema.safeParse(json.value)
  if (parsed.success) return { value: parsed.data, faults: [] }
  return { value: null, faults: parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`) }
}

function parse(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { fault: `the file is no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** ["units", 3, "parent"] → "units[3].parent". */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return place.replace(/^\./, '') || 'the file'
}
