-- name: insert_buildings@sqlite
INSERT INTO building (station_id, building_id, beat_id, name, kana, town, address, address_kind, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: insert_buildings@postgres
INSERT INTO building (station_id, building_id, beat_id, name, kana, town, address, address_kind, created_at)
SELECT unnest($1::bytea[]), unnest($2::bytea[]), unnest($3::bytea[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::bigint[]);

-- name: insert_dwellings@sqlite
INSERT INTO dwelling (station_id, dwelling_id, beat_id, building_id, town, address, address_kind, dwelling_kind, block, number,
                      room, external_key, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: insert_dwellings@postgres
INSERT INTO dwelling (station_id, dwelling_id, beat_id, building_id, town, address, address_kind, dwelling_kind, block, number,
                      room, external_key, created_at)
SELECT unnest($1::bytea[]), unnest($2::bytea[]), unnest($3::bytea[]), unnest($4::bytea[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[]), unnest($10::text[]),
       unnest($11::text[]), unnest($12::text[]), unnest($13::bigint[]);

-- name: insert_units@sqlite
INSERT INTO unit (station_id, unit_id, dwelling_id, beat_id, kind, visit_class, hub, walk_order, created_at, last_met_on,
                  last_try_on, tries_since_met, not_before, card_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: insert_units@postgres
INSERT INTO unit (station_id, unit_id, dwelling_id, beat_id, kind, visit_class, hub, walk_order, created_at, last_met_on,
                  last_try_on, tries_since_met, not_before, card_id)
SELECT unnest($1::bytea[]), unnest($2::bytea[]), unnest($3::bytea[]), unnest($4::bytea[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::bigint[]), unnest($10::text[]),
       unnest($11::text[]), unnest($12::bigint[]), unnest($13::text[]), unnest($14::bytea[]);

-- name: add_to_beat_counter
UPDATE beat_counter SET units = units + $3, exempt = exempt + $4, cards = cards + $5
WHERE station_id = $1 AND beat_id = $2;

-- name: find_building
SELECT building_id, station_id, beat_id, name, kana, town, address, address_kind
FROM building WHERE station_id = $1 AND building_id = $2;

-- name: list_buildings_at@sqlite
-- All rows: the building of that name at that address, for lists that name no key; one for each that is asked. Left
-- alone, a planner walks the primary key for the order, and so every building of the station.
SELECT town, address, name, building_id FROM building INDEXED BY building_by_address
WHERE station_id = $1 AND town = $2 AND address = $3 AND name = $4 ORDER BY building_id LIMIT 1;

-- name: list_buildings_at@postgres
SELECT k.town, k.address, k.name, b.building_id
FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[]) AS k (station_id, town, address, name)
CROSS JOIN LATERAL (SELECT building_id FROM building
                    WHERE station_id = k.station_id AND town = k.town AND address = k.address AND name = k.name
                    ORDER BY building_id || '' LIMIT 1) AS b;

-- name: find_dwelling
SELECT dwelling_id, station_id, beat_id, building_id, dwelling_kind, town, address, address_kind, block, number, room
FROM dwelling WHERE station_id = $1 AND dwelling_id = $2;

-- name: list_known_keys@sqlite
-- All rows: those of the asked keys that a dwelling has.
SELECT external_key FROM dwelling WHERE station_id = $1 AND external_key = $2;

-- name: list_known_keys@postgres
SELECT k.external_key FROM unnest($1::bytea[], $2::text[]) AS k (station_id, external_key)
CROSS JOIN LATERAL (SELECT 1 FROM dwelling
                    WHERE station_id = k.station_id AND external_key = k.external_key LIMIT 1) AS d;

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
