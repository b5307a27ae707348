/** What may be written down of an error: its root and where it arose, without the parameters that database errors quote. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? describeFault(error.cause) : (error.stack ?? `${error.name}: ${error.message}`)
}
