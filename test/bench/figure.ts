/** One measured figure beside what it should be. */
export type Figure = {
  /** A sentence: what was measured. */
  readonly name: string
  readonly measured: number
  /** 'per second', 'ms', 'MB', '%'. */
  readonly unit: string
  /** What is aimed at, and on which side of it; null where the figure only informs. */
  readonly aim: { readonly at: 'least' | 'most'; readonly value: number } | null
}

/** Whether a figure is where it should be; one without an aim always is. */
export function isMet({ measured, aim }: Figure): boolean {
  if (aim === null) return true
  return aim.at === 'least' ? measured >= aim.value : measured <= aim.value
}

/** A table for people. */
export function renderTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    isMet(figure) ? ' ' : '!',
    figure.name,
    format(figure.measured),
    figure.unit,
    figure.aim === null ? '' : `${figure.aim.at === 'least' ? '≥' : '≤'} ${format(figure.aim.value)}`,
  ])
  const all = [['', 'what', 'measured', 'unit', 'aim'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 2 || column === 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
  return all.map(line).join('\n')
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

/** The value below which a share of the sorted measurements lies. */
export function quantile(measurements: readonly number[], share: number): number {
  const sorted = measurements.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
