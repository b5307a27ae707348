/** Loaded before every test file: without it toMatchObject takes any two instants, having no properties of their own, for the same. */
import { expect } from 'vitest'

expect.addEqualityTesters([
  (a, b) => (a instanceof Temporal.Instant && b instanceof Temporal.Instant ? a.equals(b) : undefined),
  (a, b) => (a instanceof Temporal.PlainDate && b instanceof Temporal.PlainDate ? a.equals(b) : undefined),
])
