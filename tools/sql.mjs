// SPDX-License-Identifier: Apache-2.0
// The schema and the statements: every key starts with station_id (but for the tables that tools/sql.json names as shared
// by all stations), both engines have the same tables and columns, every list has a limit. (tools/embed-sql.mjs refuses
// "SELECT *" when it builds.)
import { posix } from 'node:path';
import { readQueries } from './embed-sql.mjs';
import { rule, runAlone } from './tree.mjs';

const ENGINES = ['sqlite', 'postgres'];
// A statement so named answers at most one row; any other SELECT has a LIMIT or says in its comment why it needs none:
// "One row", "Aggregate" or "All rows: why".
const SINGLE = /^(find|get|check|count|has|is|sum|next|last)_/;
const MARKED = /\b(one row|aggregate|all rows:)/i;

export function check(tree, config = tree.json('tools/sql.json')) {
  const schemas = Object.fromEntries(ENGINES.map((engine) => [engine, readSchema(tree, engine)]));
  const shared = new Set(config.shared);
  return [
    rule('keys start with station_id', checkKeys(schemas.sqlite, shared)),
    rule('foreign keys stay inside one station', checkForeign(schemas.sqlite, shared)),
    rule('both engines have the same tables and columns', checkSame(schemas)),
    rule('sqlite tables are STRICT', checkStrict(schemas.sqlite)),
    rule('every list has a limit', checkLimits(tree)),
  ];
}

/** Tables as the migrations leave them: name -> {file, columns, primary, unique, foreign, strict}. */
function readSchema(tree, engine) {
  const tables = new Map();
  for (const file of tree.below(`sql/migrations/${engine}/`, '.sql')) {
    for (const statement of splitStatements(tree.read(file))) apply(tables, file, statement);
  }
  return tables;
}

function splitStatements(text) {
  return text
    .replace(/--.*$/gm, '')
    .split(';')
    .map((s) => s.replace(/\s+/g, ' ').trim())
    .filter((s) => s !== '');
}

function apply(tables, file, statement) {
  let m;
  if ((m = /^CREATE TABLE (?:IF NOT EXISTS )?(\w+) \((.*)\)([^()]*)$/i.exec(statement))) {
    tables.set(m[1], { file, ...readBody(m[2]), strict: /\bSTRICT\b/i.test(m[3]) });
  } else if ((m = /^ALTER TABLE (\w+) ADD (?:COLUMN )?(\w+)/i.exec(statement))) {
    tables.get(m[1])?.columns.push(m[2]);
  } else if ((m = /^ALTER TABLE (\w+) DROP (?:COLUMN )?(\w+)/i.exec(statement))) {
    const table = tables.get(m[1]);
    if (table) table.columns = table.columns.filter((c) => c !== m[2]);
  } else if ((m = /^ALTER TABLE (\w+) RENAME TO (\w+)/i.exec(statement))) {
    tables.set(m[2], tables.get(m[1]));
    tables.delete(m[1]);
  } else if ((m = /^DROP TABLE (?:IF EXISTS )?(\w+)/i.exec(statement))) {
    tables.delete(m[1]);
  } else if ((m = /^CREATE UNIQUE INDEX \w+ ON (\w+)(?: USING \w+)? \((.*?)\)(?: WHERE .*)?$/i.exec(statement))) {
    tables.get(m[1])?.unique.push(names(m[2]));
  }
}

const names = (list) => list.split(',').map((n) => n.trim().split(' ')[0]);

function readBody(body) {
  const table = { columns: [], primary: [], unique: [], foreign: [] };
  for (const part of splitTop(body)) {
    const text = part.replace(/^CONSTRAINT \w+ /i, '');
    let m;
    if ((m = /^PRIMARY KEY \((.*?)\)/i.exec(text))) table.primary = names(m[1]);
    else if ((m = /^UNIQUE \((.*?)\)/i.exec(text))) table.unique.push(names(m[1]));
    else if ((m = /^FOREIGN KEY \((.*?)\) REFERENCES (\w+)/i.exec(text))) table.foreign.push({ columns: names(m[1]), to: m[2] });
    else if (!/^(CHECK|EXCLUDE)\b/i.test(text)) readColumn(table, text);
  }
  return table;
}

function readColumn(table, text) {
  const name = text.split(' ')[0];
  table.columns.push(name);
  if (/\bPRIMARY KEY\b/i.test(text)) table.primary = [name];
  if (/\bUNIQUE\b/i.test(text)) table.unique.push([name]);
  const reference = /\bREFERENCES (\w+)/i.exec(text);
  if (reference) table.foreign.push({ columns: [name], to: reference[1] });
}

/** Splits at the commas outside of parentheses. */
function splitTop(text) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)].map((p) => p.trim()).filter((p) => p !== '');
}

function checkKeys(tables, shared) {
  return [...tables].flatMap(([name, table]) => {
    if (table.primary.length === 0) return [`${table.file}: ${name} has no primary key`];
    if (shared.has(name)) return [];
    return [table.primary, ...table.unique]
      .filter((key) => key[0] !== 'station_id')
      .map((key) => `${table.file}: ${name} has the key (${key.join(', ')})`);
  });
}

function checkForeign(tables, shared) {
  return [...tables].flatMap(([name, table]) =>
    table.foreign
      .filter((f) => !shared.has(f.to) && (shared.has(name) || f.columns[0] !== 'station_id'))
      .map((f) => `${table.file}: ${name} (${f.columns.join(', ')}) refers to ${f.to}`),
  );
}

function checkSame({ sqlite, postgres }) {
  return [...new Set([...sqlite.keys(), ...postgres.keys()])].flatMap((name) => {
    if (!sqlite.has(name) || !postgres.has(name)) return [`${name} exists on one engine only`];
    const differ = (a, b) => a.join() !== b.join();
    const [a, b] = [sqlite.get(name), postgres.get(name)];
    if (differ(a.columns, b.columns)) return [`${name}: ${a.columns.join(' ')} | ${b.columns.join(' ')}`];
    return differ(a.primary, b.primary) ? [`${name}: the primary keys differ`] : [];
  });
}

function checkStrict(tables) {
  return [...tables].filter(([, t]) => !t.strict).map(([name, t]) => `${t.file}: ${name}`);
}

function eachQuery(tree, visit) {
  return tree.below('sql/queries/', '.sql').flatMap((file) =>
    readQueries(posix.basename(file), tree.read(file)).flatMap((query) => visit(file, query)),
  );
}

function checkLimits(tree) {
  return eachQuery(tree, (file, { name, doc, sqlite, postgres }) => {
    if (SINGLE.test(name) || MARKED.test([doc].flat().join(' '))) return [];
    const unlimited = [sqlite, postgres].some((text) => {
      const sql = (text ?? '').trim();
      return /^(SELECT|WITH)\b/i.test(sql) && !/\b(INSERT|UPDATE|DELETE)\b/i.test(sql) && !/\bLIMIT\b/i.test(sql);
    });
    return unlimited ? [`${file}: ${name} has neither LIMIT nor "One row", "Aggregate" or "All rows: why" in its comment`] : [];
  });
}

runAlone(import.meta.url, 'sql', check);
