// SPDX-License-Identifier: Apache-2.0
// A card while it is written: plain texts for the form, CardFields for the server, and what has been told and agreed.
import type { Schema } from '../../api/client';
import { readTime } from '../../dates/japan';

type Fields = Schema['CardFields'];
type Name = Schema['PersonName'];
type Told1 = Schema['Provenance'];
/** When and how a group of fields was told and that it was agreed (4-7(3)); an empty time is the time of the visit. */
export type Told = { agreed: boolean; how: Told1['how']; time: string };

const NAME_KEYS = ['family', 'given', 'latin', 'alias', 'glyph_note'] as const;
const KANA_KEYS = ['family_kana', 'given_kana'] as const;
type NameDraft = Record<(typeof NAME_KEYS)[number] | (typeof KANA_KEYS)[number], string>;

export type PersonDraft = {
  key: number;
  id: string | undefined;
  name: NameDraft;
  relation: Schema['Person']['relation'];
  birth: string;
  birthWrong: string | undefined;
  birthWritten: string;
  workplace: string;
  workplace_phone: string;
  mobile: string;
  language: string;
  needs_interpreter: boolean;
};
export type ContactDraft = {
  key: number;
  id: string | undefined;
  name: NameDraft;
  relation: Schema['Contact']['relation'];
  address: string;
  phone: string;
  has_agreed: boolean;
};
export type TimesDraft = { key: number; weekdays: number[]; from: string; to: string };

/** Fields that are told and agreed together; `sent` are the pointers of the contract that stand for them. */
export type Group = { pointer: string; sent: string[] };

const SINGLE = ['home_phone', 'housing', 'living_since', 'requests', 'convenient', 'disaster_needs'] as const;

let lastKey = 0;

export class CardDraft {
  address = $state('');
  address_detail = $state('');
  home_phone = $state('');
  housing = $state<Schema['HousingKind']>();
  living_since = $state('');
  livingWrong = $state<string>();
  livingWritten = $state('');
  persons = $state<PersonDraft[]>([]);
  contacts = $state<ContactDraft[]>([]);
  requests = $state('');
  convenient = $state<TimesDraft[]>([]);
  disaster_needs = $state('');
  told = $state<Record<string, Told>>({});

  constructor(fields: Fields) {
    this.replace(fields);
  }

  replace(fields: Fields): void {
    this.address = fields.address;
    this.address_detail = fields.address_detail ?? '';
    this.home_phone = fields.home_phone ?? '';
    this.housing = fields.housing;
    this.living_since = fields.living_since ?? '';
    this.livingWrong = undefined;
    this.livingWritten = fields.living_since_written ?? '';
    this.persons = fields.persons.length > 0 ? fields.persons.map(personDraft) : [personDraft()];
    this.contacts = (fields.contacts ?? []).map(contactDraft);
    this.requests = fields.requests ?? '';
    this.convenient = (fields.convenient ?? []).map((times) => ({ ...times, key: ++lastKey }));
    this.disaster_needs = fields.disaster_needs ?? '';
    this.told = {};
  }

  addPerson(): void {
    this.persons = [...this.persons, personDraft()];
  }

  addContact(): void {
    this.contacts = [...this.contacts, contactDraft()];
  }

  addTimes(): void {
    this.convenient = [...this.convenient, { key: ++lastKey, weekdays: [], from: '', to: '' }];
  }

  removeTimes(index: number): void {
    this.convenient = this.convenient.filter((_, n) => n !== index);
  }

  toldOf(pointer: string): Told {
    return this.told[pointer] ?? { agreed: false, how: 'AT_THE_DOOR', time: '' };
  }

  setTold(pointer: string, change: Partial<Told>): void {
    this.told[pointer] = { ...this.toldOf(pointer), ...change };
  }

