// SPDX-License-Identifier: Apache-2.0
// The tables of docs/benchmarks.md, written anew from a report; the words around them are people's.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../tree.mjs';
import { judge } from './budgets.mjs';
import { figure, ratio } from './terminal.mjs';

const BEGIN = '<!-- bench:begin (script/bench --write) -->';
const END = '<!-- bench:end -->';
const NAMES = {
  open: 'open a card, read recorded',
  search: 'search',
  visit: 'record a visit',
  mix: '80 open, 15 search, 5 visit',
  progress: 'progress of all beats',
  print: 'card PDF',
  import: 'import, rows/s',
  start: 'start to first answer, ms',
  'first search': 'first search after a start, ms',
  memory: 'memory of the server, MB',
  nginx: 'nginx, 2 KB from memory',
  fdatasync: '4 KB made durable, one by one',
};

export function writeTables(report, file = join(ROOT, 'docs/benchmarks.md')) {
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), report));
}

export function withTables(text, report) {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('docs/benchmarks.md has lost the marks between which its tables stand');
  return `${text.slice(0, begin)}${BEGIN}\n\n${tables(report)}\n\n${text.slice(end)}`;
}

function tables(report) {
  const { machine, options, date, commit, command } = report;
  const about = [
    `${date}, commit \`${commit}\`, \`${command}\`: ${options.units.toLocaleString('en')} units, medians of ${options.rounds} interleaved`,
    `rounds of ${options.seconds} s. ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, ${machine.os}, Linux ${machine.kernel}; server, database and`,
    'load generator share them.',
  ].join('\n');
  return [about, loads(report), singles(report), verdicts(report)].join('\n\n');
}

const row = (cells) => `| ${cells.join(' | ')} |`;
const ruler = (cells) => row(cells.map((_, i) => (i === 0 ? '---' : '--:')));
const table = (head, rows) => [row(head), ruler(head), ...rows.map(row)].join('\n');

/** What is asked with a number of connections: per second, ratio, latency, CPU. */
function loads({ medians }) {
  const head = ['what', 'connections', 'limit /s', 'SQLite /s', 'ratio', 'p50 / p99 ms', 'CPU ms', 'PostgreSQL /s', 'ratio', 'p50 / p99 ms', 'CPU ms'];
  const ours = (side, unit) =>
    side
      ? [unit === 'ms' ? `${figure(side.value)} ms` : figure(side.value), unit === 'ms' ? '' : ratio(side.ratio), `${figure(side.p50)} / ${figure(side.p99)}`, side.cpu?.toFixed(3) ?? '']
      : ['', '', '', ''];
  const rows = medians
    .filter((m) => m.connections > 0)
    .map((m) => [
      NAMES[m.scenario],
      m.connections,
      m.limit ? (m.unit === 'ms' ? `${figure(m.limit.value)} ms` : figure(m.limit.value)) : '',
      ...ours(m.sqlite, m.unit),
      ...ours(m.postgres, m.unit),
    ]);
  return table(head, rows);
}

function singles({ medians }) {
  const rows = medians
    .filter((m) => m.connections === 0)
    .map((m) => [NAMES[m.scenario], figure(m.limit?.value), figure(m.sqlite?.value), ratio(m.sqlite?.ratio), figure(m.postgres?.value), ratio(m.postgres?.ratio)]);
  return table(['what', 'limit', 'SQLite', 'ratio', 'PostgreSQL', 'ratio'], rows);
}

function verdicts(report) {
  const rows = judge(report).map((line) => [
    line.what,
    line.connections || '',
    line.side === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    line.must.words,
    line.field === 'ratio' ? ratio(line.value) : line.field === 'cpu' ? `${line.value.toFixed(3)} ms` : `${figure(line.value)} ${line.unit}`,
    line.reached ? 'yes' : '**no**',
  ]);
  return table(['budget', 'connections', 'engine', 'promised', 'measured', 'reached'], rows);
}
