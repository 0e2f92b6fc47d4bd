// SPDX-License-Identifier: Apache-2.0
// A typed table of screens, each loaded when it is first opened. After each change the focus goes to the new heading.
import { tick, type Component } from 'svelte';
import { routes, type RouteName } from './routes';
import { focusHeading } from '../ui/heading';

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type Params<N extends RouteName> = Names<(typeof routes)[N]['path']>;
type Args<N extends RouteName> = [Params<N>] extends [never]
  ? [params?: Record<string, never>, query?: Record<string, string>]
  : [params: Record<Params<N>, string>, query?: Record<string, string>];
/** Goes with a step of the history and never into the address. */
export type StepState = { purpose?: string };

/** Screens take the words of their path as properties. */
type Screen = Component<Record<string, string>>;

let shown = $state.raw<{
  screen: Screen | undefined;
  params: Record<string, string>;
  name: RouteName | undefined;
  step: number;
}>({ screen: undefined, params: {}, name: undefined, step: 0 });
let query = $state.raw(new URLSearchParams());
let failed = $state(false);
let turn = 0;

const table = Object.entries(routes).map(([name, route]) => ({
  name: name as RouteName,
  load: route.load as () => Promise<{ default: Component }>,
  pattern: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`),
}));

export const router = {
  get shown() {
    return shown;
  },
  get query(): URLSearchParams {
    return query;
  },
  /** The code of a screen could not be fetched. */
  get failed(): boolean {
    return failed;
  },
};

/** The address of a screen. */
export function href<N extends RouteName>(name: N, ...[params, query]: Args<N>): string {
  const path = routes[name].path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent((params as Record<string, string> | undefined)?.[key] ?? ''),
  );
  return query && Object.keys(query).length > 0 ? `${path}?${new URLSearchParams(query)}` : path;
}

export function navigate(
  address: string,
  options: { replace?: boolean; state?: StepState } = {},
): Promise<void> {
  if (options.replace) history.replaceState(options.state ?? null, '', address);
  else history.pushState(options.state ?? null, '', address);
  return show(true);
}

/** Changes the words after the ? in place: the screen stays, and so does the focus. */
export function setQuery(words: Record<string, string | undefined>): void {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(words)) {
    if (value === undefined) next.delete(key);
    else next.set(key, value);
  }
  const text = next.toString();
  history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''));
  query = next;
}

/** What the step before left for this one (why a card is opened, for example). */
export function stepState(): StepState {
  return (history.state as StepState | null) ?? {};
}

export function startRouter(): void {
  addEventListener('popstate', () => void show(true));
  addEventListener('click', follow);
  void show(false);
}

/** A plain click on a link of our own stays in this page. */
function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target !== '' || link.origin !== location.origin || link.hasAttribute('download')) return;
  if (link.hash !== '' && link.pathname === location.pathname) return;
  event.preventDefault();
  void navigate(link.href);
}

async function show(moveFocus: boolean): Promise<void> {
  const mine = ++turn;
  const { pathname, search } = location;
  const hit = table.find(({ pattern }) => pattern.test(pathname));
  let screen: Component | undefined;
  try {
    screen = hit ? (await hit.load()).default : undefined;
    failed = false;
  } catch {
    // The one thing that can go wrong here: the server is not reachable, or has a newer version than this page.
    failed = true;
  }
  if (mine !== turn) return;
  const params = { ...(hit?.pattern.exec(pathname)?.groups ?? {}) };
  for (const key of Object.keys(params)) params[key] = decodeURIComponent(params[key] ?? '');
  query = new URLSearchParams(search);
  shown = { screen: screen as Screen | undefined, params, name: hit?.name, step: mine };
  await tick();
  if (moveFocus) focusHeading();
}
