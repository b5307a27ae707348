/** The registry of commands, one per file of this folder; a test compares the two. */
import { acting } from './acting.ts'
import { agree } from './agree.ts'
import { bind } from './bind.ts'
import { cancel } from './cancel.ts'
import { channels } from './channels.ts'
import { close } from './close.ts'
import type { Command } from './command.ts'
import { confirm } from './confirm.ts'
import { consult } from './consult.ts'
import { declineRequest } from './decline.ts'
import { differ } from './differ.ts'
import { digest } from './digest.ts'
import { direct } from './direct.ts'
import { evidence } from './evidence.ts'
import { exportEvidence } from './export.ts'
import { extend } from './extend.ts'
import { file } from './file.ts'
import { grant } from './grant.ts'
import { help } from './help.ts'
import { importDirectory } from './import.ts'
import { lack } from './lack.ts'
import { language } from './language.ts'
import { leave } from './leave.ts'
import { link } from './link.ts'
import { linkcode } from './linkcode.ts'
import { object } from './object.ts'
import { overrule } from './overrule.ts'
import { receive } from './receive.ts'
import { received } from './received.ts'
import { relink } from './relink.ts'
import { reopen } from './reopen.ts'
import { reply } from './reply.ts'
import { reroute } from './reroute.ts'
import { returnMatter } from './return.ts'
import { revise } from './revise.ts'
import { send } from './send.ts'
import { settings } from './settings.ts'
import { show } from './show.ts'
import { start } from './start.ts'
import { supply } from './supply.ts'
import { today } from './today.ts'
import { undo } from './undo.ts'
import { unlink } from './unlink.ts'
import { urge } from './urge.ts'
import { voidMatter } from './void.ts'
import { withdraw } from './withdraw.ts'

export const commands: readonly Command[] = [
  consult,
  agree,
  object,
  returnMatter,
  reply,
  receive,
  confirm,
  revise,
  withdraw,
  differ,
  direct,
  extend,
  lack,
  grant,
  supply,
  declineRequest,
  urge,
  send,
  voidMatter,
  close,
  reroute,
  overrule,
  received,
  reopen,
  undo,
  evidence,
  exportEvidence,
  show,
  file,
  today,
  settings,
  digest,
  help,
  language,
  link,
  channels,
  unlink,
  relink,
  bind,
  linkcode,
  importDirectory,
  leave,
  acting,
  cancel,
  start,
]
