// SPDX-License-Identifier: Apache-2.0
// ログイン: who gets in, what the session says, and what a stranger learns.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { done, refused } from './kit/person.ts';
import { ENGINES, Station } from './kit/station.ts';

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  beforeAll(async () => {
    station = await Station.start({ engine });
  });
  afterAll(() => station?.stop());

  test('a stranger learns only that the data is fictional', async () => {
    const problem = await refused(station.stranger().api.get('/v1/session'));
    expect(problem).toMatchObject({
      status: 401,
      code: 'session.none',
      facts: { fictional: 'yes' },
    });
  });

  test('a wrong password and a number that nobody has get the same answer', async () => {
    const { officerNo } = station.logIns[0]!;
    const tries = [
      { officer_no: officerNo, password: 'wrong' },
      { officer_no: '99999', password: 'wrong' },
    ];
    const answers = [];
    for (const body of tries)
      answers.push(await refused(station.stranger().api.post('/v1/session', { body })));
    expect(answers[0]).toEqual({ ...answers[1] });
  });

  test('a beat officer gets in, sees his own beats, and is out again', async () => {
    const officer = await station.person('BEAT');
    expect(officer.session).toMatchObject({
      fictional: true,
      station: { name: '見本警察署' },
    });
    expect(officer.session!.operations).toContain('list_doors');
    expect(officer.session!.operations).not.toContain('approve_night_visit');
    expect(officer.session!.beats.length).toBeGreaterThan(0);
    await done(officer.api.delete('/v1/session'));
    expect((await refused(officer.api.get('/v1/session'))).code).toBe('session.none');
  });
});
