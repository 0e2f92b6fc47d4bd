// SPDX-License-Identifier: Apache-2.0
// What the requests are about: the doors of a station as its own API tells them, and words that people would look for.

const PAGE = 500;

/** Every door of the manager's station: {beat, unit, card, town, address, room, name, kana}, in the order of the beats. */
export async function listDoors(station, most = Infinity) {
  const { beats } = await station.get('/v1/places');
  const doors = [];
  for (const [index, beat] of beats.entries()) {
    for (let cursor = ''; doors.length < most; ) {
      const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await station.get(`/v1/beats/${beat.id}/doors?purpose=VISIT_PREPARATION&show=ALL&limit=${PAGE}${next}`);
      for (const door of page.items) doors.push(read(door, index + 1));
      if (!page.next) break;
      cursor = page.next;
    }
  }
  return { doors, beats: beats.length };
}

function read(door, beat) {
  const { unit_id: unit, card_id: card, town, address, room = '', name } = door;
  return { beat, unit, card, town, address, room, name: name?.text ?? '', kana: name?.kana ?? '' };
}

/** The same numbers from the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export function shuffled(list, random) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = random(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** Three kinds in turn: kana that a family name begins with, two kanji of a name, the end of a town with its number. */
export function inventSearches(doors, count, random) {
  const named = doors.filter((door) => [...door.kana].length >= 5 && [...door.name.replaceAll(/[\s　]/g, '')].length >= 4);
  const pick = () => named[random(named.length)];
  const searches = [];
  for (let i = 0; i < count; i += 1) {
    searches.push({ kind: 'kana', text: [...pick().kana.replaceAll(/[\s　]/g, '')].slice(0, 3).join('') });
    const letters = [...pick().name.replaceAll(/[\s　]/g, '')];
    searches.push({ kind: 'name', text: letters.slice(-2).join('') });
    const door = pick();
    searches.push({ kind: 'place', text: [...door.town].slice(-3).join('') + [...door.address].slice(0, 3).join('') });
  }
  return searches;
}
