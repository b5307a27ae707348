/** The parts of a multipart body, split by hand: what a vendor takes is looked at byte for byte. */
export function splitParts(body: Buffer, boundary: string): { header: string; bytes: Buffer }[] {
  const parts: { header: string; bytes: Buffer }[] = []
  const mark = Buffer.from(`--${boundary}`)
  let start = body.indexOf(mark)
  while (start >= 0) {
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start)
    if (end < 0) break
    const part = body.subarray(start + mark.length + 2, end)
    const split = part.indexOf('\r\n\r\n')
    parts.push({ header: part.subarray(0, split).toString('utf8'), bytes: part.subarray(split + 4) })
    start = end + 2
  }
  return parts
}
