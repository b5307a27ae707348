/** Moments as officials write them. Vietnam is at +07 all year and has no summer time. */
import type { Strings } from './strings.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const offset = 7 * hour

/** "09:30" */
export function timeOf(at: number): string {
  const local = new Date(at + offset)
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}

/** "thứ Tư 18/11/2026" */
export function dayOf(at: number, text: Strings): string {
  const local = new Date(at + offset)
  const date = `${two(local.getUTCDate())}/${two(local.getUTCMonth() + 1)}/${local.getUTCFullYear()}`
  return `${text.weekdays[local.getUTCDay()] ?? ''} ${date}`
}

/** A deadline: midnight is the end of the day before, "24:00 thứ Năm 26/11/2026". */
export function deadlineOf(at: number, text: Strings): string {
  return (at + offset) % day === 0 ? `24:00 ${dayOf(at - 1, text)}` : `${timeOf(at)} ${dayOf(at, text)}`
}

/** How long until then, in its two largest units. */
export function spanOf(milliseconds: number, text: Strings): string {
  const minutes = Math.max(1, Math.round(milliseconds / minute))
  const parts = [
    [Math.floor(minutes / 1440), text.days],
    [Math.floor((minutes % 1440) / 60), text.hours],
    [minutes % 60, text.minutes],
  ] as const
  const shown = parts.filter(([count]) => count > 0).slice(0, 2)
  return shown.map(([count, name]) => name(count)).join(' ')
}

/** A day of its own number, for telling days apart. */
export function dayNumberOf(at: number): number {
  return Math.floor((at + offset) / day)
}

/** What a datetime-local field holds, and back. */
export function fieldOf(at: number): string {
  return new Date(at + offset).toISOString().slice(0, 16)
}
export function momentOfField(value: string): string {
  return `${value}:00+07:00`
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}
