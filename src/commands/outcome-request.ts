/** How a unit's request to its lead, and what the lead decides on it, are answered to whoever acted. */
import type { Response } from '../cards/response.ts'
import type { RequestEvent } from '../domain/consultation-requests.ts'
import type { Reference } from '../domain/reference.ts'
import { say } from './say.ts'

/** `unit`: its name. */
export function answerRequest(
  event: RequestEvent,
  about: { readonly reference: Reference; readonly unit: string },
): Response {
  switch (event.type) {
    case 'extension_asked':
      return say('extensionAsked', { ...about, wantedAt: event.request.wantedAt, dueAt: event.request.dueAt })
    case 'extension_granted':
      return say('extensionGranted', { ...about, oldDueAt: event.oldDueAt, dueAt: event.dueAt })
    case 'documents_asked':
      return say('documentsAsked', about)
    case 'documents_supplied':
      return event.dueAt.equals(event.oldDueAt)
        ? say('documentsSuppliedInTime', { ...about, dueAt: event.dueAt })
        : say('documentsSupplied', { ...about, oldDueAt: event.oldDueAt, dueAt: event.dueAt })
    case 'extension_declined':
    case 'documents_declined':
      return say('requestDeclined', about)
    default:
      return event satisfies never
  }
}
