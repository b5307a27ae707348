/**
 * An append-only file of JSON lines. One entry is one line, so a crash can tear only the last one, and a torn line was
 * never acknowledged to anybody. It survives a killed process; it does not wait for the disk (no fsync).
 */
import { appendFileSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { MessengerTools } from '../messenger.ts'
import type { Entry } from './world.ts'

export type Journal = {
  /** What was there at the start. */
  readonly entries: readonly Entry[]
  /** Throws when the disk does; then nothing was added. */
  readonly append: (entry: Entry) => void
  readonly close: () => void
}

/** Opens or begins a journal; null keeps nothing. A damaged line other than a torn last one throws. */
export function openJournal(file: string | null, log: MessengerTools['log']): Journal {
  if (file === null) return { entries: [], append: () => {}, close: () => {} }
  mkdirSync(dirname(file), { recursive: true })
  const descriptor = openSync(file, 'a+')
  const { entries, length } = readWhole(file)
  const torn = readFileSync(descriptor).length - length
  if (torn > 0) {
    ftruncateSync(descriptor, length)
    log('warn', 'the sandbox journal ended in a torn line, which was dropped', { bytes: torn })
  }
  return { entries, append: appendTo(descriptor, length), close: () => closeSync(descriptor) }
}

function readWhole(file: string): { entries: Entry[]; length: number } {
  const bytes = readFileSync(file)
  const length = bytes.lastIndexOf('\n') + 1
  const lines = bytes.subarray(0, length).toString('utf8').split('\n').slice(0, -1)
  return { entries: lines.map((line, index) => readLine(line, index + 1)), length }
}

function readLine(line: string, seq: number): Entry {
  const entry: Entry = parse(line, seq)
  if (entry.seq !== seq) throw new Error(`The sandbox journal is damaged: line ${seq} carries number ${entry.seq}`)
  return entry
}

function parse(line: string, seq: number): Entry {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new Error(`The sandbox journal is damaged in line ${seq}`, { cause })
  }
}

function appendTo(descriptor: number, start: number): Journal['append'] {
  let length = start
  return (entry) => {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`)
    try {
      appendFileSync(descriptor, line)
    } catch (cause) {
      // Half a line must not glue itself to the next one.
      ftruncateSync(descriptor, length)
      throw new Error('The sandbox journal cannot be written', { cause })
    }
    length += line.length
  }
}
