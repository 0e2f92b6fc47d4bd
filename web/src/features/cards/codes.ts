// SPDX-License-Identifier: Apache-2.0
import type { Purpose, Schema } from '../../api/client';

/** Why a card may be opened from the desk; what belongs to one act (printing, correcting) is said by that act. */
export const OPENING_PURPOSES = [
  'VISIT_PREPARATION',
  'VISIT',
  'CORRECTION',
  'SEARCH_FOR_VISIT',
  'INSPECTION',
  'APPROVAL',
  'GUIDANCE',
] as const satisfies readonly Purpose[];
export const ROUTES_HERE = ['R1', 'R3'] as const satisfies readonly Schema['Route'][];
export const HOUSING = [
  'OWNED',
  'RENTED',
  'APARTMENT',
  'COMPANY_HOUSING',
  'FACILITY',
  'OTHER',
] as const satisfies readonly Schema['HousingKind'][];
export const RELATIONS = [
  'HEAD',
  'SPOUSE',
  'PARTNER',
  'CHILD',
  'CHILD_SPOUSE',
  'GRANDCHILD',
  'PARENT',
  'GRANDPARENT',
  'SIBLING',
  'OTHER_RELATIVE',
  'COHABITANT',
  'OTHER',
] as const satisfies readonly NonNullable<Schema['Person']['relation']>[];
export const CONTACT_RELATIONS = [
  'WORKPLACE',
  'FAMILY_HOME',
  'RELATIVE',
  'FRIEND',
  'LANDLORD',
  'OTHER',
] as const satisfies readonly NonNullable<Schema['Contact']['relation']>[];
export const TOLD_HOW = [
  'AT_THE_DOOR',
  'ON_PAPER',
  'BY_PHONE',
  'BY_INTERCOM',
  'AT_THE_COUNTER',
] as const satisfies readonly Schema['Provenance']['how'][];
export const COOPERATION = [
  'SELF',
  'FAMILY',
  'EMPLOYEE',
  'MANAGER',
] as const satisfies readonly Schema['Correction']['corrected_with'][];
/** Languages for which fill-in guides are usual (5-5(2)). */
export const LANGUAGES = ['en', 'zh', 'ko', 'vi', 'pt', 'es', 'tl', 'ne'] as const;
/** 月 = 1 … 日 = 7, as in ISO 8601. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
