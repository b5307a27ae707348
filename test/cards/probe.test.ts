import { test } from 'vitest'
import { renderConsultationNotice } from '../../src/cards/consultation.ts'
import { facts, reader, vi, en, office } from './commune.ts'
import { states } from './states.ts'
test('x', () => {
  for (const [name, s] of Object.entries(states)) {
    const st: any = facts(s.state, s.when).state
    console.log(name, st.state, st.answers?.KT.state, st.answers?.VHXH.state)
  }
  const show = (n: keyof typeof states, kind: any, who: any, t = vi, purpose: any = 'edit') => {
    const s = states[n]
    const c = renderConsultationNotice({ kind, unit: ['status','unlinked','all_answered','letter_to_confirm'].includes(kind) ? null : 'KT' }, facts(s.state, s.when, { reader: who, purpose, unlinked: ['KT'] }), t)
    if (!c) return console.log(n, kind, 'null')
    console.log('\n#', n, kind, '\n**' + c.title + '** [' + c.tone + ']\n' + c.blocks.map((b: any) => b.kind === 'fact' ? `${b.label}: ${b.value}` : b.kind === 'list' ? `${b.label}:\n - ${b.items.join('\n - ')}` : b.kind === 'buttons' ? b.buttons.map((x: any) => `[${x.label}|${x.action}]`).join(' ') : b.kind === 'text' ? b.text : JSON.stringify(b)).join('\n'))
  }
  show('reached', 'asked', reader('head'))
  show('drafted', 'nudged', reader('head'))
  show('deemed', 'lapsed', office)
  show('deemed', 'lapsed', reader('head'), en)
  show('unreached', 'lapsed', reader('lead'))
  show('unreached', 'lapsed', office)
  show('lateAfterDeemed', 'lapsed', office)
  show('lateAfterDeemed', 'answered_late', office)
  show('lateAfterUnanswered', 'status', reader('lead'))
  show('received', 'status', reader('lead'))
  show('bothAgreed', 'all_answered', reader('lead'))
  show('justAgreed', 'receipt', reader('head'))
  show('undone', 'receipt', reader('head'))
  show('unclear', 'receipt', reader('head'))
  show('vague', 'receipt', reader('head'))
  show('drafted', 'receipt', reader('staff'))
  show('drafted', 'reply_to_confirm', reader('head'))
  show('confirmed', 'reply_confirmed', reader('staff'))
  show('returnedSlowly', 'answered', reader('lead'))
  show('sent', 'unlinked', office)
  show('draft', 'letter_to_confirm', reader('lead'))
  show('corrected', 'corrected', office)
  show('void', 'voided', reader('head'))
  show('immediate', 'asked', reader('head'))
})
