// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { press } from '../testing/mount';
import { commands, startCommands } from './commands.svelte';

const run = { search: vi.fn(), today: vi.fn(), own: vi.fn() };
const remove: (() => void)[] = [];

beforeAll(startCommands);
afterEach(() => {
  remove.splice(0).forEach((take) => take());
  commands.on = true;
  Object.values(run).forEach((act) => act.mockClear());
  document.body.replaceChildren();
});

function shell() {
  remove.push(
    commands.add([
      { keys: '/', label: 'search', run: run.search },
      { keys: 'g t', label: 'today', run: run.today },
    ]),
  );
}

test('one key and two keys', () => {
  shell();
  press(document.body, '/');
  press(document.body, 'g');
  press(document.body, 't');
  expect([run.search, run.today].map((act) => act.mock.calls.length)).toEqual([1, 1]);
});

test('the second key alone does nothing, nor does another key between the two', () => {
  shell();
  press(document.body, 't');
  press(document.body, 'g');
  press(document.body, 'x');
  press(document.body, 't');
  expect(run.today).not.toHaveBeenCalled();
});

test.each(['INPUT', 'TEXTAREA'])('what is typed into %s is text', (name) => {
  shell();
  press(document.body.appendChild(document.createElement(name)), '/');
  expect(run.search).not.toHaveBeenCalled();
});

test('part of a kana conversion is no command, nor is a key with Ctrl', () => {
  shell();
  press(document.body, '/', { isComposing: true });
  press(document.body, '/', { ctrlKey: true });
  expect(run.search).not.toHaveBeenCalled();
});

test('they can be switched off, and that is remembered on this machine', () => {
  shell();
  commands.on = false;
  press(document.body, '/');
  expect(run.search).not.toHaveBeenCalled();
  expect(localStorage.getItem('junkai.shortcuts')).toBe('off');
});

test('a screen may take a key of the shell while it is open', () => {
  shell();
  const take = commands.add([{ keys: '/', label: 'own', run: run.own }]);
  press(document.body, '/');
  take();
  press(document.body, '/');
  expect([run.own, run.search].map((act) => act.mock.calls.length)).toEqual([1, 1]);
});

test('the help lists just what there is', () => {
  shell();
  expect(commands.all.map((command) => command.keys)).toEqual(['/', 'g t']);
});
