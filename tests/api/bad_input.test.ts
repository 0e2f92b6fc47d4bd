// SPDX-License-Identifier: Apache-2.0
// Bad input gets a clear refusal, names the place, and loses nothing.
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  absent,
  at,
  card,
  expectActs,
  fields,
  met,
  newCard,
  newDoor,
  newDoorWithCard,
  startOfLedger,
  visit,
  visits,
} from './kit/acts.ts';
import { world, type World } from './kit/common.ts';
import { done, key, refused, type Person } from './kit/person.ts';
import { ENGINES } from './kit/station.ts';

type Said = { status: number; code: string; errors: { pointer: string; code: string }[] };

/** Bytes as they are, to a path that the contract has; the answer is still held against it. */
async function send(
  person: Person,
  [method, template, address]: [string, string, string],
  body: BodyInit | undefined,
  headers: Record<string, string> = key(),
): Promise<Said> {
  const init = { method, body, headers: { 'Content-Type': 'application/json', ...headers } };
  const response = await person.fetch(address, init, template);
  const said = (await response.json()) as Partial<Said>;
  return {
    status: response.status,
    code: said.code ?? '',
    errors: (said.errors ?? []).map(({ pointer, code }) => ({ pointer, code })),
  };
}

const text = JSON.stringify;
const good = text(absent);
const latin1 = (value: string) => Uint8Array.from(Buffer.from(value, 'latin1'));

