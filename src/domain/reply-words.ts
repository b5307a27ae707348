/**
 * The words replies are read by, folded (lower case, no accents). Lists only: how they combine is reply-verdict.ts,
 * what they come to is reply.ts. Adding a phrasing means adding a word here and a reply to the test.
 */
import { fold, hasAccents } from '../text/vietnamese.ts'

/** A text beside its folded form; both have the same length, so a place in one is the place in the other. */
export type ReadText = { readonly text: string; readonly flat: string }

/** Looks for phrases with their accents, or without any in a text that has none: "vì" is no "vị trí", "vi" may be "vì". */
function phraseSearch(phrases: readonly string[]): (read: ReadText) => number {
  const accented = wholeWords(phrases)
  const bare = wholeWords(phrases.map(fold))
  return ({ text, flat }) => (hasAccents(text) ? text.search(accented) : flat.search(bare))
}

/** Whether a word stands in a list, by its accents if it has any. */
function isIn(
  list: ReadonlySet<string>,
  bare: ReadonlySet<string>,
  word: { readonly raw: string; readonly fold: string },
): boolean {
  return hasAccents(word.raw) ? list.has(word.raw) : bare.has(word.fold)
}

function wholeWords(phrases: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${phrases.join('|')})(?!\\p{L})`, 'iu')
}

function folded(list: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...list].map(fold))
}

/** Words of plain agreement, with the accents that leave no doubt. */
export const agreement: ReadonlyMap<string, string> = new Map([
  ['dong y', 'đồng ý'],
  ['nhat tri', 'nhất trí'],
  ['tan thanh', 'tán thành'],
  ['thong nhat', 'thống nhất'],
  ['dong thuan', 'đồng thuận'],
  ['dong tinh', 'đồng tình'],
  ['tan dong', 'tán đồng'],
  ['chap thuan', 'chấp thuận'],
  ['chap nhan', 'chấp nhận'],
  ['ung ho', 'ủng hộ'],
  ['dong i', 'đồng ý'],
  ['nhat chi', 'nhất trí'],
])

/** Those that hardly ever mean anything else; the others ("thống nhất tên gọi") need their speaker beside them. */
export const plainAgreement: ReadonlySet<string> = new Set(['dong y', 'nhat tri', 'tan thanh', 'dong i', 'nhat chi'])

/** "Được thôi" and its like: a whole short message of it is asked to be confirmed, anything longer means nothing. */
export const nod: ReadonlySet<string> = new Set(
  'ok oke okie oki okay okay okela okla okey duoc dc duyet dy agree agreed yes dongy nhattri thongnhat'.split(' '),
)

/** What may stand around a nod. */
export const courtesy: ReadonlySet<string> = new Set(
  'e em a anh c chi b ban sep nhe nha nhen ne roi luon da vang thua cam on thanks tks bac co chu het ca'.split(' '),
)

export const objection: ReadonlySet<string> = new Set(['phan doi', 'bac bo', 'bat dong', 'phan bac', 'tu choi'])

/** không, chưa and what keyboards and chats make of them; any accents, since typing errors change those too. */
const negation: ReadonlySet<string> = new Set(
  (
    'khong ko k kg kh khg kog khog kong khon khoong khonng khongg khonh kohng khogn hkong kohong khoog khongf khongs ' +
    'hok hoc hk hg hem khum khem khom chua chuaa 0 no never'
  ).split(' '),
)

/** Negations that are another word with other accents: "đừng" is one, "đúng" is not. */
const accentedNegation: ReadonlySet<string> = new Set(
  'đừng chẳng chả hông hổng hong hông hum đéo bất not dont'.split(' '),
)
const bareNegation = folded(accentedNegation)

/** Whether a word negates what follows. */
export function negates(word: { readonly raw: string; readonly fold: string }): boolean {
  return negation.has(word.fold) || isIn(accentedNegation, bareNegation, word)
}

/** What may stand between a negation and the word it negates: "không thể nào hoàn toàn đồng ý". */
export const softener: ReadonlySet<string> = new Set(
  (
    'he the nao hoan toan con nen duoc phai co bao gio thay muon thuc su la dam that cung thi ma lai noi cach xin rat ' +
    'day du tuyet doi chung toi phong don vi em minh chuyen viec ai han dc bh gi'
  ).split(' '),
)

/** Words that speak for the writer's own unit, and what leads up to a verdict without changing it. */
export const ownVoice: ReadonlySet<string> = new Set(
  (
    'toi chung minh ta em e da vang thua don vi co quan phong ban ben phia nay hoan toan rat xin cung y kien cua la tham ' +
    'gia tra loi nhin nhung tuy nhien va thi van deu ok oke nhan ban so bo tam thoi ve'
  ).split(' '),
)

/** First words of a named unit: "Trạm Y tế xã", "Ban Chỉ huy Quân sự". */
export const unitNoun: ReadonlySet<string> = new Set(
  'phong p ban ubnd uy trung tt tram van vp co don so s truong cong ca bch quan doan hoi mttq mat xa phuong ttptvhcc ttpvhcc kt vhxh'.split(
    ' ',
  ),
)

/** Before a verdict these make it somebody else's, a wish, a condition, a guess: "chờ lãnh đạo đồng ý". */
const doubter: ReadonlySet<string> = new Set(
  (
    'theo nếu khi chờ cho đợi để đề nghị cần phải sẽ định muốn chắc lẽ hình như hay hoặc mới khó ít rút hủy huỷ thôi tránh ai sao ' +
    'đâu gì mấy hỏi bảo đảm trình trước chỉ miễn trừ sự tính tạo được bị cách từng giả mà nghe đoán lấy lần nhận mong'
  ).split(' '),
)
const bareDoubter = folded(doubter)

/** Whether a word before a verdict takes it out of the writer's mouth. */
export function doubts(word: { readonly raw: string; readonly fold: string }): boolean {
  return isIn(doubter, bareDoubter, word)
}

/** After a verdict these turn it into a question or a scoff: "đồng ý hay không", "đồng ý sao được". */
export const undoing: ReadonlySet<string> = new Set('hay hoac sao dau kien gi the nao ha chang'.split(' '))

/** Not a verdict: "không có ý kiến (gì) khác". */
export const noOpinion =
  /\b(?:khong|ko|k|kg|hok|chua)\s+(?:co\s+)?(?:y\s+kien|gop\s+y)(?:\s+(?:gi|nao|khac|them|bo sung|tham gia|gop y|ca|a|nua|dong gop)\b)*/g

/** Agreement of a part: what is open stays unsaid. */
export const limit =
  /\bve (?:mat )?(?:chu truong|nguyen tac|co ban)\b|\bco ban (?:la )?(?:dong y|nhat tri|thong nhat|tan thanh)|\bso bo\b|\btam thoi\b|\bmot phan\b|\bphan (?:nao|lon)\b|\bda so\b|\btren nguyen tac\b|\b(?:chu truong|nguyen tac)$/

/** "Phần thuộc ngành tôi": the agreement reaches so far and no further. */
export const ownPart =
  /\b(?:phan|noi dung|pham vi|linh vuc)(?: \w+)? (?:thuoc|cua|lien quan)(?: den| toi)? (?:\w+ )?(?:nganh|chuc nang|linh vuc|phong|don vi|co quan|toi|minh|em|tham quyen|nhiem vu|trach nhiem)\b/

export const notOurs =
  /\b(?:khong|ko|k|kg|hok|chua)\s+(?:phai\s+(?:la\s+)?|dung\s+)?(?:thuoc\s+)?(?:chuc nang|tham quyen|nhiem vu|linh vuc|pham vi|trach nhiem|viec cua|nganh)\b|\b(?:khong|ko|k|kg|hok)\s+thuoc\b|\bngoai\s+(?:chuc nang|tham quyen|nhiem vu|linh vuc|pham vi)\b|(?:^|[,.;:\n] *|\bxin |\bde nghi )(?:chuyen )?tra lai(?= *$| *[,.;:]| (?:ho so|van ban|phieu|cong van|vi|do|cho)\b)/

/** The agency named instead: "đề nghị gửi P. Kinh tế". */
export const sendTo =
  /(?<!\b(?:khong|ko|k|kg|hok|chua|phai|dung)(?: la)? )\b(?:gui|chuyen|hoi|lay y kien|xin y kien|lien he|giao(?: cho)?|thuoc (?:chuc nang|tham quyen|nhiem vu|linh vuc|trach nhiem)(?: cua)?|viec cua|thuoc(?= (?:cong an|phong|ubnd|uy ban|tram|ban|van phong|trung tam|so) ))\s+(?:(?:sang|cho|den|ve|qua|lai|y kien|cua)\s+)*/g

const documentNoun =
  '(?:ban do|ho so|tai lieu|du thao|phu luc|file|tep|du toan|to trinh|bao cao|ban ve|bien ban|so lieu|can cu|thuyet minh|ban trich|trich luc|danh sach|hop dong|giay|quyet dinh|cong van|van ban|bang|link|anh|so do)'

/** "Thiếu bản đồ", "chưa nhận được hồ sơ", "file không mở được". */
export const lacking = new RegExp(
  `\\b(?:(?:con |gui |bi )?thieu|(?:chua|khong|ko|k) (?:thay |nhan duoc |co |kem |dinh kem |gui |nhan )+(?:theo |kem |day du |du )*)(?: (?=${documentNoun}))?(?=${documentNoun})|\\b(?:file|link|tep|tai lieu|van ban|ho so|phu luc)(?: dinh kem| gui kem| anh gui| em gui)? (?:khong|ko|k|chua) (?:mo|doc|xem|tai)`,
)

export const receipt =
  /\b(?:da|moi|vua) (?:nhan|tiep nhan|xem|doc|ro)\b|\bnhan (?:duoc |dc )?(?:roi|du)\b|^(?:noted|received|rcv|ro|nhan)\b|\bda co thong tin\b/

export const anyOption =
  /\b(?:phuong an|pa|cach|kieu) nao (?:cung|deu)|\bca (?:hai|2|ba|3) (?:phuong an|pa)? ?(?:deu|cung)? ?(?:duoc|ok|dc)|\b(?:gi|nao) cung (?:duoc|dc|ok)\b/

/** How a request or a change begins, and the words that chain it to a verdict. */
const change =
  'de nghi|kien nghi|xin|sua|chinh|dieu chinh|bo|bo sung|them|thay|giam|tang|giu|doi|tach|gop y|ghi|lam ro|luu y|can|nen|huy|xoa|viet lai|chon|neu ro|quy dinh|thoi han|muc|tai (?:dieu|khoan|diem|muc|trang)|o (?:dieu|khoan|muc|trang)|dieu \\d|d\\. ?\\d|khoan \\d|muc \\w|trang \\d|chuyen (?:dieu|khoan|diem|muc|noi dung|doan|tu)|lui|rut|tru|ngoai tru|rieng|nhung|tuy nhien|song|kem|yeu cau|gop'

/** A segment that asks for a change. */
export const changeStart = new RegExp(
  `^(?:(?:nhung|tuy nhien|song|va|chung toi|toi|em|phong|don vi)[ ,]+)*(?:${change})\\b`,
)
export const changeInside = /\b(?:nen|can|phai|de nghi|kien nghi)\b|\b(?:thanh|bang) \d/

/** Where, behind a verdict, its items begin: a change after a pause, an option chosen, a word that chains. */
const itemPause = new RegExp(`(?:^|[,:\\u2013-])\\s*(?:${change})\\b|\\b(?:phuong an|pa) ?(?:\\d|mot|hai|ba|[ivx]+\\b)`)
const chained = phraseSearch(
  'nhưng|tuy nhiên|song|riêng|nếu|với điều kiện|miễn là|ngoại trừ|trừ|và đề nghị|và kiến nghị|và sửa|và bỏ|và bổ sung|đề nghị|kiến nghị|vì|do'.split(
    '|',
  ),
)

/** Where the items behind an agreement begin, -1 when what follows only completes it. */
export function findItems(read: ReadText): number {
  const starts = [read.flat.search(itemPause), chained(read)].filter((at) => at >= 0)
  return starts.length === 0 ? -1 : Math.min(...starts)
}

/** "Đồng ý nhưng …": something follows, and if it is nothing in particular it is asked for. */
export const reserve = phraseSearch(['nhưng', 'tuy nhiên', 'song'])

/** More time asked for: no reply, and no change of the dossier (commands/ offers the extension). */
export const moreTime =
  /^(?:em |toi |phong |don vi )?(?:xin|de nghi|cho)(?: \w+)? (?:gia han|lui|them \d)|^(?:gia han|lui han)\b/

/** "Đồng ý nếu …": one tap settles whether that is agreement. */
export const conditional = phraseSearch([
  'nếu',
  'miễn là',
  'với điều kiện',
  '(?:ngoại )?trừ(?= (?:điều|khoản|điểm|mục|nội|phần|quy))',
])

const groundWords = phraseSearch(
  'vì|do|bởi|tại vì|lý do|đề nghị|trái|vượt|sai|thiếu|chưa|không|ko|quá|trùng|mâu thuẫn|nên|gây|ảnh hưởng|làm'.split(
    '|',
  ),
)

/** Where, behind a refusal, its ground begins: at a pause or a word that gives one; -1 without. */
export function findGround(read: ReadText): number {
  const starts = [read.flat.search(/[,:;.\n\u2013-]/), groundWords(read)].filter((at) => at >= 0)
  return starts.length === 0 ? -1 : Math.min(...starts)
}

/** A ground told before the refusal. */
export const because = phraseSearch(['vì', 'do', 'lý do'])

/** What joins an item or a reason to the verdict and is no part of it. */
export const joint =
  /^(?:(?:nhưng|tuy nhiên|song|và|nhung|tuy nhien|(?:bởi |tại )?vì|bởi|với lý do|lý do|(?:boi |tai )?vi|ly do)(?:\s*[,:]\s*|\s+))+/iu

/** Phrases that say nothing in particular, taken out before a text's substance is counted. */
export const stock =
  /\b(?:theo (?:dung )?(?:cac )?quy dinh(?: cua phap luat| hien hanh)*|dung quy dinh|quy dinh cua phap luat|phap luat hien hanh|can nhac|xem xet|nghien cuu|phu hop|hop ly|dam bao|bao dam|tinh hinh(?: thuc te)?|thuc te|thuc tien|ra soat|hoan thien|chinh sua|chinh ly|sua doi|bo sung|lam ro|chat che|day du|ky (?:hon|luong|cang)|chu dao|noi dung|du thao|van ban|de nghi|kien nghi|gop y|y kien|tham gia|tuy nhien|cau chu|mot (?:so|vai)|cac diem|quan tam|luu y|thong nhat|dong bo|dong y|nhat tri|kha thi|hieu qua|xin|chi dao|lanh dao|thoi gian toi|cac ben|lien quan|co quan|don vi|vuong mac|bat cap|han che|chua ro|day|ly do|ca nhan|chung toi|tran trong|cam on)\b/g

/** Words too small to count. */
export const small: ReadonlySet<string> = new Set(
  (
    'va voi ve cua cho la thi ma o tai de cac nhung mot them lai nua hon rat qua can nen phai se da dang duoc bi khong ko k chua ' +
    'vi do boi nay do kia toi em anh chi e a nhe nha roi con neu nhu theo co nhung gi nao sua bo ky du het thoi thay noi diem ro ' +
    'van de khac dung nguoi phan minh tot lam deu cung'
  ).split(' '),
)

/** Places in a text: what an objection points at, not why. */
export const placeReference =
  /\b(?:(?:dieu|khoan|diem|muc|trang|phu luc|chuong|phan|phuong an|pa|bang|dong|d|k)\.? ?(?:\d[\w.]*|[ivx]+(?:\.\d+)*\b|[a-h]\b)|\d+)/g
