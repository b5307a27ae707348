/**
 * The one way a matter changes: lock it, settle it as of now, decide, and write state, evidence, obligations and outbox
 * in the same transaction. "The deadline decides, not the job" is {@link lockSettled}; nothing loads a matter for writing
 * any other way.
 */
import type { Decision, Refusal } from '../domain/decision.ts'
import { isRefusal } from '../domain/decision.ts'
import type { Change, Noun, Stated, Typed } from '../domain/noun.ts'
import { nounOf } from '../domain/nouns.ts'
import type { Reference } from '../domain/reference.ts'
import { enqueueEdits } from '../store/deliveries.ts'
import { appendEvidence, chain, emptyHead, type Head, type Line } from '../store/evidence.ts'
import { lockMatter, writeMatter, writeObligations } from '../store/matters.ts'
import type { Circumstances, Outcome } from './act.ts'
import { refusedLine } from './refused-line.ts'
import { tellAll } from './tell.ts'

/** A matter about to be written: what it was, what time has already done to it, where its evidence ends. */
export type Pending<State, Event> = {
  readonly reference: Reference
  readonly before: State | null
  readonly settled: readonly Event[]
  readonly head: Head
}

/** A matter whose lock this transaction holds, settled as of the act. */
export type Locked<State, Event> = Pending<State, Event> & { readonly state: State }

/** Lets time act on a matter of any kind that is due; the events it brought. */
export async function settleMatter(
  circumstances: Circumstances,
  { kind, reference }: { readonly kind: string; readonly reference: Reference },
): Promise<readonly Typed[]> {
  const noun = nounOf(kind)
  const locked = await lockSettled(circumstances, noun, reference)
  if (locked === null || locked.settled.length === 0) return []
  await record(circumstances, noun, locked, { decision: [] })
  return locked.settled
}

/**
 * Locks a matter and lets time act on it up to the act, or up to where something that happened before may still come in:
 * what is acted on lapses first by the decision itself. Null when there is no such matter.
 */
export async function lockSettled<State extends Stated, Event extends Typed>(
  circumstances: Circumstances,
  noun: Noun<State, Event>,
  reference: Reference,
): Promise<Locked<State, Event> | null> {
  const { tx, snapshot, at, recordedAt } = circumstances
  const row = await lockMatter<State>(tx, { committeeId: snapshot.committeeId, reference })
  if (row === null || row.kind !== noun.kind) return null
  const before = noun.complete(row.state)
  const settled = noun.settle(before, patientAt(circumstances, at), recordedAt, snapshot)
  return { reference, before, state: settled.reduce(noun.evolve, before), settled, head: row.head }
}

/** A matter about to begin: nothing to lock but its number, which the caller holds. */
export function beginning<State, Event>(reference: Reference): Pending<State, Event> {
  return { reference, before: null, settled: [], head: emptyHead }
}

/**
 * Writes what was decided on a locked matter, after what time did to it and before what time does by now. A refusal
 * writes the attempt alone; lines of `witnessed` are evidence that changes no state (a delivery).
 */
export async function record<State extends Stated, Event extends Typed>(
  circumstances: Circumstances,
  noun: Noun<State, Event>,
  locked: Pending<State, Event>,
  { decision, witnessed = [] }: { readonly decision: Decision<Event>; readonly witnessed?: readonly Line[] },
): Promise<Outcome<State, Event>> {
  const refusal = isRefusal(decision) ? decision : null
  const decided = isRefusal(decision) ? [] : decision
  const early = [...locked.settled, ...decided].reduce<State | null>(noun.evolve, locked.before)
  const { recordedAt, snapshot } = circumstances
  const late = early === null ? [] : noun.settle(early, patientAt(circumstances, recordedAt), recordedAt, snapshot)
  const events = [...locked.settled, ...decided, ...late]
  const state = late.reduce<State | null>(noun.evolve, early)
  if (state !== null) await write(circumstances, noun, locked, { events, state, refusal, witnessed })
  if (refusal !== null) return { refusal, reference: locked.reference }
  if (state === null) throw new Error(`Nothing was decided about ${locked.reference}, which has not begun`)
  return { refusal: null, reference: locked.reference, state, events: decided }
}

