// SPDX-License-Identifier: Apache-2.0
// Where one can go, in the order of the work; nobody is shown a door that is shut to him.
import { t } from '../i18n/text.svelte';
import type { RouteName } from '../router/routes';
import { session } from '../session/session.svelte';

type Plain = Extract<
  RouteName,
  | 'today'
  | 'search'
  | 'nightApprovals'
  | 'progress'
  | 'places'
  | 'cardIndex'
  | 'ledger'
  | 'glossary'
  | 'rules'
>;
export type Destination = { name: Plain; label: string; key?: string };

export function destinations(): Destination[] {
  const all: (Destination & { open: boolean })[] = [
    { name: 'today', label: t('nav.today'), key: 'g t', open: session.may('list_doors') },
    {
      name: 'search',
      label: t('nav.search'),
      key: '/',
      open: session.may('view_card') || session.may('search_persons'),
    },
    { name: 'nightApprovals', label: t('nav.night'), key: 'g n', open: session.may('read_night_requests') },
    { name: 'progress', label: t('nav.progress'), key: 'g s', open: session.may('read_statistics') },
    { name: 'places', label: t('nav.places'), key: 'g p', open: session.may('read_places') },
    { name: 'cardIndex', label: t('nav.index'), key: 'g i', open: session.may('list_card_index') },
    // Everybody who touches residents' data may read what he did himself.
    {
      name: 'ledger',
      label: t('nav.ledger'),
      key: 'g l',
      open: ['read_ledger', 'view_card', 'record_visit'].some((operation) => session.may(operation)),
    },
    { name: 'glossary', label: t('nav.glossary'), key: 'g y', open: true },
    { name: 'rules', label: t('nav.rules'), key: 'g r', open: true },
  ];
  return all.filter((place) => place.open);
}
