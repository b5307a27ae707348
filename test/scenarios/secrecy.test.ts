/** A dossier marked secret is refused at the door: not a word of it is in any column of any table. "Mật ong" is honey. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { rows } from '../../src/store/tx.ts'
import { utf8 } from '../documents/sample-files.ts'
import { describeOnBoth } from '../support/database.ts'
import { evidenceOf, openOffice } from '../support/office.ts'
import { subject } from '../support/office-letter.ts'

const secret = 'diễn tập Sao Băng'

/** Every table that holds the words in any column, as text or as bytes. */
async function tablesWith(words: string, { db }: Database): Promise<readonly string[]> {
  const tables = await rows<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const [hit] = await rows<{ times: number }>(
      db,
      sql`select count(*)::int as times from ${sql.identifier(name)} one
        where one::text ilike ${`%${words}%`} or one::text like ${`%${Buffer.from(words).toString('hex')}%`}`,
    )
    if ((hit?.times ?? 0) > 0) found.push(name)
  }
  return found
}

describeOnBoth('what is marked secret', (database) => {
  test('is searched for where it would be found', async () => {
    const office = await openOffice(database())
    await office.says('KT1', `/layykien Kế hoạch ${secret}`)
    expect(await tablesWith(secret, database())).toEqual(expect.arrayContaining(['inbound', 'dialogues']))
    await office.says('KT1', 'Thời gian?')
    await office.says('KT1', 'QS: lực lượng')
    await office.sends('KT1', { name: 'ke-hoach.txt', mime: 'text/plain', bytes: utf8(secret) })
    expect(await tablesWith(secret, database())).toEqual(expect.arrayContaining(['files']))
  })

  test.each([
    ['in the text', `TỐI MẬT: kế hoạch ${secret}`],
    ['as decomposed letters', `kế hoạch ${secret} (Mật)`.normalize('NFD')],
  ])('%s leaves nothing behind but that it came', async (_, text) => {
    const office = await openOffice(database())
    await office.says('KT1', '/layykien')
    await office.says('KT1', text)
    expect((await office.card('KT1')).text).toContain('Xin dùng đường văn thư mật')
    expect(await tablesWith(secret, database())).toEqual([])
    expect(await tablesWith(secret.normalize('NFD'), database())).toEqual([])
    expect((await evidenceOf(office, 'SO')).map(({ type }) => type)).toContain('secret_refused')
  })

  test.each([
    ['in the file name', { name: `TUYET_MAT ${secret}.txt`, bytes: utf8('Nội dung kế hoạch') }],
    ['in the file itself', { name: `${secret}.txt`, bytes: utf8(`BAN CHỈ HUY QUÂN SỰ XÃ\nMẬT\nKế hoạch ${secret}`) }],
  ])('%s leaves nothing behind, and the question stays', async (_, file) => {
    const office = await openOffice(database())
    await office.says('KT1', `/layykien ${subject}`)
    await office.says('KT1', 'Mức phí tại Điều 5')
    await office.says('KT1', 'QS: đất quốc phòng liền kề')
    await office.sends('KT1', { ...file, mime: 'text/plain' }, `hồ sơ ${secret}`)
    expect((await office.card('KT1')).text).toContain('Xin dùng đường văn thư mật')
    expect(await tablesWith(secret, database())).toEqual([])
    expect(await tablesWith('Nội dung kế hoạch', database())).toEqual([])
    await office.says('KT1', 'https://vanban.songmay.example/41')
    expect((await office.card('KT1')).text).toContain('Độ khẩn của văn bản?')
  })

  test('of a stranger and in a form is refused alike', async () => {
    const office = await openOffice(database(), { strangers: ['LA1'] })
    await office.says('LA1', `Công văn mật về ${secret}`)
    expect(await tablesWith(secret, database())).toEqual([])
  })
})

describeOnBoth('what is only spelled alike', (database) => {
  test('goes through: honey, passwords, the law on state secrets', async () => {
    const office = await openOffice(database())
    await office.says('KT1', '/layykien Đề án nuôi ong lấy mật ong rừng')
    await office.says('KT1', 'Mật độ tổ ong?\nThực hiện Luật Bảo vệ bí mật nhà nước?')
    await office.says('KT1', 'YT: an toàn mật ong')
    const bytes = utf8('Mật ong rừng Sông Mây: mật khẩu kho dữ liệu do Văn phòng giữ.')
    await office.sends('KT1', { name: 'mat-ong.txt', mime: 'text/plain', bytes })
    expect((await office.card('KT1')).text).toContain('Độ khẩn của văn bản?')
    expect(await tablesWith('ong rừng Sông Mây', database())).toContain('files')
  })
})