/** How far time acts: to then, unless what happened before may still come in. */
function patientAt({ horizonAt }: Circumstances, then: Temporal.Instant): Temporal.Instant {
  return horizonAt !== undefined && Temporal.Instant.compare(horizonAt, then) < 0 ? horizonAt : then
}

type Written<State, Event> = {
  readonly events: readonly Event[]
  readonly state: State
  readonly refusal: Refusal | null
  readonly witnessed: readonly Line[]
}

async function write<State extends Stated, Event extends Typed>(
  circumstances: Circumstances,
  noun: Noun<State, Event>,
  locked: Pending<State, Event>,
  { events, state, refusal, witnessed }: Written<State, Event>,
): Promise<void> {
  const { tx, snapshot, recordedAt } = circumstances
  const { committeeId } = snapshot
  const lines = [
    ...events.map((event) => lineOf(circumstances, noun, event)),
    ...(refusal === null ? [] : [refusedLine(circumstances, refusal)]),
    ...witnessed,
  ]
  if (lines.length === 0) return
  const chained = chain(committeeId, locked.reference, locked.head, lines)
  const head = chained.at(-1) ?? locked.head
  await appendEvidence(tx, committeeId, chained)
  const nextDueAt = noun.nextMoment(state)
  await writeMatter(tx, {
    committeeId,
    reference: locked.reference,
    kind: noun.kind,
    state,
    outline: noun.outlineOf(state),
    head,
    nextDueAt,
    changedAt: recordedAt,
  })
  if (events.length === 0) return
  await writeObligations(tx, { committeeId, reference: locked.reference }, noun.owes(state, snapshot))
  const first = locked.head.sequence + 1
  const tellings = events.flatMap((event, index) => noun.followUps(event, state, first + index))
  await tellAll(circumstances, { noun, reference: locked.reference }, tellings)
  await changeCopies(circumstances, noun, { reference: locked.reference, events, sequence: head.sequence })
}

function lineOf<State extends Stated, Event extends Typed>(
  { messenger, words, at, recordedAt, assumed }: Circumstances,
  noun: Noun<State, Event>,
  event: Event,
): Line {
  const { type, ...body } = event
  const { actor, at: happenedAt } = noun.provenance(event)
  const byPerson = actor !== null
  return {
    type,
    actor,
    messenger: byPerson ? messenger : null,
    happenedAt: happenedAt ?? at,
    recordedAt,
    body: byPerson && words !== null ? { ...body, words, ...(assumed && { assumed }) } : body,
  }
}

async function changeCopies<State extends Stated, Event extends Typed>(
  { tx, snapshot, recordedAt }: Circumstances,
  noun: Noun<State, Event>,
  {
    reference,
    events,
    sequence,
  }: { readonly reference: Reference; readonly events: readonly Event[]; readonly sequence: number },
): Promise<void> {
  const { committeeId } = snapshot
  const touches = mergeChanges(events.map(noun.changes)).map(({ units, afterSeconds }) => ({
    units,
    notBeforeAt: recordedAt.add({ seconds: afterSeconds }),
  }))
  await enqueueEdits(tx, { committeeId, reference }, touches, { sequence, recordedAt })
}

type StepChange = { readonly units: readonly string[] | 'all'; readonly afterSeconds: number }

/** One edit per copy and moment, however many events of one act change it. */
function mergeChanges(changes: readonly (Change | null)[]): readonly StepChange[] {
  const steps = changes.flatMap((change) =>
    change ? change.afterSeconds.map((afterSeconds) => ({ units: change.units, afterSeconds })) : [],
  )
  const moments = [...new Set(steps.map((step) => step.afterSeconds))]
  return moments.map((afterSeconds) => {
    const units = steps.filter((step) => step.afterSeconds === afterSeconds).map((step) => step.units)
    return { afterSeconds, units: units.includes('all') ? 'all' : [...new Set(units.flat())] }
  })
}
