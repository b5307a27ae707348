/** What this browser remembers of how the page was left. Nothing here matters to the chats. */
import type { Language } from '../world.ts'

export type Settings = {
  language: Language
  /** The chats shown as columns; null until somebody chose. */
  shown: string[] | null
  introClosed: boolean
  /** The number of the last message read, by chat. */
  read: Record<string, number>
}

const key = 'don-doc.sandbox'
const first: Settings = { language: 'vi', shown: null, introClosed: false, read: {} }

export function readSettings(): Settings {
  try {
    return { ...first, ...JSON.parse(localStorage.getItem(key) ?? '{}') }
  } catch {
    return { ...first }
  }
}

export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings))
  } catch {
    // A browser that keeps nothing still shows the chats.
  }
}
