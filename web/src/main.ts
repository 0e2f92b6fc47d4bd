// SPDX-License-Identifier: Apache-2.0
import '@digital-go-jp/design-tokens/dist/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { startLanguage } from './i18n/text.svelte';
import { startRouter } from './router/router.svelte';
import { loadSession } from './session/session.svelte';
import { startCommands } from './ui/commands.svelte';

await startLanguage();
startCommands();
startRouter();
mount(App, { target: document.getElementById('app')! });
void loadSession();
