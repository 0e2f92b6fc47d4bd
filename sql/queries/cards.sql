-- name: take_card_numbers
-- Serials are counted within the station; the $2 ones taken end at next_serial - 1.
INSERT INTO card_number (station_id, next_serial) VALUES ($1, $2 + 1)
ON CONFLICT (station_id) DO UPDATE SET next_serial = card_number.next_serial + $2
RETURNING next_serial;

-- name: insert_card
INSERT INTO card (station_id, card_id, unit_id, beat_id, card_no, state, route, version, form_version, ruleset, written_by,
                  binder_class, visit_id, officer_id, purpose_shown_at, guide_language, created_on, confirmed_on,
                  retention_ends_on, recorded_at, key_ref, tag_cell, content_cell)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23);

-- name: insert_cards@sqlite
INSERT INTO card (station_id, card_id, unit_id, beat_id, card_no, state, route, version, form_version, ruleset, written_by,
                  binder_class, visit_id, officer_id, purpose_shown_at, guide_language, created_on, confirmed_on,
                  retention_ends_on, recorded_at, key_ref, tag_cell, content_cell)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23);

-- name: insert_cards@postgres
INSERT INTO card (station_id, card_id, unit_id, beat_id, card_no, state, route, version, form_version, ruleset, written_by,
                  binder_class, visit_id, officer_id, purpose_shown_at, guide_language, created_on, confirmed_on,
                  retention_ends_on, recorded_at, key_ref, tag_cell, content_cell)
