/** The registry of rules, one per file of this folder; a test compares the two. */
import { completeDossier } from './complete-dossier.ts'
import { differingView } from './differing-view.ts'
import { dissentIsSettled } from './dissent-is-settled.ts'
import { headSignsReplies } from './head-signs-replies.ts'
import { letterIsComplete } from './letter-is-complete.ts'
import { noCircling } from './no-circling.ts'
import { noStalling } from './no-stalling.ts'
import { nudgeLadder } from './nudge-ladder.ts'
import { ownAuthority } from './own-authority.ts'
import { ownField } from './own-field.ts'
import { ownWork } from './own-work.ts'
import { proofOfReach } from './proof-of-reach.ts'
import { recipients } from './recipients.ts'
import { replyExtension } from './reply-extension.ts'
import { replyIsConcrete } from './reply-is-concrete.ts'
import { replyLimit } from './reply-limit.ts'
import { returnAtOnce } from './return-at-once.ts'
import { rightAgencies } from './right-agencies.ts'
import { silenceIsConsent } from './silence-is-consent.ts'
import { urgentAtOnce } from './urgent-at-once.ts'
import { urging } from './urging.ts'

export const rules = [
  completeDossier,
  differingView,
  dissentIsSettled,
  headSignsReplies,
  letterIsComplete,
  noCircling,
  noStalling,
  nudgeLadder,
  ownAuthority,
  ownField,
  ownWork,
  proofOfReach,
  recipients,
  replyExtension,
  replyIsConcrete,
  replyLimit,
  returnAtOnce,
  rightAgencies,
  silenceIsConsent,
  urgentAtOnce,
  urging,
] as const

type AnyRule = (typeof rules)[number]

export type RuleId = AnyRule['id']

/** The rule with this id, as a type. */
export type RuleOf<Id extends RuleId> = Extract<AnyRule, { readonly id: Id }>
