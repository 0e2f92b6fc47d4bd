// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { CardDraft, changedLeaves, inGroup } from './draft.svelte';

const empty = { address: '見本一丁目901番1号', persons: [] };

describe('a card while it is written', () => {
  test('an empty field is not sent and bears no mark', () => {
    const draft = new CardDraft(empty);
    draft.persons[0]!.name.family = '渡\u{9089}\u{E0101}';
    expect(draft.fields).toEqual({
      address: empty.address,
      persons: [{ name: { family: '渡\u{9089}\u{E0101}' } }],
    });
  });

  test('a name keeps its variant selectors and its compatibility characters', () => {
    const draft = new CardDraft(empty);
    // U+FA10 would become another character in any normalisation.
    draft.persons[0]!.name.family = ' \u{FA10}\u{E0100} ';
    expect(draft.fields.persons[0]!.name.family).toBe('\u{FA10}\u{E0100}');
  });

  test('what the server gave comes back unchanged', () => {
    const fields = {
      address: '見本一丁目901番1号',
      address_detail: '見本荘101',
      housing: 'APARTMENT' as const,
      living_since_written: '60年',
      persons: [
        {
          id: '01890000-0000-7000-8000-000000000001',
          name: { family: '架空', given: '一郎' },
          birth: '1950',
        },
        { name: { family: '架空' }, birth: '2023', birth_written: '平成35年' },
        { name: { latin: 'KAKU Anna Maria' }, language: 'vi', needs_interpreter: true },
      ],
      contacts: [{ name: { family: '架空' }, phone: '000-0000-0001', has_agreed: true }],
      convenient: [{ weekdays: [1, 3], from: '09:00', to: '12:00' }],
      requests: '街灯',
    };
    expect(new CardDraft(fields).fields).toEqual(fields);
  });
});

describe('[clause 4-7(3)] what was told and agreed', () => {
  test('each filled group is asked for, an empty one is not', () => {
    const draft = new CardDraft(empty);
    draft.persons[0]!.name.family = '架空';
    draft.persons[0]!.mobile = '000-0000-0001';
    expect(draft.groups.map((g) => g.pointer)).toEqual(['/address', '/persons/0/name', '/persons/0/mobile']);
  });

  test('the words of a paper are told with their date, not apart from it', () => {
    const person = { name: { family: '架空' }, birth: '2023', birth_written: '平成35年' };
    const draft = new CardDraft({ ...empty, living_since_written: '60年', persons: [person] });
    expect(draft.groups.map((g) => g.sent)).toEqual([
      ['/address'],
      ['/living_since'],
      ['/persons/0/name'],
      ['/persons/0/birth'],
    ]);
  });

  test('every field that is sent carries its own time and way', () => {
    const draft = new CardDraft(empty);
    draft.address_detail = '101';
    draft.persons[0]!.name.family = '架空';
    draft.persons[0]!.name.given_kana = 'いちろう';
    draft.setTold('/persons/0/name', { agreed: true, how: 'ON_PAPER', time: '10:05' });
    expect(draft.provenance(draft.groups, (time) => `at ${time || 'the visit'}`)).toEqual([
      { field: '/address', told_at: 'at the visit', how: 'AT_THE_DOOR', agreed: false },
      { field: '/address_detail', told_at: 'at the visit', how: 'AT_THE_DOOR', agreed: false },
      { field: '/persons/0/name', told_at: 'at 10:05', how: 'ON_PAPER', agreed: true },
      { field: '/persons/0/kana', told_at: 'at the visit', how: 'AT_THE_DOOR', agreed: false },
    ]);
  });

  test('when a person is taken out, the notes of those who follow move up, and come back with undo', () => {
    const draft = new CardDraft({
      address: 'x',
      persons: [{ name: { family: 'a' } }, { name: { family: 'b' } }],
    });
    draft.setTold('/persons/0/name', { agreed: true });
    draft.setTold('/persons/1/name', { how: 'BY_PHONE' });
    const undo = draft.removePerson(0);
    expect(draft.toldOf('/persons/0/name')).toEqual({ agreed: false, how: 'BY_PHONE', time: '' });
    undo();
    expect(draft.persons.map((p) => p.name.family)).toEqual(['a', 'b']);
    expect(draft.toldOf('/persons/0/name').agreed).toBe(true);
  });
});

test.each([
  ['nothing', { address: 'a', persons: [] }, []],
  ['a field', { address: 'b', persons: [] }, ['/address']],
  ['a new person', { address: 'a', persons: [{ name: { given: 'c' } }] }, ['/persons/0/name/given']],
])('%s changed', (_, after, pointers) => {
  expect(changedLeaves({ address: 'a', persons: [] }, after)).toEqual(pointers);
});

test.each([
  ['a part of a name', '/persons/0/name/family', '/persons/0/name', true],
  ['a reading', '/persons/0/name/family_kana', '/persons/0/kana', true],
  ['a reading is not the name', '/persons/0/name/family_kana', '/persons/0/name', false],
  ['the need of an interpreter', '/persons/1/needs_interpreter', '/persons/1/language', true],
  ['a contact as a whole', '/contacts/0/name/family', '/contacts/0', true],
  ['the words of a paper', '/persons/0/birth_written', '/persons/0/birth', true],
  ['another person', '/persons/10/birth', '/persons/1/birth', false],
  ['one of several times', '/convenient/0/weekdays/1', '/convenient', true],
])('%s', (_, leaf, pointer, belongs) => {
  expect(inGroup(leaf, { pointer, sent: [pointer] })).toBe(belongs);
});
