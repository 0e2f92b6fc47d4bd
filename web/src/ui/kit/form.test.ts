// SPDX-License-Identifier: Apache-2.0
import { createRawSnippet, flushSync } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import { Problem } from '../../api/problem';
import { find, show } from '../../testing/mount';
import ErrorSummary from './ErrorSummary.svelte';
import { fieldId, form, FormErrors } from './form.svelte';
import FormBody from './FormBody.svelte';
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

describe('one form', () => {
  const refusal = () =>
    new Problem({
      status: 422,
      code: 'request.fields',
      errors: [{ pointer: '/memo', code: 'text.too_long', text: '長すぎます' }],
    });

  test('what it sends comes back with its answer, and a refusal marks its fields', async () => {
    const answers = [Promise.reject(refusal()), Promise.resolve('kept')];
    const keys: string[] = [];
    const one = form((_: string, key) => {
      keys.push(key);
      return answers.shift()!;
    });
    expect(await one.send('a')).toBeUndefined();
    expect([one.wrong, one.errorOf('/memo')]).toEqual([true, '長すぎます']);
    one.forget();
    expect([one.wrong, one.errorOf('/memo')]).toEqual([false, undefined]);
    expect(await one.send('b')).toBe('kept');
    expect([one.wrong, one.busy]).toEqual([false, false]);
    expect(new Set(keys).size).toBe(2);
  });

  test('its own checks come first and make it wrong as well', () => {
    const one = form(() => Promise.resolve('never'));
    expect(one.check([['/memo', '入力してください']])).toBe(false);
    expect(one.wrong).toBe(true);
    expect(one.check([['/memo', false]])).toBe(true);
    expect(one.wrong).toBe(false);
  });

  test('its body says what is wrong above its fields, and submitting never leaves the page', () => {
    const one = form(() => Promise.resolve('never'));
    const onsubmit = vi.fn();
    const children = createRawSnippet(() => ({ render: () => '<input id="f-memo" />' }));
    const root = show(FormBody, { id: 'memo', of: one, onsubmit, children });
    one.check([['/memo', '入力してください']]);
    flushSync();
    const said = find(root, '[role=alert]');
    const fields = find<HTMLFormElement>(root, 'form#memo');
    expect(said.compareDocumentPosition(fields) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    const event = new SubmitEvent('submit', { bubbles: true, cancelable: true });
    fields.dispatchEvent(event);
    expect([event.defaultPrevented, onsubmit.mock.calls.length]).toEqual([true, 1]);
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
