/**
 * Actions that belong to a dialogue end in its id ("consult send ~k7qx", "= KT ~k7qx"), so that a button or a form of an
 * older dialogue is told apart from the one under way.
 */

/** What is said in a dialogue, as its buttons and forms carry it; as it is when it belongs to none. */
export function sayIn(dialogue: string | undefined, said: string): string {
  return dialogue === undefined || dialogue === '' ? said : `${said} ~${dialogue}`
}

/** An action taken apart again; `dialogue` null when it carries none, as what is typed never does. */
export function splitAction(action: string): { readonly said: string; readonly dialogue: string | null } {
  const [, said, dialogue] = /^(.*\S) +~([a-z2-7]{4})$/su.exec(action.trimEnd()) ?? []
  return said === undefined || dialogue === undefined ? { said: action, dialogue: null } : { said, dialogue }
}
