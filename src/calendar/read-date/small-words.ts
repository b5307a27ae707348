/** The words around a date: what bounds it, what makes it vague, and what says nothing. */
import { type Piece, type Rule, rule } from './pieces.ts'

const bound = (bound: Extract<Piece, { kind: 'bound' }>['bound']) => (): Piece => ({ kind: 'bound', bound })

const postpone = '(?:xin )?(?:lui|gia han|keo dai|hoan(?! thanh)|doi|chuyen)(?: lai)?(?: them)?'
/** "lùi đến thứ sáu" names the new date; "lùi 2 ngày" and "thêm 2 ngày" say by how much. */
const postponeTo = rule(new RegExp(`${postpone} (?:sang|over|den|next|toi)(?: het)?`), bound('by'))
const extend = rule(new RegExp(`${postpone}|(?:xin )?them`), bound('extend'))
const notLater = rule(/khong (?:qua|(?:muon|tre|cham)(?: hon| qua)?)|(?:cham|muon|tre) nhat(?: la)?/, bound('by'))
const before = rule(/truoc/, bound('before'))
const by = rule(/(?:cho )?(?:den|next|over)(?: het)?|het/, bound('by'))
/** Names the deadline itself: what an extension in the same words counts from. */
const due = rule(/(?:thoi )?han(?: chot| cuoi(?: cung)?)?|deadline/, bound('due'))
const within = rule(/trong(?: vong| thoi han| khoang thoi gian)?/, bound('within'))
const after = rule(/after|sau|(?:(?:ke|tinh) )?tu/, bound('after'))

/** "2 giờ nữa": an hour with it is a length of time. */
const ahead = rule(/nua/, bound('ahead'))

/** Counting from now is the rule: "kể từ nay". */
const fromNow = rule(/(?:(?:ke|tinh) )?tu (?:bay gio|(?:hom )?nay|luc nay)/, () => ({ kind: 'filler' }))

const unit = '(?:ngaylv|ngay|hom|tuan|thang|gio|tieng|phut)'
const vague = rule(
  new RegExp(
    '(?:cang )?som(?: nhat| cang tot)?(?: co the)?|gap|khan(?: truong)?|(?:atonce|ngay) lap tuc|lap tuc|(?:atonce|ngay)(?= *$)|(?:(?:atonce|ngay) )?bay gio|khi (?:co the|nao(?: xong)?|xong)' +
      `|hang (?:ngay|tuan|thang|quy|nam)|dinh ky|(?:vai|may) *${unit}|\\d+ *[-–,.] *\\d+ *${unit}|tuy`,
  ),
  () => ({ kind: 'vague' }),
)

const event = (pattern: RegExp, event: Extract<Piece, { kind: 'event' }>['event']) =>
  rule(pattern, () => ({ kind: 'event', event }))
const rest = '(?:(?:dip|ky|ki|ngay|nghi) *)*'
const events: readonly Rule[] = [
  event(new RegExp(`${rest}tet (?:nguyen dan|am lich|am|ta|co truyen)`), 'lunar-tet'),
  event(new RegExp(`${rest}tet (?:duong lich|duong|tay)`), 'solar-tet'),
  event(new RegExp(`${rest}tet`), 'tet'),
  event(new RegExp(`${rest}le`), 'holiday'),
]

const filler = rule(
  /hop|phien|cuoc|buoi|giao ban|ngay|atonce|luc|vao|la|gio|nhe|nha|nhi|a|oi|vang|da|dong chi|em|anh|chi|me|cho|gui|nop|xong|hoan thanh|tra loi|gop y|bao cao|so voi|cua|thoi gian|thoi diem|noi|duoc khong|can|phai|xin/,
  () => ({ kind: 'filler' }),
)

/** Words that bound a date or leave none. */
export const boundRules: readonly Rule[] = [
  vague,
  fromNow,
  ...events,
  postponeTo,
  extend,
  notLater,
  before,
  within,
  by,
  due,
  ahead,
  after,
]
/** Last of all. */
export const fillerRules: readonly Rule[] = [filler]
