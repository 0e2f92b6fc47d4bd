// SPDX-License-Identifier: Apache-2.0
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { textsPlugin } from './tools/texts-plugin.ts';

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), textsPlugin()],
  // The content security policy allows no inline script, no data: module and no other origin.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // The widgets that screens share come as one piece, fetched with the first screen and then at hand.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'svelte', test: /node_modules/, priority: 2 },
            {
              name: 'core',
              test: /\/src\/(i18n|api|session|router|ui\/(toasts|commands|navigation))[/.](?!dictionary\.en)|texts\/(app|nav|form|problem|error|shortcuts|toast|term)$/,
              priority: 2,
            },
            {
              name: 'kit',
              test: /\/src\/(ui\/kit|dates|features\/(visits\/codes|places\/BeatChoice|cards\/PurposeChoice))|texts\/(date|time|combobox|table|loading|purpose|places)$/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/v1': 'http://127.0.0.1:8080' } },
  // Without it the tests would get Svelte's server half, which mounts nothing.
  ...(mode === 'test' ? { resolve: { conditions: ['browser'] } } : {}),
  test: { environment: 'happy-dom', include: ['**/*.test.ts'] },
}));
