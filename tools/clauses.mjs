// SPDX-License-Identifier: Apache-2.0
// Keeps profiles/saitama/2021-04-01/clauses.json true: one row for each clause of the directive, and what it says of us.
//   node tools/clauses.mjs                      the table, the homes and the tests exist
//   node tools/clauses.mjs --report FILE…       also: what is said to work ran in this run, over HTTP, on both engines
//   node tools/clauses.mjs --table              prints clause, status and tests
// A row works when a test below tests/conformance/ that carries "[clause 4-3(2)b]" in its name passed on SQLite and on
// PostgreSQL. A report is what tools/run-tests.mjs writes: a list of {file, name, outcome, clauses}.
import { readFileSync } from 'node:fs';
import { Tree, isMain, report, rule } from './tree.mjs';

export const TABLE = 'profiles/saitama/2021-04-01/clauses.json';
const ROWS = 89;
const KEYS = ['clause', 'requires', 'status', 'home', 'tests', 'why'];
const STATUS = ['works', 'planned', 'out-of-scope'];
const ENGINES = ['sqlite', 'postgres'];

export function check(tree, results, rows = readRows(tree)) {
  const rules = [
    rule(`${ROWS} rows, each clause once`, checkCount(rows)),
    rule('each row has its keys and a known status', rows.flatMap(checkShape)),
    rule('a row that works has a home and a test, any other says why', rows.flatMap(checkSaid)),
    rule('homes exist and cite their clause', rows.flatMap((row) => checkHomes(row, tree))),
    rule('named tests exist and carry their clause', rows.flatMap((row) => checkTests(row, tree))),
    rule('tests cite only clauses of the table', checkCited(tree, rows)),
  ];
  if (results) rules.push(rule('what works ran on both engines in this run', rows.flatMap((row) => checkRan(row, results))));
  return rules;
}

function readRows(tree) {
  return tree.has(TABLE) ? tree.json(TABLE) : [];
}

function checkCount(rows) {
  const seen = new Set();
  const twice = rows.filter((row) => seen.size === seen.add(row.clause).size).map((row) => `${row.clause} stands twice`);
  return rows.length === ROWS ? twice : [`there are ${rows.length} rows`, ...twice];
}

function checkShape(row) {
  const problems = [];
  if (Object.keys(row).sort().join() !== [...KEYS].sort().join()) problems.push(`${row.clause}: its keys are ${Object.keys(row)}`);
  if (!STATUS.includes(row.status)) problems.push(`${row.clause}: status "${row.status}"`);
  if (typeof row.requires !== 'string' || row.requires.length < 10) problems.push(`${row.clause}: says not what it requires`);
  for (const key of ['home', 'tests']) if (!Array.isArray(row[key])) problems.push(`${row.clause}: ${key} is no list`);
  return problems;
}

function checkSaid({ clause, status, home, tests, why }) {
  if (status !== 'works') return why ? [] : [`${clause} is ${status} and says not why`];
  const problems = [];
  if (home.length === 0) problems.push(`${clause} works but has no home`);
  if (!tests.some((file) => file.startsWith('tests/conformance/'))) problems.push(`${clause} works but has no conformance test`);
  return problems;
}

/** A comment that begins with the clause, or one that names it whole: "// 4-3(2)b: …", "/// 廃棄の可否 (6-5(1)a)". */
export function cites(text, clause) {
  const id = clause.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const comment = String.raw`(?:\/\/\/?|\/\*\*?|\*|--|#|<!--)`;
  const first = new RegExp(`${comment}[^\\S\\n]*(?:[^\\n:]*,[^\\S\\n]*)?${id}(?:,[^\\n:]*)?:`, 'm');
  const inside = new RegExp(`${comment}[^\\n]*[(\\s]${id}(?![0-9A-Za-z(ア-ン])`, 'm');
  // "1" and "2" are too short to be found inside a sentence.
  return first.test(text) || (clause.length > 2 && inside.test(text));
}

function checkHomes({ clause, home }, tree) {
  return home.flatMap((file) => {
    if (!tree.has(file)) return [`${clause}: ${file} does not exist`];
    // Data (a profile, a form) cannot carry comments; being named here is its citation.
    return file.endsWith('.json') || cites(tree.read(file), clause) ? [] : [`${clause}: ${file} has no comment "// ${clause}: …"`];
  });
}

function checkTests({ clause, tests }, tree) {
  return tests.flatMap((file) => {
    if (!tree.has(file)) return [`${clause}: ${file} does not exist`];
    const text = tree.read(file);
    return clausesIn(text).includes(clause) || cites(text, clause) ? [] : [`${clause}: ${file} does not carry [clause ${clause}]`];
  });
}

/** "[clause 4-3(2)b]", also several: "[clause 1, 2]". */
export function clausesIn(text) {
  // A table of tests writes %s where its rows put the clause; the report has the clause itself.
  return [...text.matchAll(/\[clause ([^\]]+)\]/g)]
    .flatMap((m) => m[1].split(',').map((c) => c.trim()))
    .filter((clause) => clause !== '%s');
}

function checkCited(tree, rows) {
  // A test of a helper may cite a whole group ("4-4" for 4-4a to 4-4c).
  const known = (clause) => rows.some((row) => row.clause === clause || (/^\d-\d/.test(clause) && row.clause.startsWith(clause)));
  const tests = ['tests/', 'web/src/'].flatMap((folder) => tree.below(folder, '.cpp', '.h', '.ts'));
  return tests.flatMap((file) =>
    clausesIn(tree.read(file))
      .filter((clause) => !known(clause) && !clause.includes('${'))
      .map((clause) => `${file}: [clause ${clause}]`),
  );
}

function checkRan({ clause, status }, results) {
  if (status !== 'works') return [];
  const mine = results.filter((r) => r.file.includes('tests/conformance/') && r.clauses.includes(clause));
  const failed = mine.filter((r) => r.outcome === 'failed').map((r) => `${clause}: failed: ${r.name}`);
  const absent = ENGINES.filter(
    (engine) => !mine.some((r) => r.outcome === 'passed' && r.name.toLowerCase().includes(engine)),
  ).map((engine) => `${clause}: no passed conformance test on ${engine}`);
  return [...failed, ...absent];
}

if (isMain(import.meta.url)) {
  const tree = new Tree();
  const [option, ...files] = process.argv.slice(2);
  if (option === '--table') {
    for (const row of readRows(tree)) console.log([row.clause, row.status, row.tests.join(' ')].join('\t'));
  } else {
    const results = option === '--report' ? files.flatMap((f) => JSON.parse(readFileSync(f, 'utf8'))) : undefined;
    process.exitCode = report('clauses', check(tree, results)) ? 0 : 1;
  }
}
