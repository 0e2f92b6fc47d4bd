// SPDX-License-Identifier: Apache-2.0
// Runs every suite that there is, adds up what each runner itself reports, and ends with `N passed, N failed`.
//   node tools/run-tests.mjs --build build/dev [--quick] [--list] [SUITE…]
// The report (build/dev/reports/tests.json) lists every test by name; tools/clauses.mjs reads it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import * as clauses from './clauses.mjs';
import { lintAll } from './lint.mjs';
import { ROOT, Tree } from './tree.mjs';

// Long ones that --quick leaves to the full run.
const SLOW = new Set(['cpp/properties', 'web/api', 'web/e2e']);
const LIMIT_MS = 40 * 60 * 1000;

const args = process.argv.slice(2);
const flag = (name) => args.includes(name) && args.splice(args.indexOf(name), 1).length > 0;
const valueOf = (name, fallback) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : fallback);

const build = resolve(valueOf('--build', 'build/dev'));
const quick = flag('--quick');
const list = flag('--list');
const reports = join(build, 'reports');
const wanted = args;

/** A test as every runner's report is turned into: outcome is passed, failed or skipped. */
const entry = (suite, file, name, outcome, cited = []) => ({ suite, file, name, outcome, clauses: [...clauses.clausesIn(name), ...cited] });

async function main() {
  const suites = findSuites().filter(({ name }) => (wanted.length > 0 ? wanted.some((w) => name === w || name.startsWith(`${w}/`)) : !(quick && SLOW.has(name))));
  if (list) return suites.forEach(({ name }) => console.log(name));
  const unknown = wanted.filter((w) => !suites.some(({ name }) => name === w || name.startsWith(`${w}/`)));
  if (unknown.length > 0) throw new Error(`no such suite: ${unknown.join(' ')} (--list names them)`);

  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const started = Date.now();
  const all = [];
  // C++ programs are independent of each other and share the cores; the others bring their own workers.
  await inParallel(suites.filter((s) => s.parallel), availableParallelism(), (suite) => runSuite(suite, all));
  for (const suite of suites.filter((s) => !s.parallel)) await runSuite(suite, all);
  if (!quick && wanted.length === 0) await runSuite({ name: 'lint/clauses that ran', run: () => fromRules('lint', clauses.check(new Tree(), all).slice(-1)) }, all);
  writeFileSync(join(reports, 'tests.json'), `${JSON.stringify(all, null, 1)}\n`);
  conclude(all, started);
}

function findSuites() {
  const suites = [
    { name: 'lint/tree', run: () => lintAll().flatMap(([lint, rules]) => fromRules(lint, rules)) },
    { name: 'lint/self', run: () => runNodeTests('tests/lint/lint.test.mjs') },
    ...nodeTests(),
  ];
  const programs = existsSync(join(build, 'tests')) ? readdirSync(join(build, 'tests')).sort() : [];
  for (const program of programs) {
    if (/^test_\w+$/.test(program)) suites.push({ name: `cpp/${program.slice(5)}`, parallel: true, run: (name) => runGoogleTest(name, program) });
    if (/^\w+_fuzz$/.test(program)) suites.push({ name: `fuzz/${program.slice(0, -5)}`, parallel: true, run: (name) => runReplay(name, program) });
  }
  const bin = (tool) => existsSync(join(ROOT, 'web/node_modules/.bin', tool));
  if (bin('svelte-check')) suites.push({ name: 'web/check', run: runWebChecks });
  if (bin('vitest') && existsSync(join(ROOT, 'web/src'))) suites.push({ name: 'web/unit', run: (name) => runVitest(name, ['--dir', 'src']) });
  if (bin('vitest') && existsSync(join(ROOT, 'tests/api'))) suites.push({ name: 'web/api', run: (name) => runVitest(name, ['--config', '../tests/api/vitest.config.ts']) });
  if (bin('playwright') && existsSync(join(ROOT, 'web/playwright.config.ts'))) suites.push({ name: 'web/e2e', run: runPlaywright });
  return suites;
}

