/** Differing views (ý kiến khác) as a consultation keeps them. What may happen is consultation-differing.ts. */
import type { OfficerId, UnitId } from './directory.ts'

/** What a superior said to it. */
export type Direction = { readonly by: OfficerId; readonly at: Temporal.Instant; readonly text: string }

export type DifferingView = {
  /** Tells one view of the matter from the next, from 1 on. */
  readonly number: number
  /** For which unit its author works on the matter. */
  readonly unit: UnitId
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly text: string
  /** Who was told, the nearest first. */
  readonly superiors: readonly OfficerId[]
  readonly directions: readonly Direction[]
}

export type DifferedEvent = { readonly type: 'differed' } & Omit<DifferingView, 'directions'>
export type DirectedEvent = { readonly type: 'directed'; readonly unit: UnitId; readonly number: number } & Direction

/** The views of a matter after one more, or after a superior's word on one of them. */
export function evolveDiffering(
  views: readonly DifferingView[],
  event: DifferedEvent | DirectedEvent,
): readonly DifferingView[] {
  if (event.type === 'differed') {
    const { number, unit, by, at, text, superiors } = event
    return [...views, { number, unit, by, at, text, superiors, directions: [] }]
  }
  const { number, by, at, text } = event
  return views.map((view) =>
    view.number === number ? { ...view, directions: [...view.directions, { by, at, text }] } : view,
  )
}
