// SPDX-License-Identifier: Apache-2.0
import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../api/problem';
import { find, show } from '../../testing/mount';
import ErrorSummary from './ErrorSummary.svelte';
import { fieldId, FormErrors } from './form.svelte';
import NameText from './NameText.svelte';
import RadioStack from './RadioStack.svelte';

describe('the errors of a form', () => {
  test('a pointer becomes the id of its field', () => {
    expect(fieldId('/fields/persons/0/birth')).toBe('f-fields-persons-0-birth');
  });

  test('only what is wrong is kept, in the order of the form', () => {
    const errors = new FormErrors();
    expect(
      errors.check([
        ['/a', 'A'],
        ['/b', false],
        ['/c', 'C'],
        ['/d', undefined],
      ]),
    ).toBe(false);
    expect(errors.items.map((item) => item.text)).toEqual(['A', 'C']);
    expect([errors.of('/a'), errors.of('/b')]).toEqual(['A', undefined]);
    expect(errors.check([['/a', false]])).toBe(true);
  });

  test('what the server says finds its field', () => {
    const errors = new FormErrors();
    const fields = [{ pointer: '/memo', code: 'text.control_character', text: '制御文字は使えません' }];
    errors.take(new Problem({ status: 422, code: 'request.fields', errors: fields }));
    expect(errors.of('/memo')).toBe('制御文字は使えません');
  });

  test('a problem without fields leaves the messages alone', () => {
    const errors = new FormErrors();
    errors.check([['/a', 'A']]);
    errors.take(new Problem({ status: 409, code: 'visits.unit_closed' }));
    expect(errors.of('/a')).toBe('A');
  });
});

describe('the summary', () => {
  test('takes the focus and links to each field', () => {
    const errors = new FormErrors();
    const root = show(ErrorSummary, { errors });
    expect(root.textContent).toBe('');
    errors.check([['/outcome', '結果を選んでください']]);
    flushSync();
    const box = find(root, '[role=alert]');
    expect(document.activeElement).toBe(box);
    expect(box.textContent).toContain('1 件');
    expect(find<HTMLAnchorElement>(box, 'a').getAttribute('href')).toBe('#f-outcome');
  });

  test('a refusal is told with its clause', () => {
    const problem = new Problem({ status: 409, code: 'x.y', title: '承認が必要です。', clause: '4-4b' });
    const root = show(ErrorSummary, { errors: new FormErrors(), problem });
    expect(root.textContent).toContain('承認が必要です。');
    expect(root.textContent).toContain('第4-4b');
  });
});

test('choices are radios whose group says what is wrong before them', () => {
  const root = show(RadioStack, {
    pointer: '/outcome',
    legend: '結果',
    options: [
      { value: 'MET', label: '面接した' },
      { value: 'ABSENT', label: '不在' },
    ],
    value: undefined,
    error: '結果を選んでください',
  });
  const group = find(root, '[role=radiogroup]');
  expect(group.getAttribute('aria-describedby')).toBe('f-outcome-error');
  expect([...root.querySelectorAll('input')].map((input) => [input.id, input.name, input.checked])).toEqual([
    ['f-outcome', 'f-outcome', false],
    ['', 'f-outcome', false],
  ]);
});

test('a name is shown as it was written, its reading above it, Japanese for the browser', () => {
  const text = '渡\u{9089}\u{E0101} 太郎';
  const root = show(NameText, { text, kana: 'わたなべ たろう' });
  const ruby = find(root, 'ruby');
  expect(ruby.firstChild?.textContent).toBe(text);
  expect(find(ruby, 'rt').textContent).toBe('わたなべ たろう');
  expect(ruby.lang).toBe('ja');
});
