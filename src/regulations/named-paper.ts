/** Whether words name a paper: what a duty or a ground is taken from. */
import { fold } from '../text/vietnamese.ts'

/** An article or a numbered paper: "Điều 9", "khoản 3", "12/2026/QĐ-UBND", "số 45". */
const paper = /\b(?:dieu|khoan|muc|so) \d|\d\/(?:\d{4}\/)?[a-z]{2}/

export function namesPaper(reason: string): boolean {
  return paper.test(fold(reason))
}
