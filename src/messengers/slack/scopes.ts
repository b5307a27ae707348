/** What the app may do in a workspace: exactly what this adapter calls and hears. Source: docs.slack.dev/reference. */

/** Scopes of the bot token, each with what needs it. */
export const neededScopes = [
  'chat:write', // chat.postMessage, chat.update, chat.delete
  'im:write', // the first message of a private chat
  'im:history', // message.im
  'channels:history', // message.channels: replies to our cards, mentions
  'groups:history', // message.groups: the same in private channels
  'mpim:history', // message.mpim
  'commands', // slash commands
  'files:read', // dossiers officers send
  'files:write', // files we hand over
] as const

/** Asked for as well, and used only where a committee links people by their verified e-mail: without them that does not happen. */
export const emailScopes = [
  'users:read', // users.info
  'users:read.email', // the address in it
] as const

/** Events the app subscribes to. `app_mention` is left out: the same message comes as `message.*`, with its files. */
export const wantedEvents = [
  'app_home_opened',
  'message.im',
  'message.channels',
  'message.groups',
  'message.mpim',
] as const
