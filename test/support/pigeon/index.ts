/** Carrier pigeons behind the port of messengers: an invented vendor whose letters are plain text, both ways. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Capabilities, Messenger } from '../../../src/messengers/messenger.ts'
import type { Loft } from './loft.ts'
import { readUpdate, receive } from './receive.ts'
import { createSender } from './send.ts'

const capabilities: Capabilities = {
  buttons: false,
  edits: false,
  forms: false,
  files: false,
  home: false,
  pace: { chat: null, group: null, bot: null },
  quota: null,
}

export type PigeonOptions = { readonly loft: Loft; readonly now: () => Temporal.Instant }

export async function connectPigeon({ loft, now }: PigeonOptions): Promise<Messenger> {
  return {
    name: 'carrier-pigeon',
    capabilities,
    receive,
    ingress: {
      kind: 'pull',
      async pull(take, signal, onCaughtUp) {
        while (!signal.aborted) {
          for (let letter = loft.arrived[0]; letter !== undefined; letter = loft.arrived[0]) {
            await take(readUpdate(letter))
            loft.arrived.shift()
          }
          onCaughtUp()
          await sleep(10)
        }
      },
    },
    ...createSender({ loft, now }),
    download: async () => 'too-large',
    linkUrl: () => null,
  }
}