  /** Takes a person out; what was noted as told moves up with those who follow. The way back is returned. */
  removePerson(index: number): () => void {
    const before = { persons: this.persons, told: { ...this.told } };
    this.persons = this.persons.filter((_, n) => n !== index);
    this.told = withoutIndex(this.told, '/persons/', index);
    return () => Object.assign(this, before);
  }

  removeContact(index: number): () => void {
    const before = { contacts: this.contacts, told: { ...this.told } };
    this.contacts = this.contacts.filter((_, n) => n !== index);
    this.told = withoutIndex(this.told, '/contacts/', index);
    return () => Object.assign(this, before);
  }

  /** Only what is there: an empty field stays empty and bears no mark. */
  get fields(): Fields {
    const contacts = this.contacts.map(contactOf);
    const convenient = this.convenient.map(({ weekdays, from, to }) => ({
      weekdays: [...weekdays].sort(),
      from: readTime(from) ?? from,
      to: readTime(to) ?? to,
    }));
    return {
      ...filled({
        address_detail: this.address_detail,
        home_phone: this.home_phone,
        living_since: this.living_since,
        living_since_written: this.livingWritten,
        requests: this.requests,
        disaster_needs: this.disaster_needs,
      }),
      address: this.address.trim(),
      ...(this.housing ? { housing: this.housing } : {}),
      persons: this.persons.map(personOf),
      ...(contacts.length > 0 ? { contacts } : {}),
      ...(convenient.length > 0 ? { convenient } : {}),
    };
  }

  /** The groups that hold something now. */
  get groups(): Group[] {
    const { fields } = this;
    const has = (object: object, keys: readonly string[], base: string): string[] =>
      // What was understood of a date and what was written are one field.
      keys.filter((key) => key in object || `${key}_written` in object).map((key) => `${base}/${key}`);
    const nameGroups = (name: Name, base: string): Group[] => [
      { pointer: `${base}/name`, sent: NAME_KEYS.some((key) => key in name) ? [`${base}/name`] : [] },
      { pointer: `${base}/kana`, sent: KANA_KEYS.some((key) => key in name) ? [`${base}/kana`] : [] },
    ];
    const made: Group[] = [
      { pointer: '/address', sent: has(fields, ['address', 'address_detail'], '') },
      ...SINGLE.map((key) => ({ pointer: `/${key}`, sent: has(fields, [key], '') })),
    ];
    fields.persons.forEach((person, n) => {
      const base = `/persons/${n}`;
      const language = 'language' in person || 'needs_interpreter' in person;
      made.push(
        ...nameGroups(person.name, base),
        { pointer: `${base}/relation`, sent: has(person, ['relation'], base) },
        { pointer: `${base}/birth`, sent: has(person, ['birth'], base) },
        { pointer: `${base}/workplace`, sent: has(person, ['workplace', 'workplace_phone'], base) },
        { pointer: `${base}/mobile`, sent: has(person, ['mobile'], base) },
        { pointer: `${base}/language`, sent: language ? [`${base}/language`] : [] },
      );
    });
    fields.contacts?.forEach((contact, n) => {
      const base = `/contacts/${n}`;
      made.push({ pointer: base, sent: has(contact, ['name', 'relation', 'address', 'phone'], base) });
    });
    return made.filter((group) => group.sent.length > 0);
  }

  /** Provenance of the groups, the time of day turned into an instant by the caller. */
  provenance(groups: readonly Group[], instant: (time: string) => string): Told1[] {
    return groups.flatMap(({ pointer, sent }) => {
      const { agreed, how, time } = this.toldOf(pointer);
      return sent.map((field) => ({ field, told_at: instant(time), how, agreed }));
    });
  }
}

function nameDraft(name: Name = {}): NameDraft {
  const keys = [...NAME_KEYS, ...KANA_KEYS];
  return Object.fromEntries(keys.map((key) => [key, name[key] ?? ''])) as NameDraft;
}

