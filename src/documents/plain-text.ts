/** Plain text as editors write it: UTF-8, or UTF-16 with its mark. The old Vietnamese code pages are not guessed here. */

/** The text, without its byte order mark; null when the bytes are no text. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
    return binary.test(text) ? null : text
  } catch {
    return null
  }
}

/** Control characters no editor writes. */
// oxlint-disable-next-line no-control-regex
export const binary = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return 'utf-8'
}
