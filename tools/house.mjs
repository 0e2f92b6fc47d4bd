// SPDX-License-Identifier: Apache-2.0
// House rules of the tree itself: the licence line, nothing of one machine in it, no grown files.
import { rule, runAlone } from './tree.mjs';

const CODE = /\.(h|cpp|mjs|js|ts|svelte|sh)$/;
const TEXT = /\.(h|cpp|mjs|js|ts|svelte|sh|sql|json|ya?ml|md|txt|css|html|toml|cmake|service|conf|csv)$/;
const LONG = 400;
const LICENCE = 'SPDX-License-Identifier: Apache-2.0';

// What only one machine, one mirror or one registry knows. This file and its test spell them out.
const FOREIGN = [
  [/\bregistry\.npmjs\.org|\bnpmmirror\b|\bpypi\.org\b|\b(deb|security|ftp)\.debian\.org\b/, 'a registry host'],
  [/"resolved":\s*"https?:/, 'a registry address'],
  [/(^|[\s"'`(=:])\/(work|root|home)\/[a-z]/, 'a path of one machine'],
  [/\/tmp\/(git|build|locales)\.lock/, 'a path of one machine'],
  [/\.\.\/shared\b/, 'a folder outside of the repository'],
  [/\[(D-read|[DNIR]|[WL]:[A-Z0-9-]+)\]\s*$/m, 'a mark of somebody’s notes'],
];
const EXEMPT = new Set(['tools/house.mjs', 'tests/lint/lint.test.mjs']);

export function check(tree) {
  const texts = tree.files.filter((f) => TEXT.test(f) || /^(script|\.ci)\/[a-z]+$/.test(f));
  return [
    rule('code carries the SPDX line', checkLicence(tree)),
    rule('nothing that only one machine knows', texts.flatMap((file) => checkForeign(file, tree))),
    rule('headers are guarded by #pragma once', checkPragma(tree)),
    rule('text ends with one line feed and has no CR', texts.flatMap((file) => checkEnds(file, tree))),
  ];
}

/** Not wrong, but worth a look. */
export function warnings(tree) {
  return tree.files
    .filter((f) => CODE.test(f) && !isGenerated(tree.read(f)))
    .map((file) => [file, tree.read(file).split('\n').length - 1])
    .filter(([, lines]) => lines > LONG)
    .map(([file, lines]) => `${file} has ${lines} lines (more than ${LONG}: is it one idea?)`);
}

const isGenerated = (text) => /\b(generated|made) by\b/i.test(text.slice(0, 400));

function checkLicence(tree) {
  const scripts = tree.files.filter((f) => /^(script|\.ci)\/[a-z]+$/.test(f));
  return [...tree.files.filter((f) => CODE.test(f)), ...scripts].filter(
    (file) => !tree.read(file).split('\n', 3).some((line) => line.includes(LICENCE)),
  );
}

function checkForeign(file, tree) {
  if (EXEMPT.has(file)) return [];
  const text = tree.read(file);
  return FOREIGN.flatMap(([pattern, what]) => {
    const found = pattern.exec(text);
    return found ? [`${file}:${text.slice(0, found.index).split('\n').length}: ${what}: ${found[0].trim()}`] : [];
  });
}

function checkPragma(tree) {
  return ['src/', 'tests/'].flatMap((folder) => tree.below(folder, '.h')).filter((f) => !/^#pragma once$/m.test(tree.read(f)));
}

function checkEnds(file, tree) {
  const text = tree.read(file);
  if (text === '' || file.includes('/corpus/') || file.includes('/golden/')) return [];
  if (text.includes('\r')) return [`${file}: has a carriage return`];
  return text.endsWith('\n') && !text.endsWith('\n\n') ? [] : [`${file}: its end`];
}

runAlone(import.meta.url, 'house', check);
