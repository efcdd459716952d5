/** Rows as a Markdown table, numbers to four digits. */
export function markdownTable(rows: readonly object[]): string {
  const columns = Object.keys(rows[0]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const cell = (value: unknown) =>
    typeof value === 'number' ? String(Number(value.toPrecision(4))) : (value ?? '-').toString();
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(Object.values(row).map(cell))),
  ].join('');
}
