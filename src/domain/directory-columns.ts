/** The words of a directory file: what its columns, posts, functions and languages are called in Vietnamese and English. */
import { fold } from '../text/vietnamese.ts'
import type { Officer, PostKind, UnitFunction } from './directory.ts'

/** What may head a column, folded. The first is the name in the documentation. */
const headings = {
  unit_code: ['unit code', 'ma don vi', 'ma co quan', 'ma co quan don vi'],
  unit_name: ['unit name', 'ten don vi', 'ten co quan', 'ten co quan don vi'],
  unit_abbreviations: ['unit abbreviations', 'ten viet tat', 'viet tat'],
  unit_parent: ['unit parent', 'don vi cap tren', 'co quan cap tren', 'truc thuoc'],
  unit_functions: ['unit functions', 'chuc nang'],
  unit_successors: ['unit successors', 'don vi ke thua', 'co quan ke thua', 'sap nhap vao'],
  officer_code: ['officer code', 'ma can bo', 'ma cong chuc'],
  officer_name: ['officer name', 'ho ten', 'ho va ten', 'ten can bo'],
  post: ['post', 'chuc vu', 'chuc danh'],
  post_order: ['post order', 'thu tu', 'thu tu cap pho'],
  email: ['email', 'e mail', 'thu dien tu'],
  phone: ['phone', 'dien thoai', 'so dien thoai', 'sdt'],
  locale: ['locale', 'language', 'ngon ngu'],
} as const

export type Column = keyof typeof headings

/** Without these a file says nothing. */
export const neededColumns: readonly Column[] = ['unit_code', 'officer_code', 'officer_name', 'post']

const posts: Readonly<Record<PostKind, readonly string[]>> = {
  chair: ['chair', 'chu tich'],
  vice_chair: ['vice chair', 'pho chu tich'],
  office_chief: ['office chief', 'chanh van phong'],
  office_staff: ['office staff', 'chuyen vien van phong', 'van thu'],
  unit_head: [
    'unit head',
    'truong phong',
    'truong don vi',
    'thu truong',
    'giam doc',
    'truong tram',
    'truong ban',
    'truong',
  ],
  deputy_head: [
    'deputy head',
    'pho truong phong',
    'pho don vi',
    'pho giam doc',
    'pho chanh van phong',
    'cap pho',
    'pho',
  ],
  specialist: ['specialist', 'chuyen vien', 'can bo', 'cong chuc', 'nhan vien'],
}

const functions: Readonly<Record<UnitFunction, readonly string[]>> = {
  office: ['office', 'van phong'],
  home_affairs: ['home affairs', 'noi vu'],
  justice: ['justice', 'tu phap'],
  inspectorate: ['inspectorate', 'thanh tra'],
  emulation: ['emulation', 'thi dua', 'thi dua khen thuong'],
  media: ['media', 'truyen thong'],
}

const languages: Readonly<Record<Officer['language'], readonly string[]>> = {
  vi: ['vi', 'vi vn', 'tieng viet', 'viet'],
  en: ['en', 'en us', 'en gb', 'tieng anh', 'english', 'anh'],
}

/** The column a heading names; null for one that is not ours. */
export function readColumn(heading: string): Column | null {
  return read(headings, heading)
}

export function readPost(text: string): PostKind | null {
  return read(posts, text)
}

export function readFunction(text: string): UnitFunction | null {
  return read(functions, text)
}

export function readLanguage(text: string): Officer['language'] | null {
  return read(languages, text)
}

function read<Meaning extends string>(
  words: Readonly<Record<Meaning, readonly string[]>>,
  text: string,
): Meaning | null {
  const wanted = fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const meanings = Object.keys(words) as Meaning[]
  return meanings.find((meaning) => words[meaning].includes(wanted)) ?? null
}
