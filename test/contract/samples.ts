/** Fictional cards, a form and a file that the contract of messengers is tried with. */
import type { Card, CardFile, Form } from '../../src/cards/card.ts'

export const blankCard: Card = { title: 'Thông báo của Văn phòng', tone: 'plain', blocks: [] }

/** Every kind of line, with three buttons as its last block. */
export const requestCard: Card = {
  title: 'Xin ý kiến Y12',
  tone: 'urgent',
  blocks: [
    { kind: 'fact', label: 'Đơn vị hỏi', value: 'Phòng Kinh tế' },
    { kind: 'fact', label: 'Hạn trả lời', value: '24:00 thứ Năm 26/11/2026' },
    { kind: 'list', label: 'Nội dung hỏi', items: ['Mức hỗ trợ', 'Nguồn kinh phí'] },
    { kind: 'link', label: 'Hồ sơ', url: 'https://ubnd.example/h/12?a=1&b=2' },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Đồng ý', action: 'agree Y12', style: 'primary' },
        { label: 'Không đồng ý', action: 'object Y12', style: 'danger' },
        { label: 'Trả lại', action: 'return Y12', style: 'plain' },
      ],
    },
  ],
}

/** The same without its buttons. */
export const plainRequestCard: Card = { ...requestCard, blocks: requestCard.blocks.slice(0, -1) }

const item = (_: unknown, index: number): string =>
  `Mục ${String(index + 1).padStart(3, '0')}: rà soát tiến độ giải ngân, báo cáo vướng mắc tại thôn số ${index + 1} và đề xuất hướng xử lý <gấp>`

/** 120 items, over 10,000 characters: more than any messenger takes in one message. */
export const longCard: Card = {
  title: 'Danh sách việc cần làm',
  tone: 'warning',
  blocks: [{ kind: 'list', label: 'Các việc', items: Array.from({ length: 120 }, item) }],
}

/** One text of over 10,000 characters without a line break. */
export const wordyCard: Card = {
  title: 'Toàn văn',
  tone: 'plain',
  blocks: [{ kind: 'text', text: Array.from({ length: 2400 }, (_, index) => `chữ-${index}`).join(' ') }],
}

export const letterFile: CardFile = {
  name: 'Giấy mời họp số 05 (bản ký).pdf',
  mime: 'application/pdf',
  bytes: Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31 + (index >> 8)) % 256),
}

export const sampleForm: Form = {
  action: 'object Y12',
  title: 'Không đồng ý Y12',
  submit: 'Gửi',
  fields: [
    { key: 'reason', label: 'Lý do', hint: 'Nêu từng điểm', required: true, kind: 'text', long: true },
    {
      key: 'points',
      label: 'Điểm chưa thống nhất',
      hint: null,
      required: false,
      kind: 'choices',
      options: [
        { value: '1', label: 'Mức hỗ trợ' },
        { value: '3', label: 'Nguồn kinh phí' },
      ],
    },
  ],
}
