/** The thread in which one file is read. It ends with its answer: the text, or null when there is no reading it. */
import { parentPort, workerData } from 'node:worker_threads'
import { textOfDocx } from './docx.ts'
import type { Reading } from './file-text.ts'
import { textOfPdf } from './pdf.ts'
import { textOfXlsx } from './xlsx-text.ts'

const { kind, bytes, mostCharacters } = workerData as Reading

const read = {
  pdf: () => textOfPdf(bytes, mostCharacters),
  docx: () => textOfDocx(bytes),
  xlsx: () => textOfXlsx(bytes),
}

try {
  parentPort?.postMessage(await read[kind]())
} catch {
  parentPort?.postMessage(null)
}
