// SPDX-License-Identifier: Apache-2.0
// 第4の4: hours that trouble nobody, the evening that was approved beforehand, and the two who go there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { absent, at, expectActs, met, newDoor, startOfLedger, visit, visits } from '../api/kit/acts.ts';
import { CLOCK } from '../api/kit/common.ts';
import { done, key, refused, type Person, type Schema } from '../api/kit/person.ts';
import { ENGINES, Station } from '../api/kit/station.ts';

const wish = { wish_told_at: at('09:30'), wish_route: 'BY_PHONE' } as const;
const evening = { planned_start: at('18:00'), planned_end: at('18:30'), ...wish };
const there = { ...met, started_at: at('18:05'), ended_at: at('18:25') };

const ask = (officer: Person, unit: string, body: Schema['NewNightApproval'] = evening) =>
  officer.api.post('/v1/units/{unit}/night-approvals', { path: { unit }, header: key(), body });

const decide = (person: Person, approval: string, body: Schema['NightDecision']) =>
  person.api.post('/v1/night-approvals/{approval}/decision', { path: { approval }, header: key(), body });

// Its own station: the day has to pass into night.
describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  let sato: Person;
  let yamamoto: Person;
  let tanaka: Person;
  let takahashi: Person;
  const units: string[] = [];
  const approvals: string[] = [];

  const logIn = async () => {
    sato = await station.person('BEAT');
    yamamoto = await station.person('GM');
    tanaka = await station.person('CHIEF');
    takahashi = await station.person('COMM');
  };
  beforeAll(async () => {
    station = await Station.start({ engine, clockAt: CLOCK });
    await logIn();
    for (let i = 0; i < 4; ++i) units.push(await newDoor(sato));
  });
  afterAll(() => station?.stop());

  test('[clause 4-4a] an hour that might trouble is kept, with a warning; an ordinary one has none', async () => {
    const early = { ...absent, started_at: at('05:30'), ended_at: at('05:31') };
    expect((await done(visit(sato, units[3]!, early))).warnings).toContain('visits.outside_courtesy_window');
    expect((await done(visit(sato, units[3]!, met))).warnings).not.toContain(
      'visits.outside_courtesy_window',
    );
  });

  test('[clause 4-4b] Sato asks beforehand, on the resident’s wish; only general manager Yamamoto decides', async () => {
    const marks = await startOfLedger(yamamoto);
    const byDay = { ...evening, planned_start: at('14:00'), planned_end: at('15:00') };
    expect((await refused(ask(sato, units[0]!, byDay))).code).toBe('visits.not_at_night');
    const begun = { ...evening, planned_start: at('09:00'), planned_end: at('09:30') };
    expect(await refused(ask(sato, units[0]!, begun))).toMatchObject({
      code: 'visits.night_already_begun',
      clause: '4-4b',
    });
    const tomorrow = { ...evening, wish_told_at: at('09:00', '2026-10-15') };
    expect((await refused(ask(sato, units[0]!, tomorrow))).code).toBe('visits.wish_in_future');
    for (const unit of units.slice(0, 3)) {
      const made = await done(ask(sato, unit));
      expect(made).toMatchObject({
        state: 'WAITING',
        unit_id: unit,
        requested_by: '佐藤 健',
        may_decide: false,
      });
      approvals.push(made.id);
    }
    const listed = await done(yamamoto.api.get('/v1/night-approvals'));
    // The newest first; the demo has some of its own behind them.
    const newest = listed.items.slice(0, 3).map((one) => [one.id, one.may_decide]);
    expect(newest).toEqual(approvals.map((id) => [id, true]).reverse());
    expect(
      (await refused(decide(sato, approvals[0]!, { decision: 'APPROVE', two_officers: true }))).status,
    ).toBe(403);
    expect(
      (await refused(decide(tanaka, approvals[0]!, { decision: 'APPROVE', two_officers: true }))).status,
    ).toBe(403);
    expect((await refused(decide(yamamoto, approvals[2]!, { decision: 'SEND_BACK' }))).code).toBe(
      'visits.send_back_needs_reason',
    );
    const back = await done(
      decide(yamamoto, approvals[2]!, { decision: 'SEND_BACK', reason: '昼に伺えるため' }),
    );
    expect(back).toMatchObject({ state: 'SENT_BACK', decided_by: '山本 智子', reason: '昼に伺えるため' });
    expect(
      (await refused(decide(yamamoto, approvals[2]!, { decision: 'SEND_BACK', reason: 'x' }))).code,
    ).toBe('visits.night_already_decided');
    expectActs(await marks(sato), [
      { action: 'visits.night_requested', outcome: 'DONE', clause: '4-4b' },
      { action: 'visits.night_approved', outcome: 'REFUSED', refusal: 'duty.not_permitted' },
    ]);
    expectActs(await marks(yamamoto), [
      { action: 'visits.night_listed', outcome: 'DONE' },
      { action: 'visits.night_sent_back', outcome: 'DONE', clause: '4-4b' },
    ]);
  });

  test('[clause 4-4b] a request is withdrawn by who made it, before it is decided, and by nobody else', async () => {
    const marks = await startOfLedger(yamamoto);
    const made = await done(ask(sato, units[3]!));
    expect(made).toMatchObject({ state: 'WAITING', may_withdraw: true });
    const withdraw = (person: Person, approval = made.id) =>
      person.api.post('/v1/night-approvals/{approval}/withdrawal', {
        path: { approval },
        header: key(),
        body: {},
      });
    expect((await refused(withdraw(yamamoto))).code).toBe('visits.night_not_yours');
    expect(await done(withdraw(sato))).toMatchObject({ state: 'WITHDRAWN', may_withdraw: false });
    expect((await refused(withdraw(sato))).code).toBe('visits.night_already_decided');
    const late = decide(yamamoto, made.id, { decision: 'APPROVE', two_officers: true });
    expect((await refused(late)).code).toBe('visits.night_already_decided');
    expect((await refused(withdraw(sato, approvals[2]!))).code).toBe('visits.night_already_decided');
    expectActs(await marks(sato), [
      { action: 'visits.night_requested', outcome: 'DONE' },
      { action: 'visits.night_withdrawn', outcome: 'DONE', clause: '4-4b' },
    ]);
  });

  test('[clause 4-4c] how many go is decided each time, and one alone only with a reason', async () => {
    const said = async (body: Schema['NightDecision']) =>
      (await refused(decide(yamamoto, approvals[0]!, body))).code;
    expect(await said({ decision: 'APPROVE' })).toBe('visits.officers_undecided');
    expect(await said({ decision: 'APPROVE', two_officers: false })).toBe('visits.one_officer_needs_reason');
    const two = await done(decide(yamamoto, approvals[0]!, { decision: 'APPROVE', two_officers: true }));
    expect(two).toMatchObject({ state: 'APPROVED', two_officers: true });
    const one = { decision: 'APPROVE', two_officers: false, reason: '交番の隣のため' } as const;
    expect(await done(decide(yamamoto, approvals[1]!, one))).toMatchObject({
      state: 'APPROVED',
      two_officers: false,
    });
  });

  test('[clause 4-7(5)] a visit that ended at request is known to the managers for now', async () => {
    const ended = { outcome: 'ENDED_AT_REQUEST', started_at: at('09:40'), ended_at: at('09:41') } as const;
    await done(visit(sato, units[3]!, ended));
    expect((await done(visits(yamamoto, units[3]!))).items[0]).toMatchObject({ outcome: 'ENDED_AT_REQUEST' });
  });

  describe('after sunset', () => {
    beforeAll(async () => {
      await station.kill();
      await station.serve(at('18:40'));
      await logIn();
    });

    test('[clause 4-4c] where two were ordered, one does not do', async () => {
      const alone = { ...there, night_approval_id: approvals[0]! };
      expect(await refused(visit(sato, units[0]!, alone))).toMatchObject({
        code: 'visits.two_officers_needed',
        clause: '4-4c',
      });
      const both = { ...alone, officer_ids: [takahashi.session!.officer.id] };
      expect(await done(visit(sato, units[0]!, both))).toMatchObject({ night: 'APPROVED', warnings: [] });
      expect((await done(visit(sato, units[1]!, { ...there, night_approval_id: approvals[1]! }))).night).toBe(
        'APPROVED',
      );
    });

    test('[clause 4-4b] an approval is for its door and hour; one sent back is none', async () => {
      const said = async (unit: string, words: Partial<Schema['NewVisit']>) =>
        (await refused(visit(sato, unit, { ...there, ...words }))).code;
      expect(await said(units[2]!, {})).toBe('visits.night_not_approved');
      expect(await said(units[2]!, { night_approval_id: approvals[2]! })).toBe('visits.night_not_approved');
      expect(await said(units[3]!, { night_approval_id: approvals[1]! })).toBe('visits.night_other_door');
      const early = { started_at: at('17:15'), ended_at: at('17:40'), night_approval_id: approvals[1]! };
      expect(await said(units[1]!, early)).toBe('visits.night_other_hour');
    });

    test('[clause 4-4b] what was done without approval is kept as a violation, with its reason', async () => {
      const marks = await startOfLedger(yamamoto);
      const late_reason = '住民から至急の相談があったため';
      const kept = await done(visit(sato, units[2]!, { ...there, late_reason }));
      expect(kept.night).toBe('VIOLATION');
      expect(kept.warnings).toContain('visits.outside_courtesy_window');
      const seen = await done(
        yamamoto.api.get('/v1/units/{unit}/visits', {
          path: { unit: units[2]! },
          query: { purpose: 'INSPECTION' },
        }),
      );
      expect(seen.items[0]).toMatchObject({ night: 'VIOLATION', late_reason });
      expectActs(await marks(sato), [{ action: 'visits.recorded', outcome: 'DONE' }]);
    });

    test('[clause 4-4b] nothing is approved after the fact', async () => {
      const past = { ...evening, planned_start: at('18:20'), planned_end: at('19:00') };
      expect((await refused(ask(sato, units[2]!, past))).code).toBe('visits.night_already_begun');
    });

    test('[clause 4-4b] a visit that was meant to end by day and only overran sunset is no violation', async () => {
      const overran = { ...met, started_at: at('16:50'), ended_at: at('17:20'), planned_end: at('17:00') };
      expect((await done(visit(sato, units[3]!, overran))).night).toBe('OVERRAN');
    });
  });

  test('[clause 4-7(5)] and forgotten after the months of the profile: nobody can tell it from an absence', async () => {
    await station.kill();
    await station.serve(at('10:00', '2029-01-10'));
    await logIn();
    const forgotten = async () =>
      (await done(visits(yamamoto, units[3]!))).items.filter(
        (one) => Date.parse(one.started_at) === Date.parse(at('09:40')),
      );
    await expect.poll(async () => (await forgotten()).map((one) => one.outcome)).toEqual([undefined]);
    expect((await forgotten())[0]).toMatchObject({ met: false, topics: [] });
    const { items } = await done(yamamoto.api.get('/v1/ledger/entries', { query: { limit: 500 } }));
    expect(items.map((one) => one.action)).toContain('visits.forgotten');
  });
});
