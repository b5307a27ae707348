/**
 * Every table. A row belongs to a committee, every key begins with it and every query starts from it; what the vendors
 * send belongs to a bot, and a bot to one committee. Queries stand in the noun's own file.
 */
export { actingOrders, calendarDays, committees, leaves, officers, posts, units } from './schema-committee.ts'
export { deadlines, evidence, files, matters, numbers, obligations } from './schema-matters.ts'
export { accounts, botSecrets, bots, channels, dialogues, linkCodes, linkRequests, linkTries } from './schema-people.ts'
export { deploymentKeys, sealedHeads, seals, slots } from './schema-seals.ts'
export { deliveries, deliveryNumbers, gates, inbound, intakes, queues, quotas } from './schema-traffic.ts'