function personDraft(person?: Schema['Person']): PersonDraft {
  return {
    key: ++lastKey,
    id: person?.id,
    name: nameDraft(person?.name),
    relation: person?.relation,
    birth: person?.birth ?? '',
    birthWrong: undefined,
    birthWritten: person?.birth_written ?? '',
    workplace: person?.workplace ?? '',
    workplace_phone: person?.workplace_phone ?? '',
    mobile: person?.mobile ?? '',
    language: person?.language ?? '',
    needs_interpreter: person?.needs_interpreter ?? false,
  };
}

function contactDraft(contact?: Schema['Contact']): ContactDraft {
  return {
    key: ++lastKey,
    id: contact?.id,
    name: nameDraft(contact?.name),
    relation: contact?.relation,
    address: contact?.address ?? '',
    phone: contact?.phone ?? '',
    has_agreed: contact?.has_agreed ?? false,
  };
}

function personOf(p: PersonDraft): Schema['Person'] {
  return {
    ...(p.id ? { id: p.id } : {}),
    name: filled(p.name),
    ...(p.relation ? { relation: p.relation } : {}),
    ...filled({
      birth: p.birth,
      birth_written: p.birthWritten,
      workplace: p.workplace,
      workplace_phone: p.workplace_phone,
      mobile: p.mobile,
      language: p.language,
    }),
    ...(p.needs_interpreter ? { needs_interpreter: true } : {}),
  };
}

function contactOf(c: ContactDraft): Schema['Contact'] {
  return {
    ...(c.id ? { id: c.id } : {}),
    name: filled(c.name),
    ...(c.relation ? { relation: c.relation } : {}),
    ...filled({ address: c.address, phone: c.phone }),
    ...(c.has_agreed ? { has_agreed: true } : {}),
  };
}

/** The texts that hold something. Their ends are trimmed; nothing inside a name is touched. */
function filled<K extends string>(texts: Record<K, string>): Partial<Record<K, string>> {
  const rows = Object.entries<string>(texts).map(([key, text]) => [key, text.trim()] as const);
  return Object.fromEntries(rows.filter(([, text]) => text !== '')) as Partial<Record<K, string>>;
}

function withoutIndex(told: Record<string, Told>, prefix: string, index: number): Record<string, Told> {
  return Object.fromEntries(
    Object.entries(told).flatMap(([pointer, value]) => {
      if (!pointer.startsWith(prefix)) return [[pointer, value]];
      const [n, ...rest] = pointer.slice(prefix.length).split('/');
      if (Number(n) === index) return [];
      return [[[prefix + (Number(n) > index ? Number(n) - 1 : n), ...rest].join('/'), value]];
    }),
  );
}

/** The leaf fields of a card by pointer, as text, for comparing two versions. */
export function leavesOf(fields: Fields): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (node: unknown, pointer: string) => {
    if (node !== null && typeof node === 'object') {
      for (const [key, value] of Object.entries(node)) if (key !== 'id') walk(value, `${pointer}/${key}`);
    } else if (node !== undefined) found.set(pointer, String(node));
  };
  walk(fields, '');
  return found;
}

/** Pointers whose value differs between two versions. */
export function changedLeaves(before: Fields, after: Fields): string[] {
  const [a, b] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((pointer) => a.get(pointer) !== b.get(pointer));
}

/** Whether a leaf belongs to a group: the parts of a reading stand under the name in the card. */
export function inGroup(leaf: string, group: Group): boolean {
  const kana = /^(.*)\/name\/(family|given)_kana$/.exec(leaf);
  const pointer = kana
    ? `${kana[1]}/kana`
    : leaf.replace(/\/needs_interpreter$/, '/language').replace(/_written$/, '');
  if (group.pointer.startsWith('/contacts/')) return leaf.startsWith(`${group.pointer}/`);
  return [group.pointer, ...group.sent].some((own) => pointer === own || pointer.startsWith(`${own}/`));
}
