// SPDX-License-Identifier: Apache-2.0
// Proves ARCHITECTURE.md's layers from the includes: no arrow upward, none sideways, no cycle; a third-party header only
// in the library that owns it; inside domain a chapter sees another's types.h only; a use-case never calls a use-case.
// The table is tools/layers.json.
import { posix } from 'node:path';
import { lineOf, rule, runAlone } from './tree.mjs';

export function check(tree, layers = tree.json('tools/layers.json')) {
  const sources = tree.below('src/', '.h', '.cpp');
  const includes = sources.flatMap((file) => readIncludes(file, tree.read(file)));
  return [
    rule('the table itself only points downward', checkTable(layers)),
    rule('every folder of src/ is in the table', checkFolders(sources, layers)),
    rule('an included file exists', checkExists(includes, tree, layers)),
    rule('a library includes only what its row allows', checkArrows(includes, layers)),
    rule('third-party headers stay with their owner', checkThirdParty(includes, layers)),
    rule('a domain chapter sees only the types.h of another', checkChapters(includes, layers)),
    rule('a use-case never includes a use-case', checkUseCases(includes, layers)),
    rule('no include cycle', checkCycles(includes, tree)),
  ];
}

function readIncludes(file, text) {
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)/gm)].map((m) => ({
    file,
    line: lineOf(text, m.index),
    quoted: m[1],
    angled: m[2],
    from: libraryOf(file.slice('src/'.length)),
  }));
}

const libraryOf = (path) => path.split('/')[0];
const at = (i) => `${i.file}:${i.line}`;
const generatedBy = (i, layers) => layers.generated.find((g) => i.quoted.startsWith(g.prefix));

function checkTable(layers) {
  return Object.entries(layers.libraries).flatMap(([name, { level, may }]) =>
    may.flatMap((other) => {
      const target = layers.libraries[other];
      if (!target) return [`${name} may include ${other}, which is not a library`];
      return target.level < level ? [] : [`${name} (level ${level}) may include ${other} (level ${target.level})`];
    }),
  );
}

function checkFolders(sources, layers) {
  const known = new Set(Object.keys(layers.libraries));
  return sources.filter((f) => !known.has(libraryOf(f.slice(4)))).map((f) => `${f}: not in a library of the table`);
}

function checkExists(includes, tree, layers) {
  return includes
    .filter((i) => i.quoted && !generatedBy(i, layers) && !tree.has(`src/${i.quoted}`))
    .map((i) => `${at(i)}: "${i.quoted}" is not a path from src/`);
}

function checkArrows(includes, layers) {
  return includes
    .filter((i) => i.quoted)
    .filter((i) => {
      const generated = generatedBy(i, layers);
      if (generated) return !generated.in.includes(i.from);
      const target = libraryOf(i.quoted);
      return target !== i.from && !layers.libraries[i.from]?.may.includes(target);
    })
    .map((i) => `${at(i)}: ${i.from} may not include "${i.quoted}"`);
}

function checkThirdParty(includes, layers) {
  const system = new RegExp(layers.system);
  return includes
    .filter((i) => i.angled && !system.test(i.angled))
    .flatMap((i) => {
      const owner = layers.third_party.find((t) => new RegExp(t.header).test(i.angled));
      if (!owner) return [`${at(i)}: <${i.angled}> belongs to nobody in tools/layers.json`];
      if (!owner.in.includes('*') && !owner.in.includes(i.from)) {
        return [`${at(i)}: <${i.angled}> (${owner.name}) belongs to ${owner.in.join(', ')}`];
      }
      if (owner.cpp_only && !i.file.endsWith('.cpp')) return [`${at(i)}: <${i.angled}> only in a .cpp file`];
      return [];
    });
}

function checkChapters(includes, layers) {
  const chapter = (path) => /^domain\/([^/]+)\/(.+)$/.exec(path);
  return includes
    .filter((i) => i.quoted)
    .filter((i) => {
      const from = chapter(i.file.slice(4));
      const to = chapter(i.quoted);
      return from && to && from[1] !== to[1] && !layers.domain_shared.includes(to[2]);
    })
    .map((i) => `${at(i)}: a chapter sees only ${layers.domain_shared.join(', ')} of another, not "${i.quoted}"`);
}

function checkUseCases(includes, layers) {
  const stem = (path) => path.replace(/\.(h|cpp)$/, '');
  return includes
    .filter((i) => i.quoted && i.from === 'app' && /^app\/[^/]+\//.test(i.quoted))
    .filter((i) => !layers.use_case_shared.includes(posix.basename(i.quoted)))
    .filter((i) => i.file.startsWith('src/app/') && /^src\/app\/[^/]+\//.test(i.file))
    .filter((i) => stem(i.file.slice(4)) !== stem(i.quoted))
    .filter((i) => !layers.one_use_case.some((folder) => i.file.startsWith(`src/${folder}/`) && i.quoted.startsWith(`${folder}/`)))
    .filter((i) => !layers.no_use_cases.some((folder) => i.file.startsWith(`src/${folder}`) && i.quoted.startsWith(folder)))
    .map((i) => `${at(i)}: a use-case may not include the use-case "${i.quoted}"`);
}

function checkCycles(includes, tree) {
  const next = new Map();
  for (const i of includes) {
    if (!i.quoted || !tree.has(`src/${i.quoted}`)) continue;
    if (!next.has(i.file)) next.set(i.file, []);
    next.get(i.file).push(`src/${i.quoted}`);
  }
  const problems = [];
  const done = new Set();
  const path = [];
  const visit = (file) => {
    const seen = path.indexOf(file);
    if (seen >= 0) {
      problems.push([...path.slice(seen), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const other of next.get(file) ?? []) visit(other);
    path.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return problems;
}

runAlone(import.meta.url, 'layers', check);
