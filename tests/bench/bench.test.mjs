// SPDX-License-Identifier: Apache-2.0
// The bench itself: how figures become ratios, verdicts and tables, and one small run of all of it where wrk and nginx are
// installed (script/bootstrap --bench).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { judge } from '../../tools/bench/budgets.mjs';
import { withTables } from '../../tools/bench/document.mjs';
import { inventSearches, seeded, shuffled } from '../../tools/bench/doors.mjs';
import { readOptions } from '../../tools/bench/options.mjs';
import { Results, median } from '../../tools/bench/results.mjs';
import { figure } from '../../tools/bench/terminal.mjs';
import { ROOT } from '../../tools/tree.mjs';

test('a median is the middle, or between the two middles, and takes no notice of what is missing', () => {
  for (const [values, expected] of [
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[undefined, 7, NaN], 7],
    [[], undefined],
  ])
    assert.equal(median(values), expected);
});

const row = (round, side, value) => ({ round, scenario: 'open', connections: 16, side, value, unit: '/s' });

test('a ratio is taken within its round, so that a slow minute of the machine does not count against one side', () => {
  const results = new Results({});
  // The machine is half as fast in the second round and in the third; ours keeps half of the limit in each.
  for (const [round, limit] of [[1, 1000], [2, 500], [3, 500]]) {
    results.add(row(round, 'limit', limit));
    results.add(row(round, 'sqlite', limit / 2));
  }
  const [open] = results.report().medians;
  assert.equal(open.sqlite.ratio, 0.5);
  assert.equal(open.sqlite.value, 250);
  assert.equal(open.sqlite.least, 250);
  assert.equal(open.sqlite.most, 500);
  assert.equal(open.limit.ratio, undefined);
});

test('a side without a limit of its round has a value and no ratio', () => {
  const results = new Results({});
  results.add(row(1, 'sqlite', 10));
  assert.deepEqual(Object.keys(results.report().medians[0]), ['scenario', 'connections', 'unit', 'sqlite']);
  assert.equal(results.report().medians[0].sqlite.ratio, undefined);
});

const reportOf = (ratio, p99) => ({
  date: '2026-10-14',
  commit: 'abc',
  command: 'script/bench',
  machine: { cores: 2, cpu: 'X', memoryGb: 8, os: 'Debian', kernel: '6' },
  options: { units: 100_000, rounds: 4, seconds: 2 },
  medians: [{ scenario: 'open', connections: 64, unit: '/s', limit: { value: 100 }, sqlite: { value: ratio * 100, ratio, p50: 1, p99, cpu: 0.06 } }],
});

test('a budget holds at its border and not beyond it', () => {
  const verdicts = (ratio, p99) => Object.fromEntries(judge(reportOf(ratio, p99)).map((line) => [line.field, line.reached]));
  assert.deepEqual(verdicts(1.0, 15), { ratio: true, cpu: true, p99: true });
  assert.deepEqual(verdicts(0.99, 15.1), { ratio: false, cpu: true, p99: false });
});

test('the tables replace what stands between their marks and nothing else', () => {
  const page = '# Title\nwords before\n<!-- bench:begin (script/bench --write) -->\nold\n<!-- bench:end -->\nwords after\n';
  const written = withTables(page, reportOf(0.5, 20));
  assert.match(written, /^# Title\nwords before\n<!-- bench:begin/);
  assert.match(written, /<!-- bench:end -->\nwords after\n$/);
  assert.doesNotMatch(written, /^old$/m);
  assert.match(written, /\| open a card, read recorded \| 64 \| 100 \| 50 \| 0\.50 \|/);
  assert.match(written, /\| open a card, read recorded \| 64 \| SQLite \| ≥ 1 \| 0\.50 \| \*\*no\*\* \|/);
  assert.equal(withTables(written, reportOf(0.5, 20)), written);
  assert.throws(() => withTables('no marks', reportOf(1, 1)), /marks/);
});

test('the page of the repository has its marks', () => {
  assert.doesNotThrow(() => withTables(readFileSync(join(ROOT, 'docs/benchmarks.md'), 'utf8'), reportOf(1, 1)));
});

test('options: defaults, and what is refused by name', () => {
  const full = readOptions([]);
  assert.deepEqual([full.units, full.rounds, full.seconds, full.connections], [100_000, 4, 2, [1, 16, 64]]);
  assert.equal(readOptions(['--scale']).units, 4_000_000);
  assert.deepEqual(readOptions(['--connections', '8']).connections, [8]);
  for (const [words, why] of [
    [['--units', '99'], /not a number from 100/],
    [['--rounds', '0'], /not a number from 1/],
    [['--rounds', 'four'], /not a number/],
    [['--engines', 'oracle'], /no such engine: oracle/],
    [['--only', 'open,shut'], /no such scenario: shut/],
    [['--quick', '--write'], /--write is for a full run/],
    [['--fast'], /Unknown option/],
  ])
    assert.throws(() => readOptions(words), why, words.join(' '));
});

test('the same seed asks the same of everybody', () => {
  const doors = Array.from({ length: 40 }, (_, i) => ({ name: `見本 花子${i}`, kana: 'みほん はなこ', town: '見本町一丁目', address: `${i}番1号` }));
  const ask = () => inventSearches(shuffled(doors, seeded(3)), 5, seeded(4));
  assert.deepEqual(ask(), ask());
  assert.equal(ask().length, 15);
  assert.deepEqual(new Set(ask().map((search) => search.kind)), new Set(['kana', 'name', 'place']));
  assert.equal(ask()[0].text, 'みほん');
});

test('figures are told as exactly as two shared cores can promise', () => {
  for (const [value, words] of [[14_032, '14,000'], [999.4, '999'], [12.345, '12'], [0.0612, '0.061'], [undefined, '–']]) assert.equal(figure(value), words);
});

const build = process.env['JUNKAI_BUILD'] ?? join(ROOT, 'build/dev');
const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const missing = [!existsSync(join(build, 'junkai')) && 'junkai', !has('wrk') && 'wrk', !has('nginx') && 'nginx'].filter(Boolean);

test('a small run measures every scenario on both engines and leaves a report', { skip: missing.length > 0 && `${missing.join(', ')} missing` }, () => {
  const words = ['--quick', '--units', '120', '--connections', '4', '--build', build];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'tools/bench/main.mjs'), ...words], { encoding: 'utf8', timeout: 300_000 });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  const { medians } = JSON.parse(readFileSync(join(build, 'reports/bench.json'), 'utf8'));
  const of = (scenario, side) => medians.find((m) => m.scenario === scenario)?.[side]?.value;
  for (const scenario of ['open', 'search', 'visit', 'mix', 'import']) {
    for (const side of ['limit', 'sqlite', 'postgres']) assert.ok(of(scenario, side) > 0, `${scenario} ${side}`);
    for (const side of ['sqlite', 'postgres'])
      assert.ok(medians.find((m) => m.scenario === scenario)[side].ratio > 0, `${scenario} ${side} has a ratio`);
  }
  for (const scenario of ['progress', 'print', 'memory', 'start', 'first search']) for (const side of ['sqlite', 'postgres']) assert.ok(of(scenario, side) > 0, `${scenario} ${side}`);
  for (const scenario of ['nginx', 'fdatasync']) assert.ok(of(scenario, 'limit') > 0, scenario);
});
