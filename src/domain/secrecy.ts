/**
 * Secrecy marks (độ mật) in texts and file names: Mật, Tối mật, Tuyệt mật. A hit is refused before anything is stored.
 *
 * Policy: a missed mark leaks a state secret, a false alarm costs one message. So "tối mật" and "tuyệt mật" count however they
 * are written, and a capital MẬT standing alone counts, as does the MAT of a stamp or file name that lost its accents. In lower
 * case "mật" counts only in brackets, alone on a line, between the separators of a file name, or in a phrase of office ("tài liệu
 * mật"): honey, passwords and density are written the same. Lower case "mat" and "toi mat" never count, being mặt and mất far
 * more often. "Bảo vệ bí mật nhà nước" is the name of a law and a duty, no mark. Words detect, they do not prove: the Office classifies.
 */
import { fold, nfc } from '../text/vietnamese.ts'

/** The three degrees, rising. */
export type SecrecyMark = 'mat' | 'toi_mat' | 'tuyet_mat'

/** The highest mark a text or a file name bears; null when it bears none. Linear in its length. */
export function findSecrecyMark(raw: string): SecrecyMark | null {
  const text = nfc(raw).replace(/[\p{Mn}\p{Cf}]/gu, '')
  // Nothing else is written like this, whatever stands beside it.
  if (topSecret.some((pattern) => text.search(pattern) >= 0)) return 'tuyet_mat'
  if (bears(text, highSecret)) return 'toi_mat'
  return bears(text, stamped) || bears(text, phrased) || bears(text, unaccented) || stateSecret.test(text)
    ? 'mat'
    : null
}

const between = '[\\s_.-]{0,5}'
const stampWord = 'M\\s?Ậ\\s?T'

const topSecret = [
  word(`tuyệt${between}m[ậâa]t`, 'giu'),
  word(`tuy[eê]t${between}m[aậâ]t`, 'giu'),
  word(`T\\s?U\\s?Y\\s?Ệ\\s?T\\s{1,3}${stampWord}`, 'gu'),
]

const highSecret = [
  word(`tối${between}mật`, 'giu'),
  word(`T[ỐÔO]I${between}M[ẬÂA]T`, 'gu'),
  word(`ToiMat`, 'gu'),
  word(`T\\s?Ố\\s?I\\s{1,3}${stampWord}`, 'gu'),
]

const stamped = [word(stampWord, 'gu'), /(?<=^|[_([{"“«-])M[ậâ]t(?=$|[_)\]}"”»-]|\.\w{1,5}$)/gmu]

const phrased = [
  word(
    '(?:tài liệu|văn bản|hồ sơ|công văn|tờ trình|báo cáo|kế hoạch|thông tin|số liệu|dữ liệu|tin|dấu|mức|loại|diện|chế độ|(?<!(?:không có|tốc|nhiệt) )độ) mật(?! ?: ?(?:thường|không|bình))',
    'giu',
  ),
  /(?<=[([{"“«]\s?)mật(?=\s?[)\]}"”»])/giu,
  /^\s*mật\s*$/gimu,
]

/** Stamps and file names without accents: capitals only. */
const unaccented = [word('M[AÂ]T', 'gu'), word(`(?<!T[OÔ]C )D[OÔ]${between}M[AÂ]T`, 'gu')]

const stateSecret =
  /(?<!(?:bảo vệ|bao ve|bảo vệ các|Luật)[\s_.-]{1,3})(?:bí mật (?:của )?nhà nước|bi[\s_.-]mat[\s_.-]nha[\s_.-]nuoc)/iu

/** Whose neighbours make "mật" harmless: mật ong, mật khẩu, mật độ; bảo mật, gấu mật, trăng mật. */
const harmless = {
  after: new Set('ong khẩu độ thiết mã ngọt mía gấu rỉ hoa cá heo lợn tông vịt mỡ'.split(' ')),
  before: new Set('bảo bí gấu túi sỏi ống đường rỉ ong dịch cẩn thân trăng cơ'.split(' ')),
}

/** The same for MAT, which may be mặt, mất, mắt or mát: mặt trận, mặt bằng, mất mùa, có mặt, tiền mặt. */
const harmlessBare = {
  after: new Set(
    (
      'ong khau do thiet ma tran bang tien nuoc dat duong hang cat pho san troi trang mua can tich an trat dien nguon giay chung ' +
      'the nang kha bien ngoai trong sau truoc rung viec lua xe hoc mo'
    ).split(' '),
  ),
  before: new Set(
    'be bao bi co vang tien ra gap dai truy khuon nuoc lam cac hai mot tung nhieu gau tui trang ong ve bo mua'.split(
      ' ',
    ),
  ),
}

function bears(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) =>
    [...text.matchAll(pattern)].some(({ 0: hit, index }) => !isHarmless(text, hit, index)),
  )
}

/** Looks at the words beside a hit on the same line. */
function isHarmless(text: string, hit: string, at: number): boolean {
  const after =
    /^[ \t_.-]{1,3}(\p{L}+)/u.exec(text.slice(at + hit.length, at + hit.length + 24))?.[1]?.toLowerCase() ?? ''
  const before = /(\p{L}+)[ \t_.-]{1,3}$/u.exec(text.slice(Math.max(0, at - 24), at))?.[1]?.toLowerCase() ?? ''
  if (/ậ/i.test(hit)) return harmless.after.has(after) || harmless.before.has(before)
  return harmlessBare.after.has(fold(after)) || harmlessBare.before.has(fold(before))
}

function word(pattern: string, flags: string): RegExp {
  return new RegExp(`(?<!\\p{L})${pattern}(?!\\p{L})`, flags)
}