describe.each(ENGINES)('on %s', (engine) => {
  let people: World;
  let unit: string;
  let there: [string, string, string];
  beforeAll(async () => {
    people = world(engine);
    unit = await newDoor(people.sato);
    there = ['POST', '/v1/units/{unit}/visits', `/v1/units/${unit}/visits`];
  });

  const bodies: [string, BodyInit, number, string, string?, string?][] = [
    ['no JSON at all', 'hello', 400, 'request.unreadable'],
    ['JSON that breaks off', good.slice(0, -1), 400, 'request.unreadable'],
    ['two values', good + good, 400, 'request.unreadable'],
    ['a comment', `/* x */${good}`, 400, 'request.unreadable'],
    ['a trailing comma', good.replace('}', ',}'), 400, 'request.unreadable'],
    ['NaN', '{"outcome":NaN}', 400, 'request.unreadable'],
    ['nothing', '', 400, 'request.unreadable'],
    ['a key twice', good.replace('{', '{"outcome":"MET",'), 400, 'request.unreadable'],
    ['bytes that are no UTF-8', latin1(text({ ...met, memo: '\xe9t\xe9' })), 400, 'request.unreadable'],
    ['an overlong UTF-8 form', latin1(text({ ...met, memo: '\xc0\xaf' })), 400, 'request.unreadable'],
    ['half a surrogate pair', text({ ...met, memo: 'X' }).replace('X', '\\ud800'), 400, 'request.unreadable'],
    ['a tower of brackets', '['.repeat(5000) + ']'.repeat(5000), 400, 'request.unreadable'],
    ['a list where an object is wanted', '[]', 422, 'request.fields', '', 'field.not_an_object'],
    [
      'a key that nobody knows',
      text({ ...absent, mood: 'good' }),
      422,
      'request.fields',
      '/mood',
      'field.unknown',
    ],
    [
      'a word of no list',
      text({ ...absent, outcome: 'REFUSED' }),
      422,
      'request.fields',
      '/outcome',
      'field.not_in_list',
    ],
    [
      'a word in small letters',
      text({ ...absent, outcome: 'absent' }),
      422,
      'request.fields',
      '/outcome',
      'field.not_in_list',
    ],
    [
      'a number for a word',
      text({ ...absent, outcome: 1 }),
      422,
      'request.fields',
      '/outcome',
      'field.not_a_text',
    ],
    [
      'no outcome',
      text({ ...absent, outcome: undefined }),
      422,
      'request.fields',
      '/outcome',
      'field.required',
    ],
    [
      'a day that is not in the calendar',
      text({ ...absent, started_at: '2026-02-29T09:00:00+09:00' }),
      422,
      'request.fields',
      '/started_at',
      'field.not_an_instant',
    ],
    [
      'an hour that no clock shows',
      text({ ...absent, ended_at: '2026-10-14T25:00:00+09:00' }),
      422,
      'request.fields',
      '/ended_at',
      'field.not_an_instant',
    ],
    [
      'a time without its zone',
      text({ ...absent, ended_at: '2026-10-14T09:00:00' }),
      422,
      'request.fields',
      '/ended_at',
      'field.not_an_instant',
    ],
    [
      'a follow-up on the 31st of April',
      text({ ...absent, notice: { kind: 'CONTACT_CARD', follow_up_on: '2027-04-31' } }),
      422,
      'request.fields',
      '/notice/follow_up_on',
      'field.not_a_date',
    ],
    [
      'a topic that there is not',
      text({ ...met, topics: [7] }),
      422,
      'request.fields',
      '/topics/0',
      'field.out_of_range',
    ],
    [
      'seven topics',
      text({ ...met, topics: [1, 2, 3, 4, 5, 6, 1] }),
      422,
      'request.fields',
      '/topics',
      'field.too_many',
    ],
    [
      'a memo of 401 signs',
      text({ ...met, memo: '長'.repeat(401) }),
      422,
      'request.fields',
      '/memo',
      'text.too_long',
    ],
    [
      'a control sign in a memo',
      text({ ...met, memo: 'a\u0007' }),
      422,
      'request.fields',
      '/memo',
      'text.control_character',
    ],
    [
      'an id that is none',
      text({ ...absent, night_approval_id: '7' }),
      422,
      'request.fields',
      '/night_approval_id',
      'field.not_an_id',
    ],
  ];

  test.each(bodies)('a visit with %s', async (_, body, status, code, pointer, problem) => {
    const said = await send(people.sato, there, body);
    expect([said.status, said.code]).toEqual([status, code]);
    if (problem !== undefined) expect(said.errors).toContainEqual({ pointer, code: problem });
  });

  test('none of them left a visit', async () => {
    expect((await done(visits(people.sato, unit))).items).toEqual([]);
  });

  test('what stands around a body', async () => {
    const xml = { ...key(), 'Content-Type': 'text/xml' };
    expect(await send(people.sato, there, good, xml)).toMatchObject({
      status: 415,
      code: 'request.media_type',
    });
    expect(await send(people.sato, there, good, {})).toMatchObject({ code: 'idempotency.key_missing' });
    const odd = { 'Idempotency-Key': 'yesterday' };
    expect(await send(people.sato, there, good, odd)).toMatchObject({ code: 'idempotency.key_unreadable' });
  });

  test('a body that is announced as too long is refused before it is sent', async () => {
    const { hostname, port } = new URL(people.address);
    const socket = connect(Number(port), hostname);
    const head = [
      `POST ${there[2]} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Origin: ${people.address}`,
      `Cookie: ${people.sato.cookie}`,
      `Idempotency-Key: ${randomUUID()}`,
      'Content-Type: application/json',
      'Content-Length: 50000000',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const answer = await new Promise<string>((done, fail) =>
      socket.once('data', (data) => done(data.toString('utf8'))).once('error', fail),
    );
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"request.body_too_large"');
  });

  test('a repeat of the same act changes nothing; the same key with other words is refused', async () => {
    const door = await newDoor(people.suzuki);
    const once = key();
    const first = await done(visit(people.suzuki, door, met, once));
    expect(await done(visit(people.suzuki, door, met, once))).toEqual(first);
    const other = await refused(visit(people.suzuki, door, { ...met, topics: [2] }, once));
    expect(other).toMatchObject({ status: 422, code: 'request.key_used_for_another_body' });
    const elsewhere = await refused(visit(people.suzuki, await newDoor(people.suzuki), met, once));
    expect(elsewhere).toMatchObject({ status: 422, code: 'request.key_used_for_another_body' });
    expect((await done(visits(people.suzuki, door))).items).toHaveLength(1);
  });

  test('a key belongs to its person: another may use the same', async () => {
    const once = key();
    const a = await done(visit(people.suzuki, await newDoor(people.suzuki), absent, once));
    const door = await newDoor(people.takahashi, { beat: people.takahashi.beat });
    const b = await done(visit(people.takahashi, door, absent, once));
    expect(b.id).not.toBe(a.id);
  });

  test('personal data is not read without a purpose, nor for one of no list', async () => {
    const { card: made } = await newDoorWithCard(people.suzuki);
    const get = (query: string) =>
      send(people.suzuki, ['GET', '/v1/cards/{card}', `/v1/cards/${made.id}${query}`], undefined, {});
    expect(await get('')).toMatchObject({ code: 'duty.purpose_missing' });
    expect(await get('?purpose=CURIOSITY')).toMatchObject({
      status: 422,
      errors: [{ pointer: '/purpose', code: 'field.not_in_list' }],
    });
  });

  const cards: [string, object, string, string?][] = [
    [
      'a name of 401 signs',
      { persons: [{ name: { family: '長'.repeat(401) } }] },
      '/fields/persons/0/name/family',
    ],
    ['no name', { persons: [{ name: {} }] }, '/fields/persons/0/name', 'cards.name_missing'],
    ['nobody', { persons: [] }, '/fields/persons'],
    [
      '31 persons',
      { persons: Array.from({ length: 31 }, () => ({ name: { family: '架空' } })) },
      '/fields/persons',
    ],
    [
      'birth on 30 February',
      { persons: [{ name: { family: '架空' }, birth: '1980-02-30' }] },
      '/fields/persons/0/birth',
      'field.not_a_date',
    ],
    [
      'birth tomorrow',
      { persons: [{ name: { family: '架空' }, birth: '2026-10-15' }] },
      '/fields/persons/0/birth',
      'cards.date_in_future',
    ],
    ['letters for a telephone', { home_phone: 'call me' }, '/fields/home_phone', 'cards.phone_unreadable'],
    [
      'kanji for kana',
      { persons: [{ name: { family: '架空', family_kana: '架空' } }] },
      '/fields/persons/0/name/family_kana',
      'cards.kana_expected',
    ],
    [
      'a word that stands for silence',
      { requests: '回答拒否' },
      '/fields/requests',
      'cards.empty_means_empty',
    ],
    ['a field that is not on the card', { religion: 'x' }, '/fields/religion', 'field.unknown'],
    [
      'an hour that ends before it begins',
      { convenient: [{ weekdays: [1], from: '12:00', to: '11:00' }] },
      '/fields/convenient/0',
      'cards.time_impossible',
    ],
  ];
  describe('a card with', () => {
    let door: string;
    let meeting: string;
    beforeAll(async () => {
      door = await newDoor(people.suzuki);
      meeting = (await done(visit(people.suzuki, door))).id;
    });
    test.each(cards)('%s', async (_, wrong, pointer, code) => {
      const body = newCard(meeting, { fields: { ...fields, ...wrong } });
      const problem = await refused(card(people.suzuki, door, body));
      expect(problem.status).toBe(422);
      const found = (problem.errors ?? []).find((one) => one.pointer === pointer);
      expect(found, JSON.stringify(problem)).toBeDefined();
      if (code) expect(found!.code).toBe(code);
    });
  });

  test('a correction without If-Match, with one of no shape, and of a version that is gone', async () => {
    const marks = await startOfLedger(people.yamamoto);
    const { card: made, visit: meeting } = await newDoorWithCard(people.suzuki);
    const path: [string, string, string] = ['PUT', '/v1/cards/{card}', `/v1/cards/${made.id}`];
    const body = (home_phone: string) =>
      text({
        visit_id: meeting,
        corrected_on: '2026-10-14',
        corrected_with: 'SELF',
        how: 'AT_THE_DOOR',
        fields: { ...made.fields, home_phone },
      });
    const none = await send(people.suzuki, path, body('000-111-2222'));
    expect([none.status, none.code]).toEqual([428, 'precondition.missing']);
    const odd = await send(people.suzuki, path, body('000-111-2222'), { ...key(), 'If-Match': '*' });
    expect(odd.code).toBe('precondition.unreadable');
    const first = { ...key(), 'If-Match': '"v1"' };
    const response = await people.suzuki.fetch(
      path[2],
      {
        method: 'PUT',
        body: body('000-111-2222'),
        headers: { 'Content-Type': 'application/json', ...first },
      },
      path[1],
    );
    expect([response.status, response.headers.get('etag')]).toEqual([200, '"v2"']);
    const stale = await people.suzuki.fetch(
      path[2],
      {
        method: 'PUT',
        body: body('000-111-3333'),
        headers: { 'Content-Type': 'application/json', ...key(), 'If-Match': '"v1"' },
      },
      path[1],
    );
    expect([stale.status, stale.headers.get('etag')]).toEqual([412, '"v2"']);
    const said = (await stale.json()) as {
      code: string;
      current: { version: number; fields: { home_phone: string } };
    };
    expect(said).toMatchObject({
      code: 'cards.stale_version',
      current: { version: 2, fields: { home_phone: '000-111-2222' } },
    });
    expectActs(await marks(people.suzuki), [
      { action: 'cards.created', outcome: 'DONE' },
      { action: 'cards.corrected', outcome: 'DONE' },
      // Why it was refused depends on residents' data: the truth is sealed.
      { action: 'cards.corrected', outcome: 'NEUTRAL' },
    ]);
  });

  test('an id in a path that is none, a cursor that is none, a page too large', async () => {
    const get = (template: string, address: string) =>
      send(people.suzuki, ['GET', template, address], undefined, {});
    expect((await get('/v1/units/{unit}', '/v1/units/7')).status).toBe(404);
    expect((await get('/v1/units/{unit}', `/v1/units/${randomUUID()}`)).status).toBe(404);
    const doors = `/v1/beats/${people.suzuki.beat}/doors?purpose=VISIT_PREPARATION`;
    expect((await get('/v1/beats/{beat}/doors', `${doors}&limit=501`)).status).toBe(422);
    expect((await get('/v1/beats/{beat}/doors', `${doors}&cursor=x`)).status).toBe(422);
    expect((await get('/v1/beats/{beat}/doors', `${doors}&show=NONE`)).errors).toEqual([
      { pointer: '/show', code: 'field.not_in_list' },
    ]);
  });

  test('times that cannot be are refused by the rule, with its clause', async () => {
    const door = await newDoor(people.suzuki);
    const said = async (more: object) => refused(visit(people.suzuki, door, { ...absent, ...more }));
    expect(await said({ ended_at: at('08:59') })).toMatchObject({
      code: 'visits.times_impossible',
      clause: '4-3(1)',
    });
    expect(await said({ started_at: at('23:00'), ended_at: at('23:10') })).toMatchObject({
      code: 'visits.in_future',
    });
  });
});
