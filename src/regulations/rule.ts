/**
 * The contract of a rule: one sentence of a letter as one pure function, its values kept apart from it.
 * A rule knows no committee: profiles give the values and the citation, in-force.ts brings the two together.
 */
import type { z } from 'zod'

/**
 * One rule. `apply` turns facts and the profile's values into a result and never throws;
 * times reach it as counts (working days, hours) or instants, so it needs no calendar.
 */
export type Rule<Id extends string, Parameters extends z.ZodObject, Facts, Result> = {
  /** kebab-case, equal to the file name. */
  readonly id: Id
  /** The rows of clauses.ts this rule serves; at least one. */
  readonly clauses: readonly string[]
  /** What a profile or a committee may set. Strict: an unknown value is a fault, but in what was stored. */
  readonly parameters: Parameters
  readonly apply: (facts: Facts, values: z.output<Parameters>) => Result
}

/** Declares a rule and keeps its literal id, so that profiles are checked against the registry by the compiler. */
export function rule<const Id extends string, Parameters extends z.ZodObject, Facts, Result>(
  definition: Rule<Id, Parameters, Facts, Result>,
): Rule<Id, Parameters, Facts, Result> {
  return definition
}
