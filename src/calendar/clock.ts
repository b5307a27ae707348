/** Where the present comes from. Business time is injected everywhere, so that tests and the sandbox can move it. */
export type Clock = {
  /** The present instant. It never goes back. */
  readonly now: () => Temporal.Instant
}
