// SPDX-License-Identifier: Apache-2.0
// What the person at the terminal sees: each measurement as it is made, and the medians at the end.

const bold = process.stdout.isTTY ? (text) => `\x1b[1m${text}\x1b[0m` : (text) => text;
let began;

export function say(text) {
  began ??= Date.now();
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}  ${text}`);
}

/** 14032 as 14,000: three figures are more than two cores can promise. */
export function figure(value) {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value >= 1000) return Math.round(Number(value.toPrecision(3))).toLocaleString('en');
  return String(Number(value.toPrecision(value >= 100 ? 3 : 2)));
}

export const ratio = (value) => (value === undefined ? '–' : value.toFixed(value < 10 ? 2 : 0));

/** One measurement and, where there is one, its ratio to the limit of the same round. */
export function sayRow(round, row, limit) {
  const where = row.connections ? `${String(row.connections).padStart(2)} conn` : '       ';
  const part = limit ? ` = ${ratio(row.value / limit.value)} of the limit` : '';
  const late = row.p99 === undefined ? '' : `, p99 ${figure(row.p99)} ms`;
  const cpu = row.cpu === undefined ? '' : `, CPU ${row.cpu.toFixed(3)} ms`;
  say(`round ${round}  ${where}  ${row.scenario.padEnd(9)} ${row.side.padEnd(9)} ${figure(row.value).padStart(8)} ${row.unit}${part}${late}${cpu}`);
}

/** The medians as one table. */
export function show({ medians }) {
  console.log('');
  const head = ['', 'conn', 'limit', ...['sqlite', 'postgres'].flatMap((engine) => [engine, 'ratio', 'p99 ms', 'CPU ms'])];
  const rows = medians.map(({ scenario, connections, limit, sqlite, postgres }) => [
    scenario,
    connections || '',
    figure(limit?.value),
    ...[sqlite, postgres].flatMap((ours) => [figure(ours?.value), ratio(ours?.ratio), figure(ours?.p99), ours?.cpu?.toFixed(3) ?? '–']),
  ]);
  const widths = head.map((word, i) => Math.max(...[head, ...rows].map((row) => String(row[i]).length), word.length));
  for (const [i, row] of [head, ...rows].entries()) {
    const line = row.map((cell, column) => (column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]))).join('  ');
    console.log(i === 0 ? bold(line) : line);
  }
}
