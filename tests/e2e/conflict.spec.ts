// SPDX-License-Identifier: Apache-2.0
// Two officers correct one card: whoever comes second sees both versions and decides; nothing is dropped silently.
import type { Page } from '@playwright/test';
import { TODAY, at } from '../api/kit/day.ts';
import { newDoor } from '../api/kit/doors.ts';
import { done, key, type Person, type Schema } from '../api/kit/person.ts';
import { expect, test } from './kit/test.ts';

const FIELDS: Schema['CardFields'] = {
  address: '見本町一丁目901番77号',
  persons: [{ name: { family: '架空', given: '花子', family_kana: 'かくう', given_kana: 'はなこ' } }],
};

/** A household with its card, made at the door. */
async function makeCard(officer: Person): Promise<Schema['Card']> {
  const unit = await newDoor(officer);
  const visit = await done(
    officer.api.post('/v1/units/{unit}/visits', {
      path: { unit },
      header: key(),
      body: { outcome: 'MET', started_at: at('09:00'), ended_at: at('09:20'), met_with: 'SELF' },
    }),
  );
  return done(
    officer.api.post('/v1/units/{unit}/cards', {
      path: { unit },
      header: key(),
      body: { route: 'R1', visit_id: visit.id, purpose_shown_at: at('09:01'), fields: FIELDS },
    }),
  );
}

/** Somebody else writes the home phone down first. */
async function correctMeanwhile(officer: Person, card: Schema['Card']): Promise<void> {
  await done(
    officer.api.put('/v1/cards/{card}', {
      path: { card: card.id },
      header: { ...key(), 'If-Match': `"v${card.version}"` },
      body: {
        corrected_on: TODAY,
        corrected_with: 'SELF',
        how: 'BY_PHONE',
        fields: { ...card.fields, home_phone: '000-0000-0007' },
      },
    }),
  );
}

async function writeMobile(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '本人' }).check();
  await page.getByRole('group', { name: '1人目' }).getByLabel('携帯電話').fill('000-0000-0002');
  await page.getByRole('checkbox', { name: /携帯電話.*聞き取り、記載に同意を得た/ }).check();
}

const save = (page: Page) => page.getByRole('button', { name: '補正を保存する' }).click();

test('a correction that comes second shows both versions, and mine becomes the next when I say so', async ({
  page,
  station,
  enter,
  expectAccessible,
}) => {
  const officer = await station.person('BEAT');
  const card = await makeCard(officer);
  await enter('BEAT');
  await page.goto(`/cards/${card.id}/correct`);
  await writeMobile(page);
  await correctMeanwhile(officer, card);
  await save(page);

  const panel = page.getByRole('region', { name: 'ほかの人が先に補正しました' });
  await expect(panel).toBeVisible();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(panel.getByRole('row').filter({ hasText: '携帯電話' })).toContainText('000-0000-0002');
  await expect(panel.getByRole('row').filter({ hasText: '000-0000-0007' })).toHaveCount(1);
  await expect(panel).toContainText('第2版');
  await expectAccessible();
  // What was typed is still there, and both are kept by writing the other's down as well.
  await expect(page.getByRole('textbox', { name: '携帯電話' })).toHaveValue('000-0000-0002');
  await save(page);
  await expect(page.getByText('補正しました').first()).toBeVisible();
  await expect(page.getByText('000-0000-0002')).toBeVisible();
});

test('and theirs is taken when I say so', async ({ page, station, enter }) => {
  const officer = await station.person('BEAT');
  const card = await makeCard(officer);
  await enter('BEAT');
  await page.goto(`/cards/${card.id}/correct`);
  await writeMobile(page);
  await correctMeanwhile(officer, card);
  await save(page);
  await page.getByRole('button', { name: '署の内容にそろえる' }).click();
  await expect(page.getByRole('region', { name: 'ほかの人が先に補正しました' })).toHaveCount(0);
  await expect(page.getByLabel('自宅の電話')).toHaveValue('000-0000-0007');
  await expect(page.getByRole('textbox', { name: '携帯電話' })).toHaveValue('');
  // A new change stands on the version that was taken.
  await writeMobile(page);
  await save(page);
  await expect(page.getByText('000-0000-0002')).toBeVisible();
  await expect(page.getByText('000-0000-0007')).toBeVisible();
});
