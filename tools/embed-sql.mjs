// SPDX-License-Identifier: Apache-2.0
// Turns sql/ into C++ headers: node tools/embed-sql.mjs <sql folder> <output folder>
//
//   sql/queries/<chapter>.sql                  -> <out>/<chapter>.h        one db::Statement per "-- name:" line
//   sql/migrations/{sqlite,postgres}/*.sql     -> <out>/migrations.h       two lists of db::Migration
//   all of the queries                         -> <out>/all_statements.h   so that a test can prepare every one
//
// A statement is a line `-- name: find_card`, comment lines that become its doc, and its text. `find_card@sqlite` and
// `find_card@postgres` give one engine its own text, with or without a common one. Plain node, no packages.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ENGINES = ['sqlite', 'postgres'];
const RESERVED = new Set(['migrations', 'all_statements']);

export class SqlError extends Error {
  constructor(file, line, what) {
    super(`${file}:${line}: ${what}`);
  }
}

/** Reads one queries file: a list of {name, line, doc, sqlite, postgres, parameters} in the order of the file. */
export function readQueries(file, text) {
  const chapter = basename(file, '.sql');
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(chapter) || RESERVED.has(chapter)) {
    throw new SqlError(file, 1, `the file name "${chapter}" cannot be a C++ namespace and header`);
  }
  const statements = new Map();
  for (const part of splitParts(file, text)) addPart(file, statements, part);
  return [...statements.values()].map((statement) => finish(file, statement));
}

/** Reads the two migration folders: {sqlite: [...], postgres: [...]} of {number, name, text, sha256}. */
export function readMigrations(root) {
  const lists = Object.fromEntries(ENGINES.map((engine) => [engine, readMigrationFolder(root, engine)]));
  for (const [mine, other] of [ENGINES, [...ENGINES].reverse()]) {
    const names = new Set(lists[other].map((m) => m.file));
    const lonely = lists[mine].find((m) => !names.has(m.file));
    if (lonely) {
      throw new SqlError(join(root, 'migrations', mine, lonely.file), 1, `has no counterpart in migrations/${other}/`);
    }
  }
  return lists;
}

