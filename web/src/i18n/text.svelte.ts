// SPDX-License-Identifier: Apache-2.0
// Texts by key. Keys and their {words} are typed from the Japanese dictionary. Each part of the program brings its own
// Japanese texts along (tools/texts-plugin.ts); English is fetched whole when it is chosen.
import type { ja } from './dictionary';

export type Key = keyof typeof ja;
export type Texts = Record<Key, string>;
export type Language = 'ja' | 'en';

type Words<S extends string> = S extends `${string}{${infer W}}${infer Rest}`
  ? (W extends `term_${string}` ? never : W) | Words<Rest>
  : never;
type Args<K extends Key> = [Words<(typeof ja)[K]>] extends [never]
  ? []
  : [Record<Words<(typeof ja)[K]>, string | number>];

const STORED = 'junkai.language';
const japanese: Record<string, string> = {};
let current = $state<Language>('ja');
let english = $state.raw<{ texts: Record<string, string>; refusals: Record<string, string> }>({
  texts: {},
  refusals: {},
});
let terms = $state.raw<Record<string, string>>({});

/** Called by the modules that the texts plugin makes. */
export function addTexts(texts: Record<string, string>): void {
  Object.assign(japanese, texts);
}

const textOf = (key: string): string | undefined => (current === 'ja' ? japanese : english.texts)[key];

/** The text of a key with its {words} filled in; {term_beat} is the prefecture's own word for it. */
export function t<K extends Key>(key: K, ...args: Args<K>): string {
  return fill(textOf(key) ?? key, args[0] ?? {});
}

/** A text whose key is put together from data (`outcome.` + outcome); the data itself when there is none. */
export function tOf(prefix: string, value: string): string {
  const text = textOf(`${prefix}.${value}`);
  return text === undefined ? value : fill(text, {});
}

export const language = (): Language => current;

/** The English of a refusal; Japanese comes with the refusal itself. */
export function refusalText(code: string, facts: Record<string, string>): string | undefined {
  const text = current === 'ja' ? undefined : english.refusals[code];
  return text === undefined ? undefined : fill(text, facts);
}

/** The words of this prefecture, told with the session. English keeps its own. */
export function useTerms(words: Record<string, string>): void {
  terms = words;
}

export async function setLanguage(wanted: Language): Promise<void> {
  if (wanted === 'en') {
    const { en, refusals } = await import('./dictionary.en');
    english = { texts: en, refusals };
  }
  current = wanted;
  document.documentElement.lang = wanted;
  localStorage.setItem(STORED, wanted);
}

/** Called once at the start; Japanese unless this machine was set to English. */
export async function startLanguage(): Promise<void> {
  if (localStorage.getItem(STORED) === 'en') await setLanguage('en');
}

function fill(text: string, words: Record<string, string | number>): string {
  return text.replace(/\{([a-z_0-9]+)\}/g, (whole, word: string) => {
    if (!word.startsWith('term_')) return word in words ? String(words[word]) : whole;
    const ours = current === 'ja' ? terms[word.slice(5)] : undefined;
    return ours ?? textOf(`term.${word.slice(5)}`) ?? whole;
  });
}
