// SPDX-License-Identifier: Apache-2.0
// Each lint, once on a tree that is right and once for each way of being wrong: a check that cannot fail proves nothing.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as clauses from '../../tools/clauses.mjs';
import * as house from '../../tools/house.mjs';
import * as layers from '../../tools/layers.mjs';
import * as links from '../../tools/links.mjs';
import * as locales from '../../tools/locales.mjs';
import * as migrations from '../../tools/postgres-migrations.mjs';
import * as refusals from '../../tools/refusals.mjs';
import * as sql from '../../tools/sql.mjs';
import { ROOT, Tree } from '../../tools/tree.mjs';

/** A tree of the given files in a temporary folder, handed to `use`. */
function withTree(files, use) {
  const root = mkdtempSync(join(tmpdir(), 'junkai-lint-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(new Tree(root));
  } finally {
    rmSync(root, { recursive: true });
  }
}

const broken = (rules) => rules.filter((r) => r.problems.length > 0).map((r) => r.name);

/** rows: [what is special, files, names of the rules that must say no]. */
function table(lint, rows, run) {
  for (const [name, files, want] of rows) {
    test(`${lint}: ${name}`, () => {
      const rules = withTree(files, run);
      assert.deepEqual(broken(rules), want, JSON.stringify(rules, null, 1));
    });
  }
}

const layersTable = new Tree(ROOT).json('tools/layers.json');

table(
  'layers',
  [
    ['downward arrows', { 'src/db/a.h': '#include "base/b.h"\n#include <vector>\n', 'src/base/b.h': '' }, []],
    ['an arrow upward', { 'src/base/b.h': '#include "db/a.h"\n', 'src/db/a.h': '' }, ['a library includes only what its row allows']],
    ['an arrow sideways', { 'src/db/a.h': '#include "domain/x.h"\n', 'src/domain/x.h': '' }, ['a library includes only what its row allows']],
    ['a folder nobody knows', { 'src/util/a.h': '' }, ['every folder of src/ is in the table']],
    ['an include that does not exist', { 'src/base/a.h': '#include "base/b.h"\n' }, ['an included file exists']],
    ['the generated statements in storage', { 'src/storage/a.cpp': '#include "sql/places.h"\n' }, []],
    ['the generated statements in http', { 'src/http/a.cpp': '#include "sql/places.h"\n' }, ['a library includes only what its row allows']],
    ['sqlite in db', { 'src/db/a.cpp': '#include <sqlite3.h>\n' }, []],
    ['sqlite in storage', { 'src/storage/a.cpp': '#include <sqlite3.h>\n' }, ['third-party headers stay with their owner']],
    ['a heavy header in a header', { 'src/profile/a.h': '#include <boost/json.hpp>\n' }, ['third-party headers stay with their owner']],
    ['a library that nobody owns', { 'src/base/a.cpp': '#include <Poco/Net.h>\n' }, ['third-party headers stay with their owner']],
    [
      "another chapter's types",
      { 'src/domain/cards/rules.h': '#include "domain/visits/types.h"\n', 'src/domain/visits/types.h': '' },
      [],
    ],
    [
      "another chapter's rules",
      { 'src/domain/cards/rules.h': '#include "domain/visits/rules.h"\n', 'src/domain/visits/rules.h': '' },
      ['a domain chapter sees only the types.h of another'],
    ],
    [
      'a use-case and its own header',
      { 'src/app/cards/make_card.cpp': '#include "app/cards/make_card.h"\n', 'src/app/cards/make_card.h': '#include "app/unit.h"\n', 'src/app/unit.h': '' },
      [],
    ],
    [
      'a use-case that calls another',
      { 'src/app/cards/make_card.cpp': '#include "app/visits/record_visit.h"\n', 'src/app/visits/record_visit.h': '' },
      ['a use-case never includes a use-case'],
    ],
    [
      'a cycle',
      { 'src/base/a.h': '#include "base/b.h"\n', 'src/base/b.h': '#include "base/c.h"\n', 'src/base/c.h': '#include "base/a.h"\n' },
      ['no include cycle'],
    ],
  ],
  (tree) => layers.check(tree, layersTable),
);

test('layers: a table that points upward', () => {
  const wrong = { ...layersTable, libraries: { a: { level: 0, may: ['b'] }, b: { level: 1, may: [] } } };
  assert.deepEqual(broken(withTree({}, (tree) => layers.check(tree, wrong))), ['the table itself only points downward']);
});

const refusalsConfig = { not_codes: { files: ['src/domain/action.h'], prefixes: ['print.'], endings: ['.db'] } };
const texts = (refusals) => JSON.stringify({ refusals });
const page = (row) => `# x\n${row}`;

table(
  'refusals',
  [
    [
      'a code without texts',
      { 'src/domain/a.cpp': 'return Refusal{"visits.too_late", "4-4"};\n' },
      ['every code has a text in each language', 'docs/refusals.md is up to date (node tools/refusals.mjs --write)'],
    ],
    [
      'a text without code',
      { 'locales/ja.json': texts({ 'visits.too_late': '遅い' }), 'locales/en.json': texts({ 'visits.too_late': 'late' }) },
      ['every text has its code in src/'],
    ],
    [
      'a code that is only in a comment',
      {
        'src/domain/a.cpp': '// "visits.too_late"\n',
        'locales/ja.json': texts({ 'visits.too_late': '遅い' }),
        'locales/en.json': texts({ 'visits.too_late': 'late' }),
      },
      ['every text has its code in src/'],
    ],
    [
      'a code of another shape',
      { 'src/domain/a.cpp': 'Refusal{"TooLate", ""};\n', 'docs/refusals.md': page('') },
      ['a code is chapter.what_is_wrong', 'every code has a text in each language', 'docs/refusals.md is up to date (node tools/refusals.mjs --write)'],
    ],
    ['no code at all', { 'src/domain/a.cpp': 'int x = 1;\n' }, []],
    [
      'names of files, fields and actions are no codes',
      { 'src/main/a.cpp': '"store.db" "print.serial"\n', 'src/domain/action.h': '"cards.opened"\n' },
      [],
    ],
  ],
  (tree) => refusals.check(tree, refusalsConfig),
);

test('refusals: a field problem and a code chosen by a condition are found', () => {
  const files = {
    'src/http/a.cpp': 'FieldProblem{"/name", "request.too_long"};\nreturn Refusal{late ? "visits.late" : "visits.early", "4-4"};\n',
    'locales/ja.json': texts({ 'visits.late': 'x', 'visits.early': 'x' }),
    'locales/en.json': texts({ 'visits.late': 'x', 'visits.early': 'x' }),
  };
  const missing = withTree(files, (tree) => refusals.check(tree, refusalsConfig)).find((r) => r.name.startsWith('every code has a text'));
  assert.deepEqual(
    missing.problems.map((p) => p.split(' ').slice(1, 2).join()),
    ['"request.too_long"', '"request.too_long"'],
  );
});

table(
  'locales',
  [
    ['the same keys', { 'locales/ja.json': '{"a":{"x":"{beat}の"}}', 'locales/en.json': '{"a":{"x":"of {beat}"}}' }, []],
    ['a key that only one has', { 'locales/ja.json': '{"a":{"x":"あ"}}', 'locales/en.json': '{"a":{}}' }, ['the same keys in ja and en']],
    ['an empty text', { 'locales/ja.json': '{"a":""}', 'locales/en.json': '{"a":"x"}' }, ['a text is a non-empty string']],
    ['another word', { 'locales/ja.json': '{"a":"{beat}"}', 'locales/en.json': '{"a":"{site}"}' }, ['the same {words} in ja and en']],
    ['keys out of order', { 'locales/ja.json': '{"b":"x","a":"x"}', 'locales/en.json': '{"a":"x","b":"x"}' }, ['keys are sorted']],
    ['a file is missing', { 'locales/ja.json': '{}' }, ['both files exist']],
  ],
  locales.check,
);

const lite = 'sql/migrations/sqlite/0001_a.sql';
const post = 'sql/migrations/postgres/0001_a.sql';
const both = (body) => ({ [lite]: `CREATE TABLE t (${body}) STRICT;\n`, [post]: `CREATE TABLE t (${body});\n` });

table(
  'sql',
  [
    ['a key that starts with the station', both('station_id BLOB, t_id BLOB, PRIMARY KEY (station_id, t_id)'), []],
    ['a key that does not', both('station_id BLOB, t_id BLOB PRIMARY KEY'), ['keys start with station_id']],
    ['a unique constraint over all stations', both('station_id BLOB, n TEXT, PRIMARY KEY (station_id), UNIQUE (n)'), ['keys start with station_id']],
    ['no key', both('station_id BLOB'), ['keys start with station_id']],
    [
      'a foreign key into another station',
      both('station_id BLOB, t_id BLOB, PRIMARY KEY (station_id, t_id), FOREIGN KEY (t_id) REFERENCES u'),
      ['foreign keys stay inside one station'],
    ],
    [
      'a column of one engine only',
      { [lite]: 'CREATE TABLE t (station_id BLOB PRIMARY KEY, x TEXT) STRICT;\n', [post]: 'CREATE TABLE t (station_id BYTEA PRIMARY KEY);\n' },
      ['both engines have the same tables and columns'],
    ],
    ['a column added later on both', { ...both('station_id BLOB PRIMARY KEY'), 'sql/migrations/sqlite/0002_b.sql': 'ALTER TABLE t ADD COLUMN x TEXT;\n', 'sql/migrations/postgres/0002_b.sql': 'ALTER TABLE t ADD COLUMN x TEXT;\n' }, []],
    ['a loose table', { [lite]: 'CREATE TABLE t (station_id BLOB PRIMARY KEY);\n', [post]: 'CREATE TABLE t (station_id BYTEA PRIMARY KEY);\n' }, ['sqlite tables are STRICT']],
    ['a list without limit', { 'sql/queries/q.sql': '-- name: list_t\nSELECT a FROM t WHERE station_id = $1;\n' }, ['every list has a limit']],
    ['a list with a limit', { 'sql/queries/q.sql': '-- name: list_t\nSELECT a FROM t WHERE station_id = $1 LIMIT $2;\n' }, []],
    ['a list that says why', { 'sql/queries/q.sql': '-- name: list_t\n-- All rows: a station has at most eight.\nSELECT a FROM t WHERE station_id = $1;\n' }, []],
    ['a count of rows', { 'sql/queries/q.sql': '-- name: count_t\nSELECT count(*) FROM t WHERE station_id = $1;\n' }, []],
  ],
  (tree) => sql.check(tree, { shared: [] }),
);

table(
  'links',
  [
    ['a file and a heading', { 'a.md': '[b](docs/b.md#the-heading-二)\n', 'docs/b.md': '# The heading 二\n[up](../a.md) [folder](.)\n' }, []],
    ['a file that is gone', { 'a.md': '[b](b.md)\n' }, ['a linked file exists']],
    ['a heading that is gone', { 'a.md': '[b](b.md#x)\n', 'b.md': '# y\n' }, ['a linked heading exists']],
    ['code and the web are left alone', { 'a.md': '`[b](b.md)` [w](https://example.org/x)\n```\n[c](c.md)\n```\n' }, []],
  ],
  links.check,
);

const spdx = '// SPDX-License-Identifier: Apache-2.0\n';

table(
  'house',
  [
    ['a file as it should be', { 'src/base/a.h': `${spdx}#pragma once\n` }, []],
    ['no licence line', { 'src/base/a.cpp': 'int a;\n' }, ['code carries the SPDX line']],
    ['no guard', { 'src/base/a.h': `${spdx}int a;\n` }, ['headers are guarded by #pragma once']],
    ['a registry', { 'web/package-lock.json': '{"resolved": "https://registry.example/x.tgz"}\n' }, ['nothing that only one machine knows']],
    ['a path of one machine', { 'docs/a.md': `see ${'/wo' + 'rk'}/main\n` }, ['nothing that only one machine knows']],
    ['a folder outside', { 'docs/a.md': `see ${'../sha' + 'red'}/x\n` }, ['nothing that only one machine knows']],
    ['no line feed at the end', { 'docs/a.md': 'x' }, ['text ends with one line feed and has no CR']],
  ],
  house.check,
);

const kMade = 'sql/migrations/postgres/ is made from sql/migrations/sqlite/ (node tools/postgres-migrations.mjs --write)';
const kSqliteFile = 'sql/migrations/sqlite/0001_a.sql';
const kPostgresFile = 'sql/migrations/postgres/0001_a.sql';
const kSqliteText = 'CREATE TABLE a (\n    id BLOB NOT NULL PRIMARY KEY,\n    at INTEGER\n) STRICT, WITHOUT ROWID;\n';
const kPostgresText = 'CREATE TABLE a (\n    id BYTEA NOT NULL PRIMARY KEY,\n    at BIGINT\n);\n';

table(
  'migrations',
  [
    ['one made from the other', { [kSqliteFile]: kSqliteText, [kPostgresFile]: kPostgresText }, []],
    ['a change on one side only', { [kSqliteFile]: kSqliteText, [kPostgresFile]: kPostgresText.replace('at', 'since') }, [kMade]],
    ['not made yet', { [kSqliteFile]: kSqliteText }, [kMade]],
    ['one that SQLite does not have', { [kPostgresFile]: kPostgresText }, [kMade]],
    ['by hand, with its reason', { [kSqliteFile]: kSqliteText, [kPostgresFile]: '-- By hand: a trigger\nSELECT 1;\n' }, []],
  ],
  migrations.check,
);

test('house: a long file is a warning, a generated one is not', () => {
  const long = 'x\n'.repeat(401);
  const files = { 'src/base/a.cpp': long, 'src/base/b.cpp': `// generated by x\n${long}`, 'src/base/c.cpp': 'x\n'.repeat(400) };
  assert.deepEqual(withTree(files, (tree) => house.warnings(tree).map((w) => w.split(' ')[0])), ['src/base/a.cpp']);
});

const row = (change = {}) => ({ clause: '4-3(2)b', requires: 'hand out the card', status: 'works', home: ['src/domain/a.cpp'], tests: ['tests/conformance/a.test.ts'], why: '', ...change });
const home = { 'src/domain/a.cpp': '// 4-3(2)b: handed out.\n' };
const conformance = { 'tests/conformance/a.test.ts': "it('[clause 4-3(2)b] hands out')\n" };
const ran = (name, outcome = 'passed') => ({ file: 'tests/conformance/a.test.ts', name, outcome, clauses: ['4-3(2)b'] });
const onBoth = [ran('sqlite hands out'), ran('postgres hands out')];

const clauseRows = [
  ['works and ran', row(), { ...home, ...conformance }, onBoth, []],
  ['ran on one engine only', row(), { ...home, ...conformance }, [ran('sqlite x')], ['what works ran on both engines in this run']],
  ['failed on one engine', row(), { ...home, ...conformance }, [...onBoth, ran('postgres y', 'failed')], ['what works ran on both engines in this run']],
  ['was skipped on one engine', row(), { ...home, ...conformance }, [ran('sqlite x'), ran('postgres x', 'skipped')], ['what works ran on both engines in this run']],
  ['no home', row({ home: [] }), conformance, onBoth, ['a row that works has a home and a test, any other says why']],
  ['a home that is gone', row(), conformance, onBoth, ['homes exist and cite their clause']],
  ['a home that cites its neighbour', row(), { 'src/domain/a.cpp': '// 4-3(2)bb: x\n', ...conformance }, onBoth, ['homes exist and cite their clause']],
  ['a test without its clause', row(), { ...home, 'tests/conformance/a.test.ts': 'it("x")\n' }, onBoth, ['named tests exist and carry their clause']],
  ['planned without a reason', row({ status: 'planned', home: [], tests: [] }), {}, [], ['a row that works has a home and a test, any other says why']],
  ['planned', row({ status: 'planned', home: [], tests: [], why: 'cards' }), {}, [], []],
  ['a status nobody knows', row({ status: 'done', why: 'x' }), { ...home, ...conformance }, [], ['each row has its keys and a known status']],
  ['a test that cites a whole group of clauses', row(), { ...home, ...conformance, 'tests/domain/a.cpp': '// [clause 4-3]\n' }, onBoth, []],
  ['a test that cites a clause nobody wrote', row(), { ...home, ...conformance, 'tests/domain/a.cpp': '// [clause 9-9]\n' }, onBoth, ['tests cite only clauses of the table']],
];
for (const [name, one, files, results, want] of clauseRows) {
  test(`clauses: ${name}`, () => {
    const rules = withTree(files, (tree) => clauses.check(tree, results, [one]));
    assert.deepEqual(broken(rules).filter((r) => r !== '89 rows, each clause once'), want, JSON.stringify(rules, null, 1));
  });
}

for (const [text, clause, want] of [
  ['// 4-3(2)b: x', '4-3(2)b', true],
  ['/// 巡回連絡の結果 (4-3(2)b). Does x.', '4-3(2)b', true],
  ['// 4-3(2)a, 4-3(2)b: x', '4-3(2)b', true],
  ['-- 4-3(2)b: x', '4-3(2)b', true],
  ['const x = "4-3(2)b";', '4-3(2)b', false],
  ['// 4-3(3)ア: x', '4-3(3)', false],
  ['// 1: x', '1', true],
  ['// only 1 card', '1', false],
  ['// 4-1a: x', '1', false],
  ['// 附: x', '附', true],
  ['// 0 (通達): x', '0 (通達)', true],
]) {
  test(`clauses: "${text}" ${want ? 'cites' : 'does not cite'} ${clause}`, () => {
    assert.equal(clauses.cites(text, clause), want);
  });
}