SELECT unnest($1::bytea[]), unnest($2::bytea[]), unnest($3::bytea[]), unnest($4::bytea[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::bigint[]), unnest($9::text[]), unnest($10::text[]),
       unnest($11::text[]), unnest($12::text[]), unnest($13::bytea[]), unnest($14::bytea[]), unnest($15::bigint[]),
       unnest($16::text[]), unnest($17::text[]), unnest($18::text[]), unnest($19::text[]), unnest($20::bigint[]),
       unnest($21::bigint[]), unnest($22::bytea[]), unnest($23::bytea[]);

-- name: insert_card_index
INSERT INTO card_index (station_id, card_id, beat_id, unit_id, entered_on, corrected_on, key_ref, search_cell)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: insert_card_indexes@sqlite
INSERT INTO card_index (station_id, card_id, beat_id, unit_id, entered_on, corrected_on, key_ref, search_cell)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: insert_card_indexes@postgres
INSERT INTO card_index (station_id, card_id, beat_id, unit_id, entered_on, corrected_on, key_ref, search_cell)
SELECT unnest($1::bytea[]), unnest($2::bytea[]), unnest($3::bytea[]), unnest($4::bytea[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::bigint[]), unnest($8::bytea[]);

-- name: put_card_of_unit
UPDATE unit SET card_id = $3 WHERE station_id = $1 AND unit_id = $2;

-- name: raise_directory_version
UPDATE beat SET directory_version = directory_version + 1 WHERE station_id = $1 AND beat_id = $2
RETURNING directory_version;

-- name: list_directory_versions
SELECT beat_id, directory_version FROM beat WHERE station_id = $1 ORDER BY beat_id LIMIT 5000;

-- name: find_card_place
-- What a permit needs to know before a card is opened.
SELECT unit_id, beat_id, state, version, form_version FROM card WHERE station_id = $1 AND card_id = $2;

-- name: find_card
SELECT card_id, unit_id, beat_id, card_no, state, route, version, form_version, ruleset, written_by, binder_class, visit_id,
       officer_id, purpose_shown_at, guide_language, created_on, confirmed_on, retention_ends_on, recorded_at, key_ref,
       tag_cell, content_cell
FROM card WHERE station_id = $1 AND card_id = $2 AND state <> 'DISPOSED';

-- name: insert_card_version
INSERT INTO card_version (station_id, card_id, version, recorded_at, content_cell) VALUES ($1, $2, $3, $4, $5);

-- name: find_card_version
SELECT content_cell FROM card_version WHERE station_id = $1 AND card_id = $2 AND version = $3;

-- name: put_corrected_card
UPDATE card SET version = $3, confirmed_on = $4, content_cell = $5
WHERE station_id = $1 AND card_id = $2 AND version = $6;

-- name: put_corrected_index
UPDATE card_index SET corrected_on = $4, search_cell = $5
WHERE station_id = $1 AND beat_id = $2 AND card_id = $3;

-- name: list_card_names
SELECT i.card_id, i.key_ref, i.search_cell, c.tag_cell
FROM card_index i JOIN card c ON c.station_id = i.station_id AND c.card_id = i.card_id
WHERE i.station_id = $1
  AND i.card_id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
LIMIT 16;

-- name: list_card_tags
SELECT card_id, key_ref, tag_cell FROM card
WHERE station_id = $1
  AND card_id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
LIMIT 16;

-- name: list_card_index
-- limit: no beat has more doors.
SELECT i.card_id, i.unit_id, i.entered_on, i.corrected_on, i.key_ref, i.search_cell, c.tag_cell, c.form_version,
       c.binder_class, d.town, d.address, d.room, u.walk_order
FROM card_index i
JOIN card c ON c.station_id = i.station_id AND c.card_id = i.card_id
JOIN unit u ON u.station_id = i.station_id AND u.unit_id = i.unit_id
JOIN dwelling d ON d.station_id = u.station_id AND d.dwelling_id = u.dwelling_id
WHERE i.station_id = $1 AND i.beat_id = $2
ORDER BY u.walk_order, i.card_id LIMIT 20000;

-- name: list_search_cells
-- limit: no beat has more doors.
SELECT i.card_id, i.unit_id, i.key_ref, i.search_cell, d.town, d.address, d.room, b.name
FROM card_index i
JOIN unit u ON u.station_id = i.station_id AND u.unit_id = i.unit_id
JOIN dwelling d ON d.station_id = u.station_id AND d.dwelling_id = u.dwelling_id
LEFT JOIN building b ON b.station_id = d.station_id AND b.building_id = d.building_id
WHERE i.station_id = $1 AND i.beat_id = $2
ORDER BY i.card_id LIMIT 20000;

-- name: find_search_row
-- One card as the list of its beat says it.
SELECT i.card_id, i.unit_id, i.key_ref, i.search_cell, d.town, d.address, d.room, b.name
FROM card_index i
JOIN unit u ON u.station_id = i.station_id AND u.unit_id = i.unit_id
JOIN dwelling d ON d.station_id = u.station_id AND d.dwelling_id = u.dwelling_id
LEFT JOIN building b ON b.station_id = d.station_id AND b.building_id = d.building_id
WHERE i.station_id = $1 AND i.card_id = $2;

-- name: find_hit
-- A hit of the directory as its rows say now.
SELECT i.card_id, i.unit_id, i.key_ref, i.search_cell, d.town, d.address, d.room, b.name, i.beat_id, c.tag_cell
FROM card_index i
JOIN card c ON c.station_id = i.station_id AND c.card_id = i.card_id
JOIN unit u ON u.station_id = i.station_id AND u.unit_id = i.unit_id
JOIN dwelling d ON d.station_id = u.station_id AND d.dwelling_id = u.dwelling_id
LEFT JOIN building b ON b.station_id = d.station_id AND b.building_id = d.building_id
WHERE i.station_id = $1 AND i.card_id = $2 AND c.state <> 'DISPOSED';

-- name: insert_print
INSERT INTO print (station_id, print_id, serial, form, form_version, card_id, card_version, purpose, officer_id, printed_at,
                   state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'outstanding');

-- name: find_print
SELECT serial, form, form_version, card_id, card_version, purpose, printed_at, officer_id FROM print
WHERE station_id = $1 AND print_id = $2;
