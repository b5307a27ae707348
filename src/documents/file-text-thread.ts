/** The thread in which one PDF or DOCX is read. It ends with its answer: the text, or null when there is no reading it. */
import { parentPort, workerData } from 'node:worker_threads'
import { textOfDocx } from './docx.ts'
import type { Reading } from './file-text.ts'
import { textOfPdf } from './pdf.ts'

const { kind, bytes, mostCharacters } = workerData as Reading

try {
  parentPort?.postMessage(kind === 'pdf' ? await textOfPdf(bytes, mostCharacters) : textOfDocx(bytes))
} catch {
  parentPort?.postMessage(null)
}
