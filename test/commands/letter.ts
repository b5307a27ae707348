/** Letters for conversations: Phòng Kinh tế asks Phòng Văn hóa - Xã hội and the police of Cầu Sậy by 24:00 on 26/11. */
import type { Response } from '../../src/cards/response.ts'
import type { Chat } from './chat.ts'

/** Fills in a whole letter, up to its preview. */
export async function draftLetter(chat: Chat, subject: string, who = 'KT1'): Promise<readonly Response[]> {
  return chat.fill(who, 'consult', {
    subject,
    questions: 'Mức phí tại Điều 5',
    to: 'VHXH: nếp sống văn minh\nCA: trật tự đường thủy',
    dossier: 'https://vanban.causay.example/ho-so/41',
    urgency: 'normal',
    deadline: '3 ngày làm việc',
    informed: 'YT',
  })
}

/** The same, and sends it, or passes it on where a specialist wrote it. */
export async function sendLetter(chat: Chat, subject = 'Dự thảo Quy chế quản lý bến đò', who = 'KT1'): Promise<void> {
  await draftLetter(chat, subject, who)
  await chat.press(who, 'consult send')
}
