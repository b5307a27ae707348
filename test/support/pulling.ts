/** Pulling from a messenger whose updates are pulled. */
import type { Messenger, Take } from '../../src/messengers/messenger.ts'

/** Pulls until the signal aborts. */
export async function pullFrom(
  { name, ingress }: Pick<Messenger, 'name' | 'ingress'>,
  take: Take,
  signal: AbortSignal,
  onCaughtUp: () => void = () => {},
): Promise<void> {
  if (ingress.kind !== 'pull') throw new Error(`updates of ${name} are brought, not pulled`)
  await ingress.pull(take, signal, onCaughtUp)
}
