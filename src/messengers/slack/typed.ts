/** What somebody typed, out of the coding Slack puts around it: `& < >` escaped, links and mentions in angle brackets. */

/** Plain words again. A link reads as it was typed; one behind other words follows them. */
export function readTyped(text: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inner: string) => readBracket(inner))
    .replace(/&(amp|lt|gt);/g, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'))
}

/** Whether a text mentions somebody, by their id. */
export function mentions(text: string, user: string): boolean {
  return text.includes(`<@${user}>`) || text.includes(`<@${user}|`)
}

/** A text without the mentions of somebody. */
export function withoutMention(text: string, user: string): string {
  return text.replace(/\s*<@(\w+)(?:\|[^<>]*)?>[ ,:]*/g, (whole, id: string) => (id === user ? ' ' : whole)).trim()
}

function readBracket(inner: string): string {
  const [target, label] = splitOnce(inner)
  if (target.startsWith('@') || target.startsWith('#')) return `${target.charAt(0)}${label ?? target.slice(1)}`
  if (target.startsWith('!')) return label ?? `@${target.slice(1)}`
  if (label === undefined) return target.replace(/^mailto:/, '')
  return target === label || target.replace(/^(https?:\/\/|mailto:)/, '') === label ? label : `${label} ${target}`
}

function splitOnce(inner: string): readonly [string, string?] {
  const bar = inner.indexOf('|')
  return bar < 0 ? [inner] : [inner.slice(0, bar), inner.slice(bar + 1)]
}
