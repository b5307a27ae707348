/** The one entry for whoever delivers: a notice and its facts become a card, an asking becomes a form. */
export { type DeliveryFacts, type DeliveryNotice, renderDelivery } from './delivery.ts'
export { withNumberedAnswers } from './plain.ts'
export { formOf } from './response-ask.ts'
