// SPDX-License-Identifier: Apache-2.0
// 初回のパスワード: a session that has it opens nothing until the password is its owner's own.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newOfficer } from './kit/acts.ts';
import { operations } from './kit/contract.ts';
import { Person, done, refused } from './kit/person.ts';
import { ENGINES, Station } from './kit/station.ts';

const OWN = 'ひとりで覚えられる長い言葉';
/** What readies the session, and what needs none. */
const ALLOWED = ['log_in', 'log_out', 'change_password', 'get_health', 'get_ready', 'get_metrics'];

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  let fresh: Person;
  let first: string;
  const number = '77001';
  beforeAll(async () => {
    station = await Station.start({ engine });
    first = await newOfficer(await station.person('SYS'), number);
    fresh = station.stranger();
    await fresh.logIn({ officerNo: number, password: first });
  });
  afterAll(() => station?.stop());

  test('each operation of the contract is refused, and says why', async () => {
    expect(fresh.session!.must_change_password).toBe(true);
    const asked = operations().filter(({ id }) => !ALLOWED.includes(id));
    expect(asked.length).toBeGreaterThan(20);
    for (const { id, method, path } of asked) {
      const response = await fresh.fetch(path.replace(/\{\w+\}/g, randomUUID()), {
        method,
        headers: { 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/json', 'If-Match': '"v1"' },
        body: method === 'GET' || method === 'DELETE' ? undefined : '{}',
      });
      expect([id, response.status], await response.clone().text()).toEqual([id, 403]);
      expect(await response.json()).toMatchObject({
        code: 'session.must_change_password',
        facts: { fictional: 'yes' },
      });
    }
  });

  test('the same words again are no change; one’s own open the rest', async () => {
    const change = (wanted: string) =>
      fresh.api.post('/v1/session/password', { body: { current: first, new: wanted } });
    expect(await refused(change(first))).toMatchObject({ status: 422, code: 'session.password_not_new' });
    expect((await refused(fresh.api.get('/v1/session'))).code).toBe('session.must_change_password');
    await done(change(OWN));
    expect((await done(fresh.api.get('/v1/session'))).must_change_password).toBe(false);
    await done(fresh.api.get('/v1/rulesets'));
    const later = station.stranger();
    await later.logIn({ officerNo: number, password: OWN });
    expect(later.session!.must_change_password).toBe(false);
  });

  test('whoever changes his mind may leave', async () => {
    const password = await newOfficer(await station.person('SYS'), '77002');
    const other = station.stranger();
    await other.logIn({ officerNo: '77002', password });
    await done(other.api.delete('/v1/session'));
    expect((await refused(other.api.get('/v1/session'))).code).toBe('session.none');
  });
});
