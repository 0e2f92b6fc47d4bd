-- name: insert_station
INSERT INTO station (station_id, code, name, prefecture, profile, has_chiiki_kacho, latitude_micro, longitude_micro, phone,
                     fictional, headquarters)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: find_station
SELECT station_id, code, name, prefecture, profile, has_chiiki_kacho, latitude_micro, longitude_micro, phone, fictional,
       headquarters
FROM station WHERE station_id = $1;

-- name: list_stations
SELECT station_id, code, name, prefecture, profile, has_chiiki_kacho, latitude_micro, longitude_micro, phone, fictional,
       headquarters
FROM station ORDER BY code LIMIT 1000;

-- name: insert_block
INSERT INTO block (station_id, block_id, code, name, since) VALUES ($1, $2, $3, $4, $5);

-- name: insert_site
INSERT INTO site (station_id, site_id, block_id, code, name, kind, since) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: insert_beat
INSERT INTO beat (station_id, beat_id, site_id, code, name, since) VALUES ($1, $2, $3, $4, $5, $6);

-- name: insert_beat_counter
INSERT INTO beat_counter (station_id, beat_id) VALUES ($1, $2);

-- name: list_blocks
SELECT block_id, station_id, code, name, since FROM block WHERE station_id = $1 ORDER BY code LIMIT 1000;

-- name: list_sites
SELECT site_id, station_id, block_id, code, name, kind, since FROM site WHERE station_id = $1 ORDER BY code LIMIT 2000;

-- name: list_beats
SELECT beat_id, station_id, site_id, code, name, since FROM beat WHERE station_id = $1 ORDER BY code LIMIT 5000;

-- name: find_vault_position
SELECT epoch, handed_out FROM vault_position WHERE station_id = $1;

-- name: put_vault_position
INSERT INTO vault_position (station_id, epoch, handed_out) VALUES ($1, $2, $3)
ON CONFLICT (station_id) DO UPDATE SET epoch = excluded.epoch, handed_out = excluded.handed_out
WHERE vault_position.epoch < excluded.epoch OR vault_position.handed_out < excluded.handed_out;
