// SPDX-License-Identifier: Apache-2.0
// Links between our own pages lead somewhere: the file exists, and the heading too.
import { posix } from 'node:path';
import { lineOf, rule, runAlone } from './tree.mjs';

export function check(tree) {
  const links = tree.files.filter((f) => f.endsWith('.md')).flatMap((file) => readLinks(file, tree.read(file)));
  return [
    rule('a linked file exists', links.filter((l) => !exists(tree, l.target)).map((l) => `${l.file}:${l.line}: ${l.target}`)),
    rule('a linked heading exists', links.flatMap((l) => checkHeading(tree, l))),
  ];
}

function readLinks(file, text) {
  // Code is blanked, not cut, so that the line numbers stay.
  const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '));
  return [...prose.matchAll(/!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)]
    .filter((m) => !/^[a-z][a-z+.-]*:/i.test(m[1]))
    .map((m) => {
      const [path, heading] = m[1].split('#');
      const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), decodeURIComponent(path)));
      return { file, line: lineOf(prose, m.index), target: target.replace(/\/$/, ''), heading };
    });
}

function exists(tree, target) {
  return tree.has(target) || tree.files.some((f) => f.startsWith(`${target}/`));
}

function checkHeading(tree, { file, line, target, heading }) {
  if (!heading || !target.endsWith('.md') || !tree.has(target)) return [];
  const anchors = new Set([...tree.read(target).matchAll(/^#{1,6}\s+(.*)$/gm)].map((m) => anchorOf(m[1])));
  return anchors.has(decodeURIComponent(heading)) ? [] : [`${file}:${line}: ${target}#${heading}`];
}

/** As the forges make them: small letters, no punctuation, hyphens for spaces. */
function anchorOf(title) {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');
}

runAlone(import.meta.url, 'links', check);
