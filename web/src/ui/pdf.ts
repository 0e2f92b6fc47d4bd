// SPDX-License-Identifier: Apache-2.0
// A print made by the server, handed to the browser. Its address is of this page only and is soon taken back.
import { takeWhole } from '../api/client';
import type { Answer } from '../api/fetch';

const KEPT_MS = 60_000;

/** Saves the print and says its serial. */
export async function openPdf(call: Promise<Answer<string>>): Promise<string> {
  const { data, response } = await takeWhole(call);
  const serial = response.headers.get('Junkai-Print-Serial') ?? '';
  const address = URL.createObjectURL(data as unknown as Blob);
  const link = document.createElement('a');
  link.href = address;
  // The name of the file carries the serial and nothing of the resident.
  link.download = `${serial || 'print'}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  return serial;
}
