/** Secrets kept in the database: AES-256-GCM under the key of the settings, each bound to the place it is kept in. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** It was encrypted with another key, for another place, or was changed. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey'
}

/** Of what encrypted bytes begin with: how the rest is to be read. */
const version = 1
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes + tagBytes

/** Encrypts a text. `place` must be the same for decrypting: what is moved elsewhere opens nowhere. `key`: 32 bytes. */
export function encrypt(key: Uint8Array, place: string, text: string): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), hidden]))
}

/** @throws WrongKey */
export function decrypt(key: Uint8Array, place: string, sealed: Uint8Array): string {
  if (sealed.length < headBytes || sealed[0] !== version) throw new WrongKey('This was not encrypted by us')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(1 + nonceBytes, headBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new WrongKey('ENCRYPTION_KEY is not the one this was encrypted with', { cause })
  }
}
