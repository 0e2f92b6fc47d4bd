-- name: insert_building
INSERT INTO building (station_id, building_id, beat_id, name, kana, town, address, address_kind, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: insert_dwelling
INSERT INTO dwelling (station_id, dwelling_id, beat_id, building_id, town, address, address_kind, dwelling_kind, block, number,
                      room, external_key, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: insert_unit
INSERT INTO unit (station_id, unit_id, dwelling_id, beat_id, kind, visit_class, hub, walk_order, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: add_to_beat_counter
UPDATE beat_counter SET units = units + $3, exempt = exempt + $4, cards = cards + $5
WHERE station_id = $1 AND beat_id = $2;

-- name: find_building
SELECT building_id, station_id, beat_id, name, kana, town, address, address_kind
FROM building WHERE station_id = $1 AND building_id = $2;

-- name: find_building_at
-- The building of that name at that address, for lists that name no key.
SELECT building_id FROM building WHERE station_id = $1 AND town = $2 AND address = $3 AND name = $4 ORDER BY building_id LIMIT 1;

-- name: find_dwelling
SELECT dwelling_id, station_id, beat_id, building_id, dwelling_kind, town, address, address_kind, block, number, room
FROM dwelling WHERE station_id = $1 AND dwelling_id = $2;

-- name: find_dwelling_by_key
SELECT dwelling_id FROM dwelling WHERE station_id = $1 AND external_key = $2;

-- name: find_door
-- A unit with its dwelling and building.
SELECT u.unit_id, u.beat_id, u.dwelling_id, u.kind, u.state, u.hub, u.visit_class, u.walk_order, u.exempt, u.last_met_on,
       u.last_try_on, u.tries_since_met, u.not_before, u.card_id,
       d.building_id, d.dwelling_kind, d.town, d.address, d.address_kind, d.block, d.number, d.room, b.name, b.closed_visit_at
FROM unit u
JOIN dwelling d ON d.station_id = u.station_id AND d.dwelling_id = u.dwelling_id
LEFT JOIN building b ON b.station_id = d.station_id AND b.building_id = d.building_id
WHERE u.station_id = $1 AND u.unit_id = $2;

-- name: list_doors
-- All units of a beat in walking order.
SELECT u.unit_id, u.beat_id, u.dwelling_id, u.kind, u.state, u.hub, u.visit_class, u.walk_order, u.exempt, u.last_met_on,
       u.last_try_on, u.tries_since_met, u.not_before, u.card_id,
       d.building_id, d.dwelling_kind, d.town, d.address, d.address_kind, d.block, d.number, d.room, b.name, b.closed_visit_at
FROM unit u
JOIN dwelling d ON d.station_id = u.station_id AND d.dwelling_id = u.dwelling_id
LEFT JOIN building b ON b.station_id = d.station_id AND b.building_id = d.building_id
WHERE u.station_id = $1 AND u.beat_id = $2 AND (u.walk_order, u.unit_id) > ($3, $4)
ORDER BY u.walk_order, u.unit_id
LIMIT $5;

-- name: list_counters
SELECT beat_id, units, exempt, cards FROM beat_counter WHERE station_id = $1 ORDER BY beat_id LIMIT 5000;

-- name: list_month_counters
SELECT beat_id, month, met, not_met, last_met FROM beat_month_counter WHERE station_id = $1 AND month >= $2
ORDER BY beat_id, month LIMIT 100000;

-- name: add_to_month_counter
INSERT INTO beat_month_counter (station_id, beat_id, month, met, not_met, last_met) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (station_id, beat_id, month) DO UPDATE SET met = beat_month_counter.met + excluded.met,
    not_met = beat_month_counter.not_met + excluded.not_met, last_met = beat_month_counter.last_met + excluded.last_met;

-- name: find_import
SELECT import_id, batches_done, rows_done, rows_refused, finished FROM import_run
WHERE station_id = $1 AND kind = $2 AND file_hash = $3;

-- name: insert_import
INSERT INTO import_run (station_id, import_id, kind, file_hash, batches_done, rows_done, rows_refused, finished, officer_id,
                        started_at, changed_at)
VALUES ($1, $2, $3, $4, 0, 0, 0, 0, $5, $6, $6);

-- name: advance_import
UPDATE import_run SET batches_done = batches_done + 1, rows_done = rows_done + $3, rows_refused = rows_refused + $4,
    finished = $5, changed_at = $6
WHERE station_id = $1 AND import_id = $2 AND batches_done = $7;
