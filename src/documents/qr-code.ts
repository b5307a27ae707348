/** A text as a QR picture. */
import { toBuffer } from 'qrcode'

/** PNG, black on white, about 300 to 500 pixels wide. A text of up to some 2,000 bytes fits; beyond that it throws. */
export async function qrPng(text: string): Promise<Uint8Array> {
  return new Uint8Array(await toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: 3, scale: 10 }))
}
