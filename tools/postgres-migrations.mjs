// SPDX-License-Identifier: Apache-2.0
// The migrations of PostgreSQL are made from those of SQLite: other names of two types, and no STRICT.
//   node tools/postgres-migrations.mjs            checks
//   node tools/postgres-migrations.mjs --write    writes sql/migrations/postgres anew
// A file that the engines cannot share begins with "-- By hand: why" on the PostgreSQL side and is left alone.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Tree, isMain, report, rule } from './tree.mjs';

const FROM = 'sql/migrations/sqlite/';
const TO = 'sql/migrations/postgres/';

export function toPostgres(text) {
  return text
    .replace(/\bINTEGER\b/g, 'BIGINT')
    .replace(/\bBLOB\b/g, 'BYTEA')
    .replace(/^\) STRICT(?:, WITHOUT ROWID)?;$/gm, ');');
}

export function check(tree) {
  const made = tree.below(FROM, '.sql').map((file) => [file.replace(FROM, TO), toPostgres(tree.read(file))]);
  const differing = made.filter(([file, text]) => !isByHand(tree, file) && (!tree.has(file) || tree.read(file) !== text));
  return [
    rule(`${TO} is made from ${FROM} (node tools/postgres-migrations.mjs --write)`, [
      ...differing.map(([file]) => file),
      ...strays(tree, made).map((file) => `${file} has no counterpart in ${FROM}`),
    ]),
  ];
}

function strays(tree, made) {
  const names = new Set(made.map(([file]) => file));
  return tree.below(TO, '.sql').filter((file) => !names.has(file));
}

function isByHand(tree, file) {
  return tree.has(file) && tree.read(file).startsWith('-- By hand: ');
}

function write(tree) {
  mkdirSync(join(tree.root, TO), { recursive: true });
  const made = tree.below(FROM, '.sql').map((file) => [file.replace(FROM, TO), toPostgres(tree.read(file))]);
  for (const [file, text] of made) if (!isByHand(tree, file)) writeFileSync(join(tree.root, file), text);
  for (const file of strays(tree, made)) rmSync(join(tree.root, file));
}

if (isMain(import.meta.url)) {
  if (process.argv.includes('--write')) write(new Tree(ROOT));
  process.exitCode = report('migrations', check(new Tree(ROOT))) ? 0 : 1;
}
