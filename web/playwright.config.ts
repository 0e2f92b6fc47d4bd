// SPDX-License-Identifier: Apache-2.0
// Walks through the real program in a real browser. Run from web/; the tests stand in ../tests/e2e.
import { defineConfig } from '@playwright/test';
import type { Options } from '../tests/e2e/kit/test.ts';

const root = process.getuid?.() === 0;
const desk = { viewport: { width: 1366, height: 768 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

export default defineConfig<Options>({
  testDir: '../tests/e2e',
  globalSetup: '../tests/api/kit/cluster.ts',
  workers: 2,
  timeout: 60_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['JUNKAI_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        // The sandbox of Chromium refuses to run as root, and only then is it left out.
        ...(root ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--font-render-hinting=none',
      ],
    },
  },
  projects: [
    { name: 'desk', use: { ...desk, engine: 'sqlite' } },
    { name: 'phone', use: { ...phone, engine: 'sqlite' } },
    // The day is walked on the other engine too.
    { name: 'desk postgres', use: { ...desk, engine: 'postgres' }, testMatch: /day\.spec\.ts/ },
  ],
});
