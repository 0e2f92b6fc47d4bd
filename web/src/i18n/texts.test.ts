// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ja } from './dictionary';
import { addTexts, setLanguage, t, tOf, useTerms, type Key } from './text.svelte';

const src = join(import.meta.dirname, '..');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !/\.test\.ts$|dictionary|schema\.d/.test(file))
  .map((file) => readFileSync(join(src, file), 'utf8'))
  .join('\n');

// Heads whose keys are put together from codes of the contract: tOf('outcome', …), choices('purpose', …).
const fromCodes = new Set([...sources.matchAll(/\b(?:tOf|choices(?:<\w+>)?)\(\s*'(\w+)'/g)].map((m) => m[1]));
const fromParts = [...sources.matchAll(/`([a-z_]+\.\w*)\$\{/g)].map((m) => m[1]!);

test('every text is used', () => {
  const unused = (Object.keys(ja) as Key[]).filter(
    (key) =>
      !sources.includes(`'${key}'`) &&
      !fromCodes.has(key.split('.')[0]) &&
      !fromParts.some((part) => key.startsWith(part)) &&
      !key.startsWith('term.'),
  );
  expect(unused).toEqual([]);
});

describe('a text', () => {
  addTexts(ja);
  afterEach(() => setLanguage('ja'));

  test('takes its words', () => {
    expect(t('today.left', { count: 18 })).toBe('あと 18');
  });

  test('speaks the words of the prefecture', async () => {
    expect(t('today.no_beat')).toContain('巡連区');
    useTerms({ beat: '受持区' });
    expect(t('today.no_beat')).toContain('受持区');
    await setLanguage('en');
    expect(t('today.no_beat')).toBe('You have no beat.');
    useTerms({});
  });

  test('is English when that is chosen, and the page says so', async () => {
    await setLanguage('en');
    expect(t('nav.today')).toBe('Today’s round');
    expect(document.documentElement.lang).toBe('en');
  });

  test('a code without a text is shown as it is', () => {
    expect(tOf('outcome', 'SOMETHING_NEW')).toBe('SOMETHING_NEW');
  });
});
