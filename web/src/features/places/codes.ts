// SPDX-License-Identifier: Apache-2.0
import type { Schema } from '../../api/client';

export const UNIT_KINDS = ['HOUSEHOLD', 'ESTABLISHMENT'] as const satisfies readonly Schema['UnitKind'][];
export const ADDRESS_KINDS = [
  'RESIDENCE_INDICATION',
  'LOT_NUMBER',
  'UNKNOWN',
] as const satisfies readonly Schema['AddressKind'][];
export const DWELLING_KINDS = [
  'DETACHED',
  'COLLECTIVE',
  'COMPANY_HOUSING',
  'FACILITY',
  'SHOP',
  'OTHER',
] as const satisfies readonly Schema['DwellingKind'][];
