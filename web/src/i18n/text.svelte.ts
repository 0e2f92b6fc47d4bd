// SPDX-License-Identifier: Apache-2.0
// Texts by key. Keys and their {words} are typed from the Japanese dictionary; English is fetched when chosen.
import { ja } from './dictionary';

export type Key = keyof typeof ja;
export type Texts = Record<Key, string>;
export type Language = 'ja' | 'en';

type Words<S extends string> = S extends `${string}{${infer W}}${infer Rest}`
  ? (W extends `term.${string}` ? never : W) | Words<Rest>
  : never;
type Args<K extends Key> = [Words<(typeof ja)[K]>] extends [never]
  ? []
  : [Record<Words<(typeof ja)[K]>, string | number>];

const STORED = 'junkai.language';
const state = $state<{ language: Language; texts: Texts; refusals: Record<string, string> }>({
  language: 'ja',
  texts: ja,
  refusals: {},
});
let terms = $state.raw<Record<string, string>>({});

/** The text of a key with its {words} filled in; {term.beat} is the prefecture's own word for it. */
export function t<K extends Key>(key: K, ...args: Args<K>): string {
  return fill(state.texts[key], args[0] ?? {});
}

/** A text whose key is put together from data (`outcome.` + outcome); the data itself when there is none. */
export function tOf(prefix: string, value: string): string {
  const text = (state.texts as Record<string, string>)[`${prefix}.${value}`];
  return text === undefined ? value : fill(text, {});
}

export const language = (): Language => state.language;

/** The English of a refusal; Japanese comes with the refusal itself. */
export function refusalText(code: string, facts: Record<string, string>): string | undefined {
  const text = state.language === 'ja' ? undefined : state.refusals[code];
  return text === undefined ? undefined : fill(text, facts);
}

/** The words of this prefecture, told with the session. English keeps its own. */
export function useTerms(words: Record<string, string>): void {
  terms = words;
}

export async function setLanguage(wanted: Language): Promise<void> {
  if (wanted === 'ja') {
    state.texts = ja;
  } else {
    const { en, refusals } = await import('./dictionary.en');
    state.texts = en;
    state.refusals = refusals;
  }
  state.language = wanted;
  document.documentElement.lang = wanted;
  localStorage.setItem(STORED, wanted);
}

/** Called once at the start; Japanese unless this machine was set to English. */
export async function startLanguage(): Promise<void> {
  if (localStorage.getItem(STORED) === 'en') await setLanguage('en');
}

function fill(text: string, words: Record<string, string | number>): string {
  return text.replace(/\{([a-z_0-9.]+)\}/g, (whole, word: string) => {
    if (!word.startsWith('term.')) return word in words ? String(words[word]) : whole;
    const ours = state.language === 'ja' ? terms[word.slice(5)] : undefined;
    return ours ?? (state.texts as Record<string, string>)[word] ?? whole;
  });
}
