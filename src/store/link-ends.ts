/** What the register says of links that ended: an account the Office took away, or did not give, is no newcomer's. */
import { sql } from 'drizzle-orm'
import type { OfficerId } from '../domain/directory.ts'
import type { SenderKey } from './accounts.ts'
import { evidence } from './schema.ts'
import { rows, type Tx } from './tx.ts'

/** Whether this account or this officer has been unlinked in the bot, or linking them again was refused or decided otherwise. */
export async function hasEndedLink(
  tx: Tx,
  { committeeId, bot, vendorUser, officer }: SenderKey & { readonly officer: OfficerId },
): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select 1 from ${evidence} e where e.committee_id = ${committeeId} and e.reference = 'SO'
      and e.body->>'bot' = ${bot} and (
        (e.type = 'account_unlinked' and (e.body->>'account' = ${vendorUser} or e.body->>'officer' = ${officer}))
        or (e.type = 'relinking_refused' and e.body->>'account' = ${vendorUser})
        or (e.type = 'relinking_approved' and e.body->>'oldAccount' = ${vendorUser}))
      limit 1`,
  )
  return found.length > 0
}
