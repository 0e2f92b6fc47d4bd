// SPDX-License-Identifier: Apache-2.0
// What every walk has: a station of its own worker, somebody logged in, and a browser that complains aloud.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { CLOCK } from '../../api/kit/common.ts';
import { Station, type Engine } from '../../api/kit/station.ts';

export type Options = { engine: Engine };
type PerWorker = Options & { station: Station };
type PerTest = {
  /** The browser lives at the server's hour: after sunset the doors of a list look different. */
  daytime: void;
  /** Fails the test when the page logged an error or broke its content security policy. */
  quiet: void;
  /** Logs somebody of the demo in and waits for his first screen. */
  enter: (role: string, n?: number) => Promise<void>;
  /** Holds the screen, as it is now, against WCAG 2.2 AA. */
  expectAccessible: () => Promise<void>;
};

export const test = base.extend<PerTest, PerWorker>({
  engine: ['sqlite', { option: true, scope: 'worker' }],
  station: [
    async ({ engine }, use) => {
      const station = await Station.start({ engine, web: true, clockAt: CLOCK });
      await use(station);
      await station.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ station }, use) => use(station.address),
  daytime: [
    async ({ context }, use) => {
      await context.clock.install({ time: CLOCK });
      await use();
    },
    { auto: true },
  ],
  quiet: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('console', (message) => {
        // A refusal of the server is part of many walks; the browser logs its status as an error.
        const refusal = /Failed to load resource: the server responded with a status of 4\d\d/.test(
          message.text(),
        );
        if (['error', 'warning'].includes(message.type()) && !refusal) complaints.push(message.text());
      });
      page.on('request', (request) => {
        const ours = request.url().startsWith('data:') || request.url().startsWith('blob:');
        if (!ours && new URL(request.url()).hostname !== '127.0.0.1')
          complaints.push(`asked ${request.url()}`);
      });
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  enter: async ({ page, station }, use) => {
    await use(async (role, n = 0) => {
      const { officerNo, password } = station.logInOf(role, n);
      await page.goto('/');
      await page.getByLabel('職員番号').fill(officerNo);
      await page.getByLabel('パスワード').fill(password);
      await page.getByRole('button', { name: 'ログイン' }).click();
      await expect(page.locator('main h1')).not.toHaveText('ログイン');
    });
  },
  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
    });
  },
});

export { expect };

/** Nothing is cut off at the right: the page may be read without scrolling sideways (WCAG 1.4.10). */
export async function expectNoSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main .body')]
      .filter((box) => box.scrollWidth > box.clientWidth)
      .map((box) => `${box.className || box.tagName} ${box.scrollWidth} > ${box.clientWidth}`),
  );
  expect(wide).toEqual([]);
}
