/** Prints rows as a table: the first column to the left, figures to the right. */
export function table(heading: string, columns: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const cells = [columns, ...rows.map((row) => row.map(String))]
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  process.stdout.write(`\n${heading}\n${cells.map(line).join('\n')}\n`)
}

/** A share as three decimals. */
export const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3))

/** The value below which this share of the numbers lies. */
export function quantile(numbers: readonly number[], at: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}
