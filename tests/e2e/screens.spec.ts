// SPDX-License-Identifier: Apache-2.0
// Each screen as it opens: readable by everybody (axe), at 320 px and at twice the size, and by keyboard alone.
import { expect, expectNoSideways, test } from './kit/test.ts';

test('the log-in screen says that the data is fictional, and what is wrong beside the field', async ({
  page,
  expectAccessible,
}) => {
  await page.goto('/');
  await expect(page.getByText('架空データ')).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'ログイン' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page).toHaveTitle(/^エラー：/);
  await page.getByRole('link', { name: '職員番号を入力してください' }).click();
  await expect(page.getByLabel('職員番号')).toBeFocused();
  await expectAccessible();
});

const screens = [
  ['BEAT', '/today', '本日の巡回'],
  ['BEAT', '/search', '検索'],
  ['BEAT', '/places', '場所'],
  ['BEAT', '/index', 'カード索引'],
  ['GM', '/night-approvals', '夜間承認'],
  ['GM', '/progress', '進捗'],
  ['GM', '/ledger', '監査台帳'],
  ['BEAT', '/glossary', '用語'],
  ['BEAT', '/rules', '規定と様式'],
  ['BEAT', '/profile', '自分の情報と権限'],
  ['BEAT', '/nowhere', 'この画面はありません'],
] as const;

for (const [role, path, title] of screens) {
  test(`${path} is open to everybody`, async ({ page, enter, expectAccessible }) => {
    await enter(role);
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.getByText('読み込んでいます')).toHaveCount(0);
    // Opened means opened: nothing was refused.
    await expect(page.locator('main').getByRole('alert')).toHaveCount(0);
    await expectAccessible();
    await expectNoSideways(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSideways(page);
  });
}

test('the keyboard goes everywhere and the focus is on the new heading', async ({
  page,
  enter,
  isMobile,
}) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await enter('BEAT');
  await page.keyboard.press('g');
  await page.keyboard.press('y');
  await expect(page.getByRole('heading', { level: 1, name: '用語' })).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'キー操作の一覧' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('heading', { level: 1, name: '検索' })).toBeFocused();
});

test('English is at hand and the page says which language it is', async ({ page, enter, isMobile }) => {
  await enter('BEAT');
  if (isMobile) await page.getByRole('button', { name: 'メニュー' }).click();
  await page.getByRole('button', { name: 'English' }).first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('link', { name: 'Glossary' }).first()).toBeAttached();
});
