// SPDX-License-Identifier: Apache-2.0
// 通達, 第1, 第2 and 附則: which rules are in force, on what they rest, in which words, and on which paper.
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  at,
  card,
  expectActs,
  fields,
  newCard,
  newDoor,
  newDoorWithCard,
  startOfLedger,
  visit,
} from '../api/kit/acts.ts';
import { world, type World } from '../api/kit/common.ts';
import { done, key, refused } from '../api/kit/person.ts';
import { ENGINES } from '../api/kit/station.ts';

const BASIS = '見本県地域警察運営規程（架空）第5条第2項第4号イ、見本県警察 巡回連絡実施要領（架空）';

/** The words of a print, without the spaces that its layout makes. */
async function wordsOf(pdf: Response): Promise<string[]> {
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([201, 'application/pdf']);
  const { stdout, status } = spawnSync('pdftotext', ['-layout', '-', '-'], {
    input: Buffer.from(await pdf.arrayBuffer()),
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  const pages = stdout.split('\f').map((page) => page.replace(/\s+/g, ''));
  return pages.filter((page) => page.length > 0);
}

describe.each(ENGINES)('on %s', (engine) => {
  let people: World;
  beforeAll(() => {
    people = world(engine);
  });

  test('[clause 0 (通達)] officer Sato sees every version with its day, and which is in force', async () => {
    const { items } = await done(people.sato.api.get('/v1/rulesets'));
    expect(items.map((one) => [one.in_force_from, one.implemented, one.current])).toEqual([
      ['2010-07-02', false, false],
      ['2021-04-01', true, true],
    ]);
    expect(people.sato.session!.ruleset).toMatchObject({ id: items[1]!.id, in_force_from: '2021-04-01' });
  });

  test('[clause 0 (通達)] a visit is judged by the version of its day, and a day before all versions by none', async () => {
    const unit = await newDoor(people.sato);
    const said = async (day: string) => {
      const body = { outcome: 'ABSENT', started_at: at('10:00', day), ended_at: at('10:10', day) } as const;
      return visit(people.sato, unit, body);
    };
    // What the version of 2010 says is not known to us; before its day there was none.
    expect((await refused(said('2021-03-31'))).code).toBe('rules.version_not_known');
    expect(await refused(said('2010-07-01'))).toMatchObject({
      code: 'rules.version_not_known',
      clause: '0 (通達)',
    });
    expect((await done(said('2021-04-01'))).outcome).toBe('ABSENT');
    const { card: made } = await newDoorWithCard(people.sato);
    expect(made.ruleset).toMatchObject({ in_force_from: '2021-04-01' });
  });

  test('[clause 1] the legal basis stands on each side of a blank form and of a filled card', async () => {
    const marks = await startOfLedger(people.yamamoto);
    const print = (path: string, template: string, body: object) =>
      people.sato.fetch(
        path,
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...key() },
          body: JSON.stringify(body),
        },
        template,
      );
    const { card: made } = await newDoorWithCard(people.sato);
    const sheets = [
      await print('/v1/forms/household-card/blanks', '/v1/forms/{form}/blanks', {}),
      await print(`/v1/cards/${made.id}/prints`, '/v1/cards/{card}/prints', { purpose: 'PRINT' }),
    ];
    const purposes = ['目的訪問の準備', '目的印刷'];
    for (const [n, sheet] of sheets.entries()) {
      const serial = sheet.headers.get('junkai-print-serial')!;
      const pages = await wordsOf(sheet);
      expect(pages.length).toBeGreaterThanOrEqual(2);
      for (const page of pages) {
        expect(page).toContain(`根拠${BASIS.replace(/\s+/g, '')}`);
        expect(page).toContain(serial);
      }
      // In the words of the screens, not in a code.
      expect(pages.join('')).toContain(purposes[n]);
      // The notice of purpose stands on the side that the resident reads first.
      expect(pages[0]).toContain('【利用目的】');
    }
    expectActs(await marks(people.sato), [
      { action: 'forms.blank_printed', outcome: 'DONE' },
      { action: 'cards.printed', outcome: 'DONE', purpose: 'PRINT' },
    ]);
  });

  test('[clause 2] the glossary has the words of the prefecture, and the screens use them', async () => {
    const { items } = await done(people.sato.api.get('/v1/glossary'));
    const beat = items.find((one) => one.key === 'beat');
    expect(beat).toMatchObject({ term: '巡連区' });
    expect(items.every((one) => one.term.length > 0 && one.meaning.length > 0)).toBe(true);
    expect(new Set(items.map((one) => one.key)).size).toBe(items.length);
    expect(people.sato.session!.terms).toEqual(Object.fromEntries(items.map((one) => [one.key, one.term])));
  });

  test('[clause 附] each card says of which version its form is, also in the index', async () => {
    const { card: made } = await newDoorWithCard(people.sato);
    expect(made.form_version).toBe('NEW');
    const { beat } = people.sato;
    const index = await done(
      people.sato.api.get('/v1/beats/{beat}/index', {
        path: { beat },
        query: { purpose: 'VISIT_PREPARATION', limit: 500 },
      }),
    );
    expect(index.items.find((row) => row.card_id === made.id)).toMatchObject({ form_version: 'NEW' });
    // A form's own version is told with the list of forms.
    const forms = await done(people.sato.api.get('/v1/forms'));
    expect(forms.items.find((form) => form.id === 'household-card')).toMatchObject({ clause: '5-5a' });
    expect(forms.items.every((form) => form.version.length > 0)).toBe(true);
  });

  test('[clause 附] a second card for the same door is not made: an old slip or a card is there already', async () => {
    const { unit, visit: id } = await newDoorWithCard(people.sato);
    const problem = await refused(card(people.sato, unit, newCard(id, { fields })));
    expect(problem.code).toBe('cards.already_there');
  });
});
