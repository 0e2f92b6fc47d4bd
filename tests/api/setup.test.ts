// SPDX-License-Identifier: Apache-2.0
// From an empty folder to a beat officer before his doors: by the command line while nothing is served, then over HTTP.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectActs } from './kit/acts.ts';
import { done, key, Person, refused } from './kit/person.ts';
import { ENGINES, Station } from './kit/station.ts';

const FRESH = 'この長い言葉は見本のもの';
const PLACES = [
  '鍵,巡連区,町字,番地',
  '1,001,見本町一丁目,901番2号',
  '2,001,見本町一丁目,901番1号',
  '3,009,見本町,1',
];

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  /** Passwords by officer number, as each was told or chose. */
  const passwords = new Map<string, string>();
  beforeAll(() => {
    station = Station.install(engine);
    passwords.set('900001', station.logIns[0]!.password);
  });
  afterAll(() => station?.stop());

  /** A command of an officer, who types his password and then whatever else is asked. */
  const command = (officer: string, words: string[], ...typed: string[]) =>
    station.run(
      [...words, '--store', station.store, '--officer', officer],
      [passwords.get(officer) ?? 'no password', ...typed, ''].join('\n'),
    );
  const good = (officer: string, words: string[], ...typed: string[]): string => {
    const { status, output } = command(officer, words, ...typed);
    expect(status, output).toBe(0);
    return output;
  };
  const addOfficer = (number: string, name: string, post: string): void => {
    const words = ['officer', 'add', '--station', 'chuo', '--number', number, '--name', name, '--post', post];
    passwords.set(number, good('900001', words).trim().split('\n').at(-1)!.split('\t')[2]!);
  };

  const changePassword = (number: string): void => {
    const fresh = `${FRESH}${number.slice(-1)}々`;
    good(number, ['password'], passwords.get(number)!, fresh);
    passwords.set(number, fresh);
  };

  /** Logs in with the first password and changes it, as everybody new does. */
  const comeIn = async (number: string): Promise<Person> => {
    const person = new Person(station.address);
    const logIn = () => person.logIn({ officerNo: number, password: passwords.get(number)! });
    await logIn();
    if (!person.session!.must_change_password) return person;
    const body = { current: passwords.get(number)!, new: `${FRESH}${number.slice(-1)}々` };
    await done(person.api.post('/v1/session/password', { body }));
    passwords.set(number, body.new);
    await logIn();
    expect(person.session!.must_change_password).toBe(false);
    return person;
  };

  test('the first administrator changes his password and sets up a station, at the command line', () => {
    expect(station.run(['migrate', '--store', station.store]).status).toBe(0);
    good('900001', ['password'], passwords.get('900001')!, FRESH);
    expect(command('900001', ['station', 'list']).status, 'the old password').toBe(1);
    passwords.set('900001', FRESH);
    const place = [
      '--name',
      '中央警察署',
      '--latitude',
      '35.9',
      '--longitude',
      '139.6',
      '--phone',
      '000-0000-0110',
    ];
    good('900001', ['station', 'add', '--code', 'chuo', ...place]);
    const twice = command('900001', ['station', 'add', '--code', 'chuo', ...place]);
    expect(twice.status, twice.output).toBe(1);
    expect(twice.output).toContain('places.code_taken');
    good('900001', ['block', 'add', '--station', 'chuo', '--code', 'B1', '--name', '第1ブロック']);
    const site = ['site', 'add', '--station', 'chuo', '--code', 'S1', '--name', '駅前交番', '--block', 'B1'];
    good('900001', [...site, '--since', '2026-04-01']);
    good('900001', ['beat', 'add', '--station', 'chuo', '--code', '001', '--name', '第1区', '--site', 'S1']);
    const shown = good('900001', ['station', 'show', '--station', 'chuo']);
    expect(shown).toContain('交番等\tS1\t駅前交番\t2026-04-01');
    expect(shown).toContain('巡連区\t001\t第1区');
    const nowhere = command('900001', [
      'beat',
      'add',
      '--station',
      'chuo',
      '--code',
      '002',
      '--name',
      'x',
      '--site',
      'S9',
    ]);
    expect(nowhere.output).toContain('S9');
    expect(nowhere.status).toBe(1);
  });

  test('he registers the people and names the chief; what is the chief’s to decide he may not', () => {
    addOfficer('910001', '見本 署長', 'STATION_CHIEF');
    addOfficer('910002', '見本 課長', 'CHIIKI_KACHO');
    addOfficer('910003', '見本 受持', 'COMMUNITY_OFFICER');
    const chief = ['designation', 'add', '--number', '910001', '--role', 'CHIEF', '--from', '2026-04-01'];
    expect(command('900001', chief).output).toContain('roster.back_dated_needs_reason');
    good('900001', [...chief, '--reason', '四月の異動']);
    const manager = command('900001', ['designation', 'add', '--number', '910002', '--role', 'GM']);
    expect([manager.status, manager.output]).toEqual([1, expect.stringContaining('duty.not_permitted')]);
    const roster = good('900001', ['officer', 'list', '--station', 'chuo']);
    expect(roster).toContain('指定\t910001\tCHIEF');
    expect(roster).not.toContain('受持ち\t');
  });

  test('the chief names the general manager, who gives the beat: both at the command line', () => {
    const early = command('910001', ['designation', 'add', '--number', '910002', '--role', 'GM']);
    expect([early.status, early.output]).toEqual([
      1,
      expect.stringContaining('session.must_change_password'),
    ]);
    changePassword('910001');
    changePassword('910002');
    const manager = ['designation', 'add', '--number', '910002', '--role', 'GM'];
    good('910001', manager);
    good('910002', ['assignment', 'add', '--number', '910003', '--beat', '001']);
    const twice = command('910002', ['assignment', 'add', '--number', '910001', '--beat', '001']);
    expect(twice.output).toContain('roster.beat_taken');
    expect(good('910002', ['officer', 'list'])).toContain('受持ち\t910003\tMAIN\t第1区');
  });

  test('he imports the places; what cannot be imported is said', () => {
    const file = join(station.store, 'places.csv');
    writeFileSync(file, `${PLACES.join('\n')}\n`);
    const { status, output } = command('910002', ['import', 'places', file]);
    expect(status, output).toBe(2);
    expect(output).toContain('新しい住戸 2');
    expect(output).toMatch(/^4,/m);
  });

  test('the beat officer logs in and sees today’s doors in walking order', async () => {
    await station.serve();
    const officer = await comeIn('910003');
    expect(officer.session).toMatchObject({ station: { name: '中央警察署' }, beats: [{ code: '001' }] });
    const doors = await done(
      officer.api.get('/v1/beats/{beat}/doors', {
        path: { beat: officer.beat },
        query: { purpose: 'VISIT_PREPARATION' },
      }),
    );
    expect(doors.items.map((door) => door.address)).toEqual(['901番1号', '901番2号']);
  });

  test('over HTTP a second station comes, is laid out and served, and outlives a restart', async () => {
    const administrator = await comeIn('900001');
    const once = key();
    const body = { code: 'kita', name: '北警察署', has_chiiki_kacho: false, latitude: 36, longitude: 139.5 };
    const make = () => administrator.api.post('/v1/stations', { header: once, body });
    const made = await done(make());
    expect(made).toMatchObject({ code: 'kita', headquarters: false, latitude: 36 });
    expect((await done(make())).id).toBe(made.id);
    const path = { station: made.id };
    const block = await done(
      administrator.api.post('/v1/stations/{station}/blocks', {
        path,
        header: key(),
        body: { code: 'B1', name: '北' },
      }),
    );
    const site = await done(
      administrator.api.post('/v1/stations/{station}/sites', {
        path,
        header: key(),
        body: { code: 'S1', name: '北駐在所', kind: 'CHUZAISHO', block_id: block.id, since: '2026-10-01' },
      }),
    );
    const beat = await done(
      administrator.api.post('/v1/stations/{station}/beats', {
        path,
        header: key(),
        body: { code: '001', name: '第1区', site_id: site.id },
      }),
    );
    const seen = await done(administrator.api.get('/v1/places', { query: { station: made.id } }));
    expect(seen).toMatchObject({ blocks: [block], sites: [site], beats: [beat] });
    const newcomer = await done(
      administrator.api.post('/v1/officers', {
        header: key(),
        body: {
          officer_no: '920001',
          name: '北 署長',
          post: 'STATION_CHIEF',
          community_officer: false,
          station_id: made.id,
        },
      }),
    );
    passwords.set('920001', newcomer.first_password!);
    await done(
      administrator.api.post('/v1/designations', {
        header: key(),
        body: { officer_id: newcomer.officer.id, role: 'CHIEF' },
      }),
    );
    const chief = await comeIn('920001');
    expect((await done(chief.api.get('/v1/places'))).beats).toEqual([beat]);

    await station.kill();
    await station.serve();
    const again = await comeIn('900001');
    const { items } = await done(again.api.get('/v1/stations'));
    expect(items.map((one) => one.code)).toEqual(['chuo', 'hq', 'kita']);
    const entries = await done(again.api.get('/v1/places', { query: { station: made.id } }));
    expect(entries.beats).toEqual([beat]);
  });

  test('what a person may not, or writes wrongly, is refused and changes nothing', async () => {
    const administrator = await comeIn('900001');
    const chief = await comeIn('910001');
    const body = {
      code: 'minami',
      name: '南警察署',
      has_chiiki_kacho: true,
      latitude: 35.9,
      longitude: 139.6,
    };
    const make = (person: Person, more = {}) =>
      refused(person.api.post('/v1/stations', { header: key(), body: { ...body, ...more } }));
    expect((await make(chief)).code).toBe('duty.not_permitted');
    expect((await make(administrator, { code: 'kita' })).code).toBe('places.code_taken');
    expect((await make(administrator, { latitude: 139.6, longitude: 35.9 })).errors![0]).toMatchObject({
      pointer: '/latitude',
      code: 'field.out_of_range',
    });
    expect((await make(administrator, { latitude: 0, longitude: 0 })).code).toBe('places.not_in_japan');
    expect((await make(administrator, { code: 'Minami!' })).errors![0]!.code).toBe('field.not_a_code');
    expect((await make(administrator, { latitude: '35' })).errors![0]!.code).toBe('field.not_a_quantity');
    const kita = (await done(administrator.api.get('/v1/stations'))).items.find(
      (one) => one.code === 'kita',
    )!;
    const foreign = chief.api.post('/v1/stations/{station}/blocks', {
      path: { station: kita.id },
      header: key(),
      body: { code: 'B2', name: '外' },
    });
    expect((await refused(foreign)).code).toBe('duty.not_found');
    expect((await done(administrator.api.get('/v1/stations'))).items).toHaveLength(3);
    // Headquarters' own ledger has what its administrator did.
    const { items } = await done(administrator.api.get('/v1/places')).then(() =>
      done(chief.api.get('/v1/ledger/entries', { query: { limit: 500 } })),
    );
    expectActs([...items].reverse(), [
      { action: 'roster.designation_made', outcome: 'DONE' },
      { action: 'roster.beat_assigned', outcome: 'DONE' },
      { action: 'places.imported', outcome: 'DONE' },
    ]);
  });

  test('and the ledgers of all three verify', async () => {
    await station.kill();
    const { status, output } = station.run(['ledger', 'verify', '--store', station.store]);
    expect(status, output).toBe(0);
    for (const code of ['hq', 'chuo', 'kita']) expect(output).toContain(`${code}: 異常なし`);
  });
});
