// SPDX-License-Identifier: Apache-2.0
// Every screen, its path, and the code it is loaded from. Paths hold ids only, never names or search words.
export const routes = {
  home: { path: '/', load: () => import('../features/session/Home.svelte') },
  today: { path: '/today', load: () => import('../features/visits/Today.svelte') },
  unit: { path: '/units/:unit', load: () => import('../features/places/UnitScreen.svelte') },
  record: { path: '/units/:unit/record', load: () => import('../features/visits/Record.svelte') },
  buildingClosed: {
    path: '/buildings/:building/closed',
    load: () => import('../features/visits/BuildingClosed.svelte'),
  },
  nightRequest: { path: '/units/:unit/night', load: () => import('../features/visits/NightRequest.svelte') },
  nightApprovals: {
    path: '/night-approvals',
    load: () => import('../features/visits/NightApprovals.svelte'),
  },
  progress: { path: '/progress', load: () => import('../features/visits/ProgressScreen.svelte') },
  newCard: { path: '/units/:unit/card', load: () => import('../features/cards/NewCard.svelte') },
  card: { path: '/cards/:card', load: () => import('../features/cards/CardScreen.svelte') },
  correctCard: { path: '/cards/:card/correct', load: () => import('../features/cards/CorrectCard.svelte') },
  cardIndex: { path: '/index', load: () => import('../features/cards/CardIndex.svelte') },
  search: { path: '/search', load: () => import('../features/cards/Search.svelte') },
  places: { path: '/places', load: () => import('../features/places/Places.svelte') },
  newUnit: { path: '/places/new', load: () => import('../features/places/NewUnit.svelte') },
  glossary: { path: '/glossary', load: () => import('../features/rules/Glossary.svelte') },
  rules: { path: '/rules', load: () => import('../features/rules/Rules.svelte') },
  profile: { path: '/profile', load: () => import('../features/session/Profile.svelte') },
  ledger: { path: '/ledger', load: () => import('../features/ledger/Ledger.svelte') },
} as const;

export type RouteName = keyof typeof routes;
