// SPDX-License-Identifier: Apache-2.0
// The texts: Japanese first, English beside it, the same keys and the same {words} in both.
import { rule, runAlone } from './tree.mjs';

const FILES = { ja: 'locales/ja.json', en: 'locales/en.json' };

export function check(tree) {
  const missing = Object.values(FILES).filter((file) => !tree.has(file));
  if (missing.length > 0) return [rule('both files exist', missing)];
  const texts = Object.fromEntries(Object.entries(FILES).map(([language, file]) => [language, flatten(tree.json(file))]));
  return [
    rule('a text is a non-empty string', Object.entries(texts).flatMap(([l, t]) => checkTexts(FILES[l], t))),
    rule('the same keys in ja and en', [
      ...lacking(texts.ja, texts.en).map((key) => `${FILES.en} lacks ${key}`),
      ...lacking(texts.en, texts.ja).map((key) => `${FILES.ja} lacks ${key}`),
    ]),
    rule('the same {words} in ja and en', checkWords(texts)),
    rule('keys are sorted', Object.values(FILES).flatMap((file) => checkSorted(file, tree.json(file)))),
  ];
}

/** {a: {b: "x"}} becomes {"a/b": "x"}; the codes of refusals contain dots themselves. */
export function flatten(node, prefix = '') {
  return Object.entries(node).reduce((all, [key, value]) => {
    const path = prefix === '' ? key : `${prefix}/${key}`;
    return Object.assign(all, value !== null && typeof value === 'object' ? flatten(value, path) : { [path]: value });
  }, {});
}

const lacking = (mine, other) => Object.keys(mine).filter((key) => !(key in other));

function checkTexts(file, texts) {
  return Object.entries(texts)
    .filter(([, text]) => typeof text !== 'string' || text.trim() === '')
    .map(([key]) => `${file}: ${key}`);
}

function checkWords({ ja, en }) {
  const words = (text) => [...String(text).matchAll(/\{([a-z_0-9]+)/g)].map((m) => m[1]).sort();
  return Object.keys(ja)
    .filter((key) => key in en && [...new Set(words(ja[key]))].join() !== [...new Set(words(en[key]))].join())
    .map((key) => `${key}: ja has {${words(ja[key]).join('} {')}}, en has {${words(en[key]).join('} {')}}`);
}

/** Sorted keys keep the edits of several people apart. */
function checkSorted(file, node, path = '') {
  const keys = Object.keys(node);
  const sorted = [...keys].sort();
  const wrong = keys.findIndex((key, i) => key !== sorted[i]);
  const here = wrong < 0 ? [] : [`${file}: "${keys[wrong]}" stands out of order in "${path}"`];
  return here.concat(
    keys
      .filter((key) => node[key] !== null && typeof node[key] === 'object')
      .flatMap((key) => checkSorted(file, node[key], path === '' ? key : `${path}/${key}`)),
  );
}

runAlone(import.meta.url, 'locales', check);
