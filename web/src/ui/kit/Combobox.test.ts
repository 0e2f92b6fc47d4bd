// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { find, press, show, type } from '../../testing/mount';
import Combobox from './Combobox.svelte';

const items = [
  { value: 'a', label: '見本駅前交番 第一', kana: 'B-01' },
  { value: 'b', label: '見本駅前交番 第二', kana: 'B-02' },
  { value: 'c', label: '架空台駐在所', kana: 'C-01' },
];

function combobox() {
  const chosen: string[] = [];
  const root = show(Combobox, {
    pointer: '/beat',
    label: '巡連区',
    items,
    value: '',
    onchoose: (item: { value: string }) => void chosen.push(item.value),
  });
  const input = find<HTMLInputElement>(root, 'input');
  const options = () => [...root.querySelectorAll('[role=option]')].map((o) => o.textContent?.trim());
  return { root, input, options, chosen };
}

test('typing narrows by name and by number, in any width', () => {
  const { input, options } = combobox();
  type(input, '駐在所');
  expect(options()).toEqual(['架空台駐在所']);
  type(input, 'Ｂ－０２'.replace('－', '-'));
  expect(options()).toEqual(['見本駅前交番 第二']);
});

test('arrows and Enter choose', () => {
  const { input, chosen } = combobox();
  type(input, '見本');
  press(input, 'ArrowDown');
  press(input, 'ArrowDown');
  expect(input.getAttribute('aria-activedescendant')).toBe('f-beat-option-1');
  press(input, 'Enter');
  expect(chosen).toEqual(['b']);
  expect(input.getAttribute('aria-expanded')).toBe('false');
});

test('Enter that confirms a kana conversion chooses nothing', () => {
  const { input, chosen } = combobox();
  type(input, '見本');
  press(input, 'ArrowDown');
  press(input, 'Enter', { isComposing: true });
  expect(chosen).toEqual([]);
});

test('Enter without an active option is left to the form', () => {
  const { input } = combobox();
  type(input, '見本');
  expect(press(input, 'Enter').defaultPrevented).toBe(false);
});

test('Escape closes the list and goes no further', () => {
  const { input } = combobox();
  type(input, '見本');
  let heard = false;
  document.body.addEventListener('keydown', () => (heard = true), { once: true });
  press(input, 'Escape');
  expect(input.getAttribute('aria-expanded')).toBe('false');
  expect(heard).toBe(false);
});

test('the count is said to those who do not see the list', () => {
  const { root, input } = combobox();
  type(input, '見本');
  expect(find(root, '[role=status]').textContent?.trim()).toBe('候補 2 件');
  type(input, 'ない名前');
  expect(find(root, '[role=status]').textContent?.trim()).toBe('候補はありません');
});
