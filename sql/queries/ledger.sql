-- name: insert_entry
INSERT INTO ledger_entry (station_id, entry_id, actor_id, body, detail_cell) VALUES ($1, $2, $3, $4, $5);

-- name: insert_pending
INSERT INTO ledger_pending (station_id, entry_id) VALUES ($1, $2);

-- name: insert_entries
INSERT INTO ledger_entry (station_id, entry_id, actor_id, body, detail_cell) VALUES ($1, $2, $3, $4, $5);

-- name: insert_entries@postgres
INSERT INTO ledger_entry (station_id, entry_id, actor_id, body, detail_cell)
SELECT n.station_id, n.entry_id, n.actor_id, n.body, n.detail_cell
FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[])
    AS n (station_id, entry_id, actor_id, body, detail_cell);

-- name: insert_pendings
INSERT INTO ledger_pending (station_id, entry_id) VALUES ($1, $2);

-- name: insert_pendings@postgres
INSERT INTO ledger_pending (station_id, entry_id)
SELECT n.station_id, n.entry_id FROM unnest($1::bytea[], $2::bytea[]) AS n (station_id, entry_id);

-- name: list_stations_pending
-- Stations with entries that no leaf holds yet. limit: one row a station.
SELECT DISTINCT station_id FROM ledger_pending;

-- name: list_pending
SELECT p.entry_id, e.body
FROM ledger_pending p JOIN ledger_entry e ON e.station_id = p.station_id AND e.entry_id = p.entry_id
WHERE p.station_id = $1
ORDER BY p.entry_id
LIMIT $2;

-- name: insert_leaves
INSERT INTO ledger_leaf (station_id, position, entry_id, leaf_hash) VALUES ($1, $2, $3, $4);

-- name: insert_leaves@postgres
INSERT INTO ledger_leaf (station_id, position, entry_id, leaf_hash)
SELECT n.station_id, n.position, n.entry_id, n.leaf_hash
FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bytea[]) AS n (station_id, position, entry_id, leaf_hash);

-- name: delete_pending_through
DELETE FROM ledger_pending WHERE station_id = $1 AND entry_id <= $2;

-- name: insert_checkpoint
INSERT INTO ledger_checkpoint (station_id, size, root, frontier, note, signed_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: find_last_checkpoint
SELECT size, root, frontier, note, signed_at
FROM ledger_checkpoint WHERE station_id = $1
ORDER BY size DESC LIMIT 1;

-- name: list_checkpoints
SELECT size, root, frontier, note, signed_at
FROM ledger_checkpoint WHERE station_id = $1 AND size > $2
ORDER BY size LIMIT $3;

-- name: find_size
SELECT position + 1 FROM ledger_leaf WHERE station_id = $1 ORDER BY position DESC LIMIT 1;

-- name: count_entries
-- aggregate
SELECT (SELECT count(*) FROM ledger_entry WHERE station_id = $1), (SELECT count(*) FROM ledger_pending WHERE station_id = $1);

-- name: find_stray_entry
-- The first that neither waits nor has a position.
SELECT e.entry_id FROM ledger_entry e
WHERE e.station_id = $1
  AND NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.station_id = e.station_id AND l.entry_id = e.entry_id)
  AND NOT EXISTS (SELECT 1 FROM ledger_pending p WHERE p.station_id = e.station_id AND p.entry_id = e.entry_id)
ORDER BY e.entry_id LIMIT 1;

-- name: list_leaves
-- In the order of the log; body and detail_cell are null when the entry itself is gone.
SELECT l.position, l.entry_id, l.leaf_hash, e.body, e.detail_cell, e.actor_id
FROM ledger_leaf l LEFT JOIN ledger_entry e ON e.station_id = l.station_id AND e.entry_id = l.entry_id
WHERE l.station_id = $1 AND l.position >= $2
ORDER BY l.position
LIMIT $3;

-- name: list_leaf_hashes
SELECT position, leaf_hash FROM ledger_leaf
WHERE station_id = $1 AND position >= $2 AND position < $3
ORDER BY position LIMIT $4;

-- name: list_entries_before
-- The newest first, for people to read; by one actor when $3 is not null. (PostgreSQL infers the type of $3 from its
-- first use: the comparison stands before the test for null.)
SELECT e.entry_id, e.body, l.position, l.leaf_hash
FROM ledger_entry e LEFT JOIN ledger_leaf l ON l.station_id = e.station_id AND l.entry_id = e.entry_id
WHERE e.station_id = $1 AND e.entry_id < $2 AND (e.actor_id = $3 OR $3 IS NULL)
ORDER BY e.entry_id DESC
LIMIT $4;