function readMigrationFolder(root, engine) {
  const folder = join(root, 'migrations', engine);
  const seen = new Map();
  return listSql(folder).map((file) => {
    const path = join(folder, file);
    const match = /^(\d{4})_([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$/.exec(file);
    if (!match) throw new SqlError(path, 1, 'a migration is named NNNN_what.sql');
    if (seen.has(match[1])) throw new SqlError(path, 1, `number ${match[1]} is taken by ${seen.get(match[1])}`);
    seen.set(match[1], file);
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    if (blank(path, text).trim() === '') throw new SqlError(path, 1, 'is empty');
    return { file, number: Number(match[1]), name: match[2], text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

function listSql(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
}

/** Cuts a file at its "-- name:" lines. */
function splitParts(file, text) {
  const parts = [];
  text.replaceAll('\r\n', '\n').split('\n').forEach((content, index) => {
    const line = index + 1;
    const match = /^--\s*name\s*:(.*)$/.exec(content);
    if (match) {
      const name = /^\s*([a-z][a-z0-9]*(?:_[a-z0-9]+)*)(?:@(sqlite|postgres))?\s*$/.exec(match[1]);
      if (!name) throw new SqlError(file, line, `"${match[1].trim()}" is not a name in snake_case, nor one with @sqlite or @postgres`);
      parts.push({ name: name[1], engine: name[2] ?? 'both', line, lines: [] });
    } else if (parts.length > 0) {
      parts.at(-1).lines.push(content);
    } else if (content.trim() !== '' && !content.startsWith('--')) {
      throw new SqlError(file, line, 'text before the first "-- name:" line');
    }
  });
  return parts;
}

function addPart(file, statements, part) {
  const { doc, sql } = readPart(file, part);
  const statement = statements.get(part.name) ?? { name: part.name, line: part.line, doc: [], texts: {} };
  if (statement.texts[part.engine]) {
    const full = part.engine === 'both' ? part.name : `${part.name}@${part.engine}`;
    throw new SqlError(file, part.line, `the name ${full} was given before, in line ${statement.texts[part.engine].line}`);
  }
  if (statement.doc.length === 0) statement.doc = doc;
  statement.texts[part.engine] = { sql, line: part.line };
  statements.set(part.name, statement);
}

/** Separates the doc comment from the text and refuses what house rule 10 refuses. */
function readPart(file, part) {
  const doc = [];
  let first = 0;
  for (; first < part.lines.length; ++first) {
    const match = /^\s*--\s?(.*)$/.exec(part.lines[first]);
    if (!match) break;
    doc.push(match[1]);
  }
  const firstLine = part.line + 1 + first;
  const raw = part.lines.slice(first).join('\n');
  const bare = blank(file, raw, firstLine);
  const lineAt = (index) => firstLine + bare.slice(0, index).split('\n').length - 1;

  const end = bare.indexOf(';');
  const rest = end < 0 ? -1 : bare.slice(end + 1).search(/\S/);
  if (rest >= 0) throw new SqlError(file, lineAt(end + 1 + rest), `${part.name} has more than one statement`);
  const star = /\b(?:select|returning|distinct|all)\s+\*|[\w"]\.\*|,\s*\*\s*(?=,|\bfrom\b|$)/i.exec(bare);
  if (star) throw new SqlError(file, lineAt(star.index), `${part.name} has a "*" for columns: list every one`);
  if (/\?/.test(bare)) throw new SqlError(file, lineAt(bare.indexOf('?')), `${part.name} has a "?": parameters are $1, $2, …`);
  const sql = withoutComments(raw.slice(0, end < 0 ? undefined : end));
  if (sql === '') throw new SqlError(file, part.line, `${part.name} has no text`);
  return { doc, sql };
}

/** The same length of text, with comments and everything in quotes blanked, so that searching it finds only SQL. */
function blank(file, text, firstLine = 1) {
  return scan(file, text, firstLine, (piece) => piece.replace(/[^\n]/g, ' '), (piece) => piece.replace(/[^\n'"]/g, 'x'));
}

function withoutComments(text) {
  return scan('', text, 1, () => '', (piece) => piece)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
    .trim();
}

function scan(file, text, firstLine, onComment, onQuoted) {
  const tokens = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;
  const open = text.replace(tokens, (piece) => ' '.repeat(piece.length)).search(/['"]|\/\*/);
  if (open >= 0) {
    throw new SqlError(file, firstLine + text.slice(0, open).split('\n').length - 1, 'a quote or comment that is not closed');
  }
  return text.replace(tokens, (piece) => (/^(--|\/\*)/.test(piece) ? onComment(piece) : onQuoted(piece)));
}

function finish(file, { name, line, doc, texts }) {
  const sqlite = texts.sqlite ?? texts.both;
  const postgres = texts.postgres ?? texts.both;
  if (!sqlite) throw new SqlError(file, line, `${name} has no text for sqlite`);
  if (!postgres) throw new SqlError(file, line, `${name} has no text for postgres`);
  if (texts.both && texts.sqlite && texts.postgres) {
    throw new SqlError(file, texts.both.line, `${name} has a common text that no engine uses`);
  }
  const counts = [sqlite, postgres].map((text) => countParameters(file, name, text));
  if (counts[0] !== counts[1]) {
    throw new SqlError(file, line, `${name} has ${counts[0]} parameters for sqlite and ${counts[1]} for postgres`);
  }
  return { name, doc, sqlite: sqlite.sql, postgres: postgres.sql, parameters: counts[0] };
}

function countParameters(file, name, { sql, line }) {
  const used = new Set([...blank(file, sql).matchAll(/\$(\d+)/g)].map((match) => Number(match[1])));
  const count = Math.max(0, ...used);
  for (let i = 1; i <= count; ++i) {
    if (!used.has(i)) throw new SqlError(file, line, `${name} uses $${count} but not $${i}`);
  }
  return count;
}

// --- writing -------------------------------------------------------------------------------------------------------

const HEAD = '// SPDX-License-Identifier: Apache-2.0\n// Made by tools/embed-sql.mjs; do not edit.\n#pragma once\n\n';

const constant = (name) => 'k' + name.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('');

const literal = (text) => {
  // A raw string may not hold its own end, and the standard promises only 64 KiB of literal.
  if (text.includes(')sql"')) throw new Error('SQL text may not contain )sql"');
  const pieces = [];
  for (let at = 0; at < text.length; at += 16000) pieces.push(`R"sql(${text.slice(at, at + 16000)})sql"`);
  return pieces.join('\n');
};

function queriesHeader(chapter, statements) {
  const constants = statements.map(({ name, doc, sqlite, postgres, parameters }) => {
    const comment = doc.map((text) => `/// ${text}`.trimEnd() + '\n').join('');
    const texts = `${literal(sqlite)},\n${literal(postgres)}`;
    return `${comment}inline constexpr ::junkai::db::Statement ${constant(name)}{"${chapter}.${name}",\n${texts},\n${parameters}};\n`;
  });
  return `${HEAD}#include "db/db.h"\n\nnamespace junkai::sql::${chapter} {\n\n${constants.join('\n')}\n}  // namespace junkai::sql::${chapter}\n`;
}

function allHeader(chapters) {
  const names = chapters.flatMap(({ chapter, statements }) => statements.map(({ name }) => `&sql::${chapter}::${constant(name)},\n`));
  const includes = chapters.map(({ chapter }) => `#include "sql/${chapter}.h"\n`).join('');
  return `${HEAD}${includes}#include "db/db.h"\n\n#include <array>\n\nnamespace junkai::sql {\n
/// Every statement of sql/queries.
inline constexpr std::array<const ::junkai::db::Statement*, ${names.length}> kAllStatements{{\n${names.join('')}}};
\n}  // namespace junkai::sql\n`;
}

function migrationsHeader(lists) {
  const list = (name, migrations) =>
    `inline constexpr std::array<::junkai::db::Migration, ${migrations.length}> ${name}{{\n` +
    migrations.map((m) => `{${m.number}, "${m.name}", "${m.sha256}",\n${literal(m.text)}},\n`).join('') +
    '}};\n';
  return `${HEAD}#include "db/migrate.h"\n\n#include <array>\n\nnamespace junkai::sql {\n
${list('kSqliteMigrations', lists.sqlite)}\n${list('kPostgresMigrations', lists.postgres)}\n}  // namespace junkai::sql\n`;
}

function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeFileSync(path, text);
}

/** All headers of an sql folder: a map from file name to text. */
export function makeHeaders(root) {
  const chapters = listSql(join(root, 'queries')).map((file) => {
    const path = join(root, 'queries', file);
    const statements = readQueries(path, readFileSync(path, 'utf8'));
    return { chapter: basename(file, '.sql'), statements };
  });
  return new Map([
    ...chapters.map(({ chapter, statements }) => [`${chapter}.h`, queriesHeader(chapter, statements)]),
    ['all_statements.h', allHeader(chapters)],
    ['migrations.h', migrationsHeader(readMigrations(root))],
  ]);
}

function main([root, out]) {
  if (!root || !out) throw new Error('usage: node embed-sql.mjs <sql folder> <output folder>');
  const headers = makeHeaders(root);
  mkdirSync(out, { recursive: true });
  for (const [name, text] of headers) writeIfChanged(join(out, name), text);
  // A chapter that is gone leaves no header behind for an include to find.
  for (const name of readdirSync(out)) {
    if (name.endsWith('.h') && !headers.has(name)) rmSync(join(out, name));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof SqlError ? error.message : error);
    process.exitCode = 1;
  }
}
