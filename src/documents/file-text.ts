/**
 * The text of a file somebody sent, whatever its name claims: .pdf, .docx, .xlsx and plain text. Used to look for secrecy marks,
 * so it reads widely and says when it could not.
 */
import { Worker } from 'node:worker_threads'
import { isMainPart } from './docx.ts'
import { decodeText } from './plain-text.ts'
import { isWorkbook } from './xlsx-text.ts'
import { namesInZip } from './zip.ts'

/** A file as it arrived. `name` and `mime` are the sender's claim. */
export type SentFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

/**
 * `not-readable`: of a kind we read, but damaged, locked, a scan without text, or too costly to read.
 * `unsupported`: of another kind. `too-large`: not looked at.
 */
export type FileText =
  | { readonly text: string; readonly why: null }
  | { readonly text: null; readonly why: 'not-readable' | 'unsupported' | 'too-large' }

/** Bytes. Larger files are not looked at. */
const largestFile = 25 * 1024 * 1024
/** Characters. What follows is cut. */
const longestText = 2 * 1024 * 1024
/** Milliseconds and mebibytes one file may cost; beyond, the reader is ended. */
const patience = 20_000
const memory = 512

/** Never throws. All but plain text is read in a thread of its own, which a hostile file may exhaust without harm to us. */
export async function textOfFile({ name, mime, bytes }: SentFile): Promise<FileText> {
  if (bytes.length > largestFile) return { text: null, why: 'too-large' }
  const kind = sniff(bytes)
  if (kind === 'other') return { text: null, why: 'unsupported' }
  const text = kind === 'text' ? decodeText(bytes) : await readInThread(kind, bytes)
  if (text !== null && (kind === 'text' || text !== '')) return { text: text.slice(0, longestText), why: null }
  return { text: null, why: kind !== 'text' || claimsText(name, mime) ? 'not-readable' : 'unsupported' }
}

type Kind = 'pdf' | 'docx' | 'xlsx' | 'text' | 'other'

/** What the reading thread is given. */
export type Reading = {
  readonly kind: Exclude<Kind, 'text' | 'other'>
  readonly bytes: Uint8Array
  readonly mostCharacters: number
}

const otherStarts = ['\xd0\xcf\x11\xe0', '\x89PNG', '\xff\xd8\xff', 'GIF8', 'Rar!', '7z\xbc\xaf', '\x1f\x8b', '{\\rtf']

function sniff(bytes: Uint8Array): Kind {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (start.includes('%PDF-')) return 'pdf'
  if (start.startsWith('PK\x03\x04')) return kindOfZip(bytes)
  return otherStarts.some((other) => start.startsWith(other)) ? 'other' : 'text'
}

function kindOfZip(bytes: Uint8Array): Kind {
  try {
    const names = namesInZip(bytes)
    if (names.some(isMainPart)) return 'docx'
    return isWorkbook(names) ? 'xlsx' : 'other'
  } catch {
    return 'other'
  }
}

function claimsText(name: string, mime: string): boolean {
  return mime.startsWith('text/') || /\.(txt|csv|md)$/i.test(name)
}

function readInThread(kind: Reading['kind'], bytes: Uint8Array): Promise<string | null> {
  const workerData: Reading = { kind, bytes, mostCharacters: longestText }
  const worker = new Worker(new URL('./file-text-thread.ts', import.meta.url), {
    workerData,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memory },
    stdout: true,
    stderr: true,
  })
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(null), patience)
    const end = (text: string | null): void => {
      clearTimeout(timer)
      resolve(text)
      void worker.terminate()
    }
    worker.once('message', end)
    worker.once('error', () => end(null))
    worker.once('exit', () => end(null))
  })
}
