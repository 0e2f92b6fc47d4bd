-- The tables of the database layer itself: which migrations ran, and who holds which lease.

-- name: list_migrations
-- Every migration this store has seen, oldest first.
SELECT number, name, sha256
  FROM schema_migration
 ORDER BY number
 LIMIT 10000;

-- name: add_migration
INSERT INTO schema_migration (number, name, sha256, applied_at)
VALUES ($1, $2, $3, $4);

-- name: find_lease
SELECT holder, fencing, expires_at, taken_at
  FROM lease
 WHERE name = $1;

-- name: take_lease
-- Takes a lease that is new, over, or already ours; no row when another holds it. $3 is the instant at which the old one
-- must be over, $4 the new end, $5 now.
-- The fencing number grows with every take, so that work of an earlier holder can be told and refused.
INSERT INTO lease (name, holder, fencing, expires_at, taken_at)
VALUES ($1, $2, 1, $4, $5)
    ON CONFLICT (name) DO UPDATE
   SET holder = excluded.holder,
       fencing = lease.fencing + 1,
       expires_at = excluded.expires_at,
       taken_at = excluded.taken_at
 WHERE lease.expires_at <= $3 OR lease.holder = excluded.holder
RETURNING fencing;

-- name: renew_lease
-- Only the holder with the same fencing number, and only while the lease has not been taken by another.
UPDATE lease
   SET expires_at = $4
 WHERE name = $1 AND holder = $2 AND fencing = $3;

-- name: database_now@sqlite
-- One row: the instant in microseconds, by the clock that all who share the database share.
SELECT CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER);

-- name: database_now@postgres
-- One row.
SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT);

-- name: release_lease
UPDATE lease
   SET expires_at = 0
 WHERE name = $1 AND holder = $2 AND fencing = $3;

-- name: check_lease
-- One row when the lease is still held with this fencing number; asked inside a write to fence it.
SELECT 1
  FROM lease
 WHERE name = $1 AND holder = $2 AND fencing = $3;

-- name: count_tables@sqlite
-- 1 when the table is there, else 0.
SELECT count(*)
  FROM sqlite_schema
 WHERE type = 'table' AND name = $1;

-- name: count_tables@postgres
SELECT count(*)
  FROM pg_catalog.pg_class
 WHERE relkind IN ('r', 'p') AND relname = $1 AND pg_catalog.pg_table_is_visible(oid);
