/** One of somebody's channels as an answer: "slack", "Zalo OA", or the name of the bot. */
import { nameMessenger } from '../cards/names.ts'
import { fold } from '../text/vietnamese.ts'

/** The channel that is meant, by its bot; null when it is none of these, or not clear which. */
export function findChannel(
  typed: string,
  channels: readonly { readonly bot: string; readonly messenger: string }[],
): string | null {
  const wanted = fold(typed)
  const named = channels.filter(({ bot, messenger }) =>
    [bot, messenger, nameMessenger(messenger)].some((name) => fold(name) === wanted),
  )
  const begun = channels.filter(({ messenger }) => fold(nameMessenger(messenger)).split(' ')[0] === wanted)
  const [only, ...others] = named.length > 0 ? named : begun
  return only !== undefined && others.length === 0 ? only.bot : null
}
