// SPDX-License-Identifier: Apache-2.0
// What can be said about a card before it is sent. Everything else the server judges.
import { readTime } from '../../dates/japan';
import { t, tOf } from '../../i18n/text.svelte';
import type { CardDraft, Group } from './draft.svelte';

type Row = readonly [pointer: string, text: string | false | undefined];

/** `groups` are those that must have been told and agreed. */
export function checkDraft(draft: CardDraft, groups: readonly Group[]): Row[] {
  const first = draft.fields.persons[0];
  return [
    ['/fields/address', draft.address.trim() === '' && t('making.address_missing')],
    ['/fields/living_since', draft.livingWrong],
    // One name of one person makes a card; which part of the name is nobody's business but his.
    [
      '/fields/persons/0/name/family',
      Object.keys(first?.name ?? {}).length === 0 && t('making.name_missing'),
    ],
    ...draft.persons.map((person, n): Row => [`/fields/persons/${n}/birth`, person.birthWrong]),
    ...draft.contacts.map((contact, n): Row => [
      `/fields/contacts/${n}/name/family`,
      Object.values(contact.name).every((part) => part.trim() === '') && t('making.contact_name_missing'),
    ]),
    ...draft.convenient.flatMap((times, n): Row[] => [
      [`/fields/convenient/${n}/weekdays`, times.weekdays.length === 0 && t('making.weekdays_missing')],
      [`/fields/convenient/${n}/from`, !readTime(times.from) && t('time.wrong')],
      [`/fields/convenient/${n}/to`, !readTime(times.to) && t('time.wrong')],
    ]),
    ...groups.map((group): Row => [
      `/told${group.pointer}`,
      !draft.toldOf(group.pointer).agreed && t('told.missing', { field: groupLabel(group.pointer) }),
    ]),
  ];
}

/** What a field is called: /persons/0/birth → 1人目 生年月日. */
export function groupLabel(pointer: string): string {
  const [, head = '', n, ...rest] = pointer.replace(/_written$/, '').split('/');
  const leaf = rest[0] === 'name' && rest[1] ? rest[1] : rest[0];
  if (head === 'persons') return `${t('card.person_n', { n: Number(n) + 1 })} ${tOf('card', leaf ?? '')}`;
  if (head === 'contacts')
    return `${t('card.contact_n', { n: Number(n) + 1 })} ${leaf ? tOf('card', leaf) : ''}`.trim();
  return tOf('card', head);
}
