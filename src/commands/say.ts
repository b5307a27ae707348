/** Responses that commands make most: a sentence, a refusal. */
import type { Response, ResponseButton } from '../cards/response.ts'
import { type Details, type Refusal, refuse } from '../domain/decision.ts'
import type { Reference } from '../domain/reference.ts'

/** A sentence under `command.said.`. */
export function say(
  key: string,
  values: Details = {},
  buttons: readonly ResponseButton[] = [],
): Extract<Response, { kind: 'say' }> {
  return { kind: 'say', key: `command.said.${key}`, values, buttons }
}

/** A button for a command, called by its title. */
export function buttonFor(name: string, action: string, style: ResponseButton['style'] = 'plain'): ResponseButton {
  return { label: `command.title.${name}`, action, style }
}

export function refused(refusal: Refusal, reference: Reference | null = null): Response {
  return { kind: 'refused', reference, refusal, buttons: [] }
}

/** A refusal of the command itself, before any matter was asked. */
export function decline(code: string, details: Refusal['details'] = {}): Response {
  return refused(refuse(code, details))
}
