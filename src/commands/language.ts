/** /language, /ngonngu: Vietnamese or English. */
import { chooseLanguage } from '../actions/language.ts'
import { fold } from '../text/vietnamese.ts'
import type { Command } from './command.ts'
import { askChoice, faulty, isGiven, quote } from './field.ts'
import { say } from './say.ts'

const options = [
  { value: 'vi', label: 'ask.option.language.vi' },
  { value: 'en', label: 'ask.option.language.en' },
]

export const language: Command = {
  name: 'language',
  alias: 'ngonngu',
  words: ['ngon ngu', 'doi ngon ngu'],
  takesReference: false,
  restAnswers: 'language',
  needsOfficer: true,
  isPersonal: false,
  isAside: true,
  missing: async ({ values }) => (isGiven(values, 'language') ? [] : [askChoice('language', options)]),
  async read({ text }) {
    const typed = fold(text)
    if (/^(vi|vn|viet|tieng viet|vietnamese)$/.test(typed)) return { values: { language: 'vi' } }
    if (/^(en|anh|tieng anh|english)$/.test(typed)) return { values: { language: 'en' } }
    return faulty('choice-unknown', { typed: quote(text) }, options)
  },
  async run({ values }, situation) {
    await chooseLanguage(situation.act, values['language'] === 'en' ? 'en' : 'vi')
    return [say('languageSet')]
  },
}
