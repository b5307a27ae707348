/** What may be written down of an error: its root, without the statement and parameters that database errors quote. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? describeFault(error.cause) : `${error.name}: ${error.message}`
}
