// SPDX-License-Identifier: Apache-2.0
// Gives each chunk the Japanese texts that its modules name, and no others: a module that says t('card.new') gets an
// import of the texts under "card". English comes whole, and only when asked for.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const file = fileURLToPath(new URL('../../locales/ja.json', import.meta.url));
const VIRTUAL = 'virtual:texts/';
const OURS = /\/web\/src\/(?!i18n\/).*\.(svelte|ts)(\?|$)/;

type Tree = { [key: string]: string | Tree };

function flatten(node: Tree | string, key: string): [string, string][] {
  if (typeof node === 'string') return [[key, node]];
  return Object.entries(node).flatMap(([part, child]) => flatten(child, `${key}.${part}`));
}

export function textsPlugin(): Plugin {
  const read = () => (JSON.parse(readFileSync(file, 'utf8')) as { ui: Tree }).ui;
  const heads = Object.keys(read());
  // 'card.new' and `card.${key}`, but also the bare prefix of tOf('purpose', …) and choices('purpose', …).
  const head = `['"\`](${heads.join('|')})`;
  const named = new RegExp(`${head}\\.[\\w$-]|\\b(?:tOf|choices)\\(\\s*${head}['"\`]`, 'g');
  return {
    name: 'junkai-texts',
    enforce: 'post',
    resolveId: (id) => (id.startsWith(VIRTUAL) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${VIRTUAL}`)) return undefined;
      this.addWatchFile(file);
      const head = id.slice(VIRTUAL.length + 1);
      const ui = read();
      const own = flatten(ui[head] ?? {}, head);
      // {term_beat} stands for the prefecture's word; the dictionary's own is what to fall back on.
      const terms = own.some(([, text]) => text.includes('{term_')) ? flatten(ui['term'] ?? {}, 'term') : [];
      const texts = Object.fromEntries([...own, ...terms]);
      return `import { addTexts } from '/src/i18n/text.svelte.ts';\naddTexts(${JSON.stringify(texts)});\n`;
    },
    transform(code, id) {
      if (!OURS.test(id) || id.includes('.test.')) return undefined;
      const wanted = new Set([...code.matchAll(named)].map((match) => match[1] ?? match[2]));
      const imports = [...wanted].map((head) => `import '${VIRTUAL}${head}';`).join('');
      // On the same line, so that positions in the map stay as they are.
      return wanted.size > 0 ? { code: imports + code, map: null } : undefined;
    },
  };
}
