// SPDX-License-Identifier: Apache-2.0
// 初回のパスワード: whoever has one sees the screen that changes it, wherever he goes, and then the one he wanted.
import { randomInt } from 'node:crypto';
import { newOfficer } from '../api/kit/acts.ts';
import { expect, expectNoSideways, test } from './kit/test.ts';

const OWN = 'ひとりで覚えられる長い言葉';

test('a first password opens one screen: the one that changes it', async ({
  page,
  station,
  expectAccessible,
}) => {
  const number = String(700_000 + randomInt(100_000));
  const first = await newOfficer(await station.person('SYS'), number);
  await page.goto('/glossary');
  await page.getByLabel('職員番号').fill(number);
  await page.getByLabel('パスワード').fill(first);
  await page.getByRole('button', { name: 'ログイン' }).click();

  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('パスワードの変更');
  await expect(heading).toBeFocused();
  await expect(page.getByText('架空データ')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expectAccessible();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSideways(page);

  // Neither another address nor a fresh page leads past it.
  await page.goto('/today');
  await expect(heading).toHaveText('パスワードの変更');

  const current = page.getByLabel('今のパスワード');
  const wanted = page.getByLabel('新しいパスワード');
  const change = page.getByRole('button', { name: '変更する' });
  await change.click();
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByRole('link', { name: '新しいパスワードを入力してください' }).click();
  await expect(wanted).toBeFocused();
  await expectAccessible();
  await current.fill(first);
  await wanted.fill(first);
  await change.click();
  await expect(page.getByRole('alert')).toContainText('今までと違うパスワード');
  await wanted.fill(OWN);
  await page.keyboard.press('Enter');
  await expect(page.getByText('パスワードを変更しました')).toBeVisible();
  await expect(heading).not.toHaveText('パスワードの変更');
  await expect(heading).toBeFocused();

  await page.goto('/profile');
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await page.getByLabel('職員番号').fill(number);
  await page.getByLabel('パスワード').fill(OWN);
  await page.getByRole('button', { name: 'ログイン' }).click();
  await expect(heading).not.toHaveText(/ログイン|パスワードの変更/);
});
