// SPDX-License-Identifier: Apache-2.0
// All checks that only read: node tools/lint.mjs. script/lint and script/test call it.
import { spawnSync } from 'node:child_process';
import * as clauses from './clauses.mjs';
import * as house from './house.mjs';
import * as layers from './layers.mjs';
import * as links from './links.mjs';
import * as locales from './locales.mjs';
import * as migrations from './postgres-migrations.mjs';
import * as refusals from './refusals.mjs';
import * as sql from './sql.mjs';
import { Tree, isMain, report, rule } from './tree.mjs';

const LINTS = { layers, clauses, refusals, locales, sql, migrations, links, house };

/** {lint: rules} of the whole tree; a lint that itself breaks is a rule that fails. */
export function lintAll(tree = new Tree(), onCrash) {
  const all = Object.entries(LINTS).map(([name, { check }]) => [name, guarded(() => check(tree))]);
  return [...all, ['format', guarded(() => checkFormat(tree, onCrash))]];
}

function guarded(check) {
  try {
    return check();
  } catch (error) {
    return [rule('the check runs', [String(error.stack ?? error)])];
  }
}

/** Files that differ from what clang-format makes of them. Version 14 crashes on a table whose rows have different
    lengths; such a file is named by `onCrash` and left alone. */
function checkFormat(tree, onCrash = () => {}) {
  const files = ['src/', 'tests/'].flatMap((folder) => tree.below(folder, '.h', '.cpp'));
  const wrong = files.filter((file) => {
    const end = spawnSync('clang-format', [file], { cwd: tree.root, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (end.error) throw end.error;
    if (end.signal) onCrash(file);
    return end.signal ? false : end.stdout !== tree.read(file);
  });
  return [rule('clang-format changes nothing (script/fmt)', wrong)];
}

if (isMain(import.meta.url)) {
  const tree = new Tree();
  let failed = 0;
  let passed = 0;
  const crashed = (file) => console.log(`note clang-format itself crashes on ${file} (a table with rows of different lengths)`);
  for (const [name, rules] of lintAll(tree, crashed)) {
    report(name, rules);
    failed += rules.filter((r) => r.problems.length > 0).length;
    passed += rules.filter((r) => r.problems.length === 0).length;
  }
  for (const warning of house.warnings(tree)) console.log(`note ${warning}`);
  console.log(`lint: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
