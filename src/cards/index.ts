/** The one entry for whoever delivers: a notice and its facts become a card, an asking becomes a form. */
export {
  type DeliveryFacts,
  type DeliveryNotice,
  type MergedNotice,
  renderDelivery,
  renderTogether,
} from './delivery.ts'
export { type DigestNotice, renderDigest } from './digest.ts'
export { isToBeFollowed } from './followed.ts'
export { withNumberedAnswers, withoutFiles } from './plain.ts'
export { formOf } from './response-ask.ts'
