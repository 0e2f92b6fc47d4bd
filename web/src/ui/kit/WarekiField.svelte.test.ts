// SPDX-License-Identifier: Apache-2.0
import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import { find, leave, press, show, type } from '../../testing/mount';
import WarekiField from './WarekiField.svelte';

function field(more: { error?: string; partial?: boolean; written?: string } = {}) {
  const state = $state({
    pointer: '/birth',
    label: '生年月日',
    today: '2026-09-10',
    value: '',
    wrong: undefined as string | undefined,
    ...more,
  });
  const root = show(WarekiField, state);
  return { root, state, input: find<HTMLInputElement>(root, 'input'), echo: find(root, 'output') };
}

describe('a date is typed as people write it', () => {
  test('it is said back in the western calendar while it is typed', () => {
    const { input, echo, state } = field();
    type(input, 'R8.9.1');
    expect(state.value).toBe('2026-09-01');
    expect(echo.textContent).toContain('2026-09-01');
    expect(input.value).toBe('R8.9.1');
  });

  test('the field is tidied when it is left', () => {
    const { input } = field();
    type(input, '昭64-1-7');
    leave(input);
    expect(input.value).toBe('昭和64年1月7日');
  });

  test('平成35年 of an old paper is read with a warning and stays as the paper has it', () => {
    const { input, echo, state } = field({ partial: true });
    type(input, '平成35年');
    leave(input);
    expect([state.value, state.wrong]).toEqual(['2023', undefined]);
    expect(input.value).toBe('平成35年');
    expect(echo.textContent).toContain('元号にない年');
  });

  test('where the words of a paper are kept, an overrun year keeps them beside what it was read as', () => {
    const { input, state } = field({ partial: true, written: '' });
    type(input, ' 平成35年 ');
    expect([state.value, state.written]).toEqual(['2023', '平成35年']);
    type(input, '令和5年');
    expect([state.value, state.written]).toEqual(['2023', '']);
  });

  test('what nobody can read is kept as written when the person says so', () => {
    const { root, input, state, echo } = field({ partial: true, written: '' });
    type(input, '六十年ごろ');
    expect(state.wrong).toBeDefined();
    find<HTMLButtonElement>(root, 'button').click();
    flushSync();
    expect([state.value, state.written, state.wrong]).toEqual(['', '六十年ごろ', undefined]);
    expect(echo.textContent).toContain('書かれたまま');
    expect(input.value).toBe('六十年ごろ');
  });

  test('a field that is a date of ours offers no such way out', () => {
    const { root, input } = field();
    type(input, '六十年ごろ');
    expect(root.querySelector('button')).toBeNull();
  });

  test.each([
    ['平成31年5月1日', 'その元号'],
    ['昭和64年1月8日', 'その元号'],
    ['R8.2.30', '暦にない'],
    ['きのうごろ', '読み取れません'],
  ])('%s is refused and stays for the person to mend', (text, why) => {
    const { input, state, echo } = field();
    type(input, text);
    leave(input);
    expect(state.value).toBe('');
    expect(state.wrong).toContain(why);
    expect(echo.textContent).toContain(why);
    expect(input.value).toBe(text);
  });
});

describe('the arrow keys', () => {
  test('step a day, over the end of a month and of an era', () => {
    const { input, state } = field();
    type(input, 'H31.4.30');
    press(input, 'ArrowUp');
    expect([state.value, input.value]).toEqual(['2019-05-01', '令和元年5月1日']);
    press(input, 'ArrowDown');
    expect([state.value, input.value]).toEqual(['2019-04-30', '平成31年4月30日']);
  });

  test('belong to the conversion while one is open', () => {
    const { input, state } = field();
    type(input, 'R8.9.1');
    press(input, 'ArrowUp', { isComposing: true });
    expect(state.value).toBe('2026-09-01');
  });
});

test('the message stands before the field and is read with it', () => {
  const { root, input } = field({ error: '日付を入力してください' });
  const message = find(root, '.error');
  expect(message.textContent).toBe('エラー：日付を入力してください');
  expect(input.getAttribute('aria-describedby')).toContain(message.id);
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(message.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
});
