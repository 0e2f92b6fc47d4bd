// SPDX-License-Identifier: Apache-2.0
// What can be said about a card before it is sent. Everything else the server judges.
import { readTime } from '../../dates/japan';
import { t } from '../../i18n/text.svelte';
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
  const [, head, n, ...rest] = pointer.split('/');
  const last = rest[0] === 'name' && rest[1] ? rest[1] : (rest[0] ?? head);
  if (head === 'persons') return `${t('card.person_n', { n: Number(n) + 1 })} ${fieldLabel(last ?? '')}`;
  if (head === 'contacts') {
    const contact = t('card.contact_n', { n: Number(n) + 1 });
    return rest.length > 0 ? `${contact} ${contactLabel(last ?? '')}` : contact;
  }
  return fieldLabel(head ?? '');
}

const contactLabel = (key: string): string =>
  ({
    name: t('making.contact_name'),
    family: t('card.family'),
    given: t('card.given'),
    relation: t('card.contact_relation'),
    address: t('card.contact_address'),
    phone: t('card.contact_phone'),
    has_agreed: t('card.contact_agreed'),
  })[key] ?? key;

const fieldLabel = (key: string): string =>
  ({
    address: t('card.address'),
    address_detail: t('card.address_detail'),
    home_phone: t('card.home_phone'),
    housing: t('card.housing'),
    living_since: t('card.living_since'),
    name: t('card.name'),
    kana: t('card.kana'),
    family: t('card.family'),
    given: t('card.given'),
    family_kana: t('card.family_kana'),
    given_kana: t('card.given_kana'),
    latin: t('card.latin'),
    alias: t('card.alias'),
    glyph_note: t('card.glyph_note'),
    relation: t('card.relation'),
    birth: t('card.birth'),
    workplace: t('card.workplace'),
    workplace_phone: t('card.workplace_phone'),
    mobile: t('card.mobile'),
    language: t('card.language'),
    needs_interpreter: t('card.needs_interpreter'),
    requests: t('card.requests'),
    convenient: t('card.convenient'),
    disaster_needs: t('card.disaster_needs'),
  })[key] ?? key;
