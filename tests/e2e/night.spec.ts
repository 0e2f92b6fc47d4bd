// SPDX-License-Identifier: Apache-2.0
// 4-4b, 4-4c: the officer asks because the resident wished it; the general manager decides; nobody decides on his own.
import { CLOCK } from '../api/kit/common.ts';
import { newDoor } from '../api/kit/doors.ts';
import { at } from '../api/kit/day.ts';
import { done, key } from '../api/kit/person.ts';
import { Station } from '../api/kit/station.ts';
import { expect, test } from './kit/test.ts';

test('a night visit is asked for, and approved with the number of officers', async ({
  page,
  browser,
  station,
  enter,
  expectAccessible,
}) => {
  await enter('BEAT');
  const door = page.getByRole('listitem').filter({ hasText: '（カードなし）' }).first();
  await door.getByRole('link').click();
  await page.getByRole('link', { name: '夜間承認の申請' }).click();
  await page.getByRole('button', { name: '申請する' }).click();
  await expect(page.getByRole('alert')).toContainText('相手方の都合によるものだけ');
  await expectAccessible();
  await page.getByRole('checkbox', { name: '相手方の都合による' }).check();
  await page.getByRole('radio', { name: '電話' }).check();
  await page.getByLabel('申出のあった日').fill('きのう');
  await page.getByLabel('申出のあった時刻').fill('14:05');
  const day = new Date(Date.parse(CLOCK) + 33 * 3600 * 1000).toISOString().slice(0, 10);
  await page.getByLabel('訪問する日').fill(day);
  await page.getByLabel('開始の予定').fill('2000');
  await page.getByLabel('終了の予定').fill('2020');
  await page.getByRole('button', { name: '申請する' }).click();
  await expect(page.getByText('夜間の承認を申請しました')).toBeVisible();

  await page.goto('/night-approvals');
  await expect(page.getByText('自分の申請は自分で承認できません')).toBeVisible();

  const desk = await browser.newContext({ baseURL: station.address });
  const manager = await desk.newPage();
  const { officerNo, password } = station.logInOf('GM');
  await manager.goto('/night-approvals');
  await manager.getByLabel('職員番号').fill(officerNo);
  await manager.getByLabel('パスワード').fill(password);
  await manager.getByRole('button', { name: 'ログイン' }).click();
  await manager.getByRole('button', { name: '承認', exact: true }).click();
  await manager.getByRole('radio', { name: '1人で行ってよい' }).check();
  await manager.getByRole('button', { name: '承認する' }).click();
  await expect(manager.getByRole('alert')).toContainText('1人でよい理由');
  await manager.getByLabel('1人でよい理由').fill('大通りに面した店舗である');
  await manager.getByRole('button', { name: '承認する' }).click();
  await expect(manager.getByText('承認しました')).toBeVisible();
  await desk.close();

  await page.getByRole('button', { name: '承認済み' }).click();
  await expect(page.getByText('大通りに面した店舗である')).toBeVisible();
  await expectAccessible();
});

test('after sunset an absent door asks for the approval, and without one for the reason that stays on record', async ({
  page,
  engine,
  expectAccessible,
}) => {
  // Sunset at 見本 on that day is a few minutes past five.
  const evening = CLOCK.replace('T10:', 'T18:');
  const late = await Station.start({ engine, web: true, clockAt: evening });
  try {
    await page.clock.setSystemTime(evening);
    const { officerNo, password } = late.logInOf('BEAT');
    await page.goto(late.address);
    await page.getByLabel('職員番号').fill(officerNo);
    await page.getByLabel('パスワード').fill(password);
    await page.getByRole('button', { name: 'ログイン' }).click();
    const door = page.getByRole('listitem').filter({ hasText: '（カードなし）' }).first();
    await door.getByRole('button', { name: /^不在/ }).click();
    await expect(
      page.getByRole('paragraph').filter({ hasText: /日没 17:\d\d の後の訪問です/ }),
    ).toBeInViewport();
    await expect(page.getByRole('heading', { name: /^日没 17:\d\d の後の訪問です/ })).toBeVisible();
    await expectAccessible();
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('alert')).toBeFocused();
    await page.getByLabel('承認を受けなかった理由').fill('呼び止められた');
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('記録しました');
  } finally {
    await late.stop();
  }
});

test('a request is withdrawn by who made it, and nobody waits for it any more', async ({
  page,
  station,
  enter,
  expectAccessible,
}) => {
  const officer = await station.person('BEAT');
  const manager = await station.person('GM');
  const waiting = async () => (await done(manager.api.get('/v1/night-approvals'))).items.map((one) => one.id);
  const unit = await newDoor(officer);
  const body = {
    planned_start: at('18:00', '2026-10-20'),
    planned_end: at('18:30', '2026-10-20'),
    wish_told_at: at('09:30'),
    wish_route: 'BY_PHONE',
  } as const;
  const { id } = await done(
    officer.api.post('/v1/units/{unit}/night-approvals', { path: { unit }, header: key(), body }),
  );
  expect(await waiting()).toContain(id);
  await enter('BEAT');
  await page.goto('/night-approvals');
  await page.getByRole('listitem').getByRole('button').first().click();
  await expectAccessible();
  await page.getByRole('button', { name: '申請を取り下げる' }).click();
  await expect(page.getByRole('status').filter({ hasText: '取り下げました' })).toBeVisible();
  expect(await waiting()).not.toContain(id);
  await page.getByRole('button', { name: 'すべて' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '取下げ' }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: '申請を取り下げる' })).toHaveCount(0);
});
