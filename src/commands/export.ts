/** /export, /xuathoso: the evidence of a matter as a document, for whoever may take it away. */
import { refuse } from '../domain/decision.ts'
import { mayTakeEvidence } from '../domain/evidence-access.ts'
import { makeLookCommand } from './look.ts'
import { refused } from './say.ts'

export const exportEvidence = makeLookCommand({
  name: 'export',
  alias: 'xuathoso',
  words: ['xuat ho so', 'xuat chung cu', 'tai chung cu', 'tai ho so chung cu'],
  restAnswers: null,
  show: ({ reference, letter }, _, { actor, snapshot }) =>
    mayTakeEvidence(letter, actor, snapshot.directory)
      ? { kind: 'evidence_file', reference, privately: true }
      : refused(refuse('evidence-not-yours', { reference }), reference),
})