/** Checks of the tools themselves: tests/tools/*.test.mjs and tools/*.test.mjs. */
function nodeTests() {
  return new Tree().files
    .filter((f) => /^(tests|tools)\/.*\.test\.mjs$/.test(f) && !f.startsWith('tests/lint/') && !f.startsWith('tests/api/'))
    .map((file) => ({ name: `tools/${file.split('/').at(-1).replace('.test.mjs', '')}`, run: () => runNodeTests(file) }));
}

async function runSuite(suite, all) {
  const start = Date.now();
  let entries;
  try {
    entries = await suite.run(suite.name);
  } catch (error) {
    entries = [entry(suite.name, '', 'the suite runs', 'failed')];
    console.log(String(error.message ?? error));
  }
  all.push(...entries);
  const { passed, failed, skipped } = count(entries);
  const skips = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`${failed > 0 ? 'FAIL' : 'ok  '} ${suite.name}: ${passed} passed, ${failed} failed${skips} (${seconds(start)} s)`);
}

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
const count = (entries) => Object.fromEntries(['passed', 'failed', 'skipped'].map((o) => [o, entries.filter((e) => e.outcome === o).length]));

function conclude(all, started) {
  const { passed, failed, skipped } = count(all);
  for (const { suite, name, outcome } of all) if (outcome !== 'passed') console.log(`${outcome}: ${suite}: ${name}`);
  console.log(`tests took ${seconds(started)} s; report: ${relative(process.cwd(), join(reports, 'tests.json'))}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

async function inParallel(items, width, run) {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = queue.shift(); item; item = queue.shift()) await run(item);
    }),
  );
}

/** Runs a program to its end: {code, output}; a signal or the time limit is a code of its own. */
function run(program, parameters, { cwd = ROOT, env = {}, show = false } = {}) {
  return new Promise((done) => {
    const child = spawn(program, parameters, { cwd, env: { ...process.env, ...env }, timeout: LIMIT_MS, stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces = [];
    const keep = (data) => {
      pieces.push(data);
      if (show) process.stdout.write(data);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => done({ code: String(error.message), output: '' }));
    child.on('close', (code, signal) => done({ code: signal ?? code, output: Buffer.concat(pieces).toString('utf8') }));
  });
}

/** A runner that ended badly although its report names no failure (a crash, a leak) is a failure of its own. */
function withEnding(suite, entries, { code, output }) {
  const { failed } = count(entries);
  if (failed > 0 || code !== 0) console.log(output.trimEnd());
  return code !== 0 && failed === 0 ? [...entries, entry(suite, '', `${suite} ends with 0 (it ended with ${code})`, 'failed')] : entries;
}

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

function fromRules(lint, rules) {
  return rules.map(({ name, problems }) => {
    if (problems.length > 0) console.log([`${lint}: ${name}`, ...problems.map((p) => `  ${p}`)].join('\n'));
    return entry('lint', `tools/${lint}.mjs`, `${lint}: ${name}`, problems.length > 0 ? 'failed' : 'passed');
  });
}

async function runGoogleTest(suite, program) {
  const file = join(reports, `${program}.json`);
  const env = quick ? { JUNKAI_TEST_QUICK: '1' } : {};
  const end = await run(join(build, 'tests', program), ['--gtest_brief=1', `--gtest_output=json:${file}`], { env });
  const found = readReport(file)?.testsuites ?? [];
  const entries = found.flatMap(({ name, testsuite }) => testsuite.map((t) => fromGoogleTest(suite, name, t)));
  return withEnding(suite, entries, end);
}

/** RecordProperty("clause", "4-3(2)b") is the tag of a test whose name cannot hold it. */
function fromGoogleTest(suite, fixture, test) {
  const skipped = test.status === 'NOTRUN' || test.result === 'SKIPPED' || test.result === 'SUPPRESSED';
  const outcome = test.failures ? 'failed' : skipped ? 'skipped' : 'passed';
  const cited = test.clause ? test.clause.split(',').map((c) => c.trim()) : [];
  return entry(suite, relative(ROOT, test.file ?? ''), `${fixture}.${test.name}`, outcome, cited);
}

async function runReplay(suite, program) {
  const corpus = join(ROOT, 'tests/fuzz/corpus', program.slice(0, -5));
  const end = await run(join(build, 'tests', program), [corpus]);
  if (end.code !== 0) console.log(end.output.trimEnd());
  return [entry(suite, `tests/fuzz/${program}.cpp`, 'the corpus replays', end.code === 0 ? 'passed' : 'failed')];
}

async function runNodeTests(file) {
  const end = await run(process.execPath, ['--test', '--test-reporter=tap', file], { env: { JUNKAI_BUILD: build } });
  // Only the leaves: a file or a group that contains subtests is announced after them, less indented.
  const lines = [...end.output.matchAll(/^( *)(not ok|ok) \d+ - (.*?)(?: # (SKIP|TODO).*)?$/gm)];
  const entries = lines
    .filter(([, indent], i) => !(i > 0 && lines[i - 1][1].length > indent.length))
    .map(([, , ok, name, skip]) => entry(file, file, name.replaceAll('\\#', '#'), skip ? 'skipped' : ok === 'ok' ? 'passed' : 'failed'));
  // Of TAP only the failures are worth reading.
  const output = end.output.split(/^(?=\s*(?:not ok|ok|# Subtest:) )/m).filter((block) => /^\s*not ok/.test(block));
  return withEnding(file, entries, { ...end, output: output.join('') || end.output });
}

/** Types and format of the web's sources, and the weight of what was built of them. */
async function runWebChecks(suite) {
  const checks = [
    ['types', 'node_modules/svelte-check/bin/svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']],
    ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '.']],
    ['budget', 'tools/budget.mjs', []],
  ];
  const entries = [];
  for (const [name, program, parameters] of checks) {
    const end = await run(process.execPath, [program, ...parameters], { cwd: join(ROOT, 'web') });
    if (end.code !== 0) console.log(end.output.trimEnd());
    entries.push(entry(suite, 'web', name, end.code === 0 ? 'passed' : 'failed'));
  }
  return entries;
}

async function runVitest(suite, parameters) {
  const file = join(reports, `${suite.replace('/', '-')}.json`);
  const outputs = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, '--passWithNoTests'];
  const end = await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...parameters, ...outputs], {
    cwd: join(ROOT, 'web'),
    env: { JUNKAI_BUILD: build },
  });
  const outcomes = { passed: 'passed', failed: 'failed' };
  const entries = (readReport(file)?.testResults ?? []).flatMap((result) => {
    const path = relative(ROOT, result.name);
    // A file that did not load has no tests but is no success either.
    if (result.status === 'failed' && result.assertionResults.length === 0) return [entry(suite, path, `${path} loads`, 'failed')];
    return result.assertionResults.map((t) => entry(suite, path, t.fullName, outcomes[t.status] ?? 'skipped'));
  });
  return withEnding(suite, entries, end);
}

async function runPlaywright(suite) {
  const file = join(reports, 'web-e2e.json');
  const end = await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=line,json'], {
    cwd: join(ROOT, 'web'),
    env: { JUNKAI_BUILD: build, PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = readReport(file);
  const entries = (report?.suites ?? []).flatMap((s) => fromPlaywright(suite, s, []));
  if (end.code !== 0 && report?.errors?.length) console.log(report.errors.map((e) => e.message).join('\n'));
  return withEnding(suite, entries, end);
}

function fromPlaywright(suite, node, titles) {
  const path = [...titles, node.title];
  // Tests retried until they pass are failures here: "flaky" is not a third kind of good.
  const outcomes = { expected: 'passed', skipped: 'skipped' };
  const own = (node.specs ?? []).flatMap((spec) =>
    spec.tests.map((t) => entry(suite, `tests/e2e/${spec.file}`, [t.projectName, ...path.slice(1), spec.title].filter(Boolean).join(' › '), outcomes[t.status] ?? 'failed')),
  );
  return [...own, ...(node.suites ?? []).flatMap((s) => fromPlaywright(suite, s, path))];
}

try {
  await main();
} catch (error) {
  console.log(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
