-- name: insert_officer
INSERT INTO officer (officer_id, station_id, officer_no, name, name_kana, rank, post, community_officer, active, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9);

-- name: find_officer
SELECT officer_id, station_id, officer_no, name, name_kana, rank, post, community_officer, active
FROM officer WHERE officer_id = $1;

-- name: find_officer_by_no
SELECT officer_id, station_id, officer_no, name, name_kana, rank, post, community_officer, active
FROM officer WHERE officer_no = $1;

-- name: list_officers
SELECT officer_id, station_id, officer_no, name, name_kana, rank, post, community_officer, active
FROM officer WHERE station_id = $1 AND officer_no > $2
ORDER BY officer_no LIMIT $3;

-- name: insert_designation
INSERT INTO designation (designation_id, station_id, officer_id, role, post, site_id, shift_group, from_at, to_at, acting,
                         clause, reason, by_officer_id, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: insert_designation_place
INSERT INTO designation_place (designation_id, kind, place_id) VALUES ($1, $2, $3);

-- name: end_designation
UPDATE designation SET to_at = $3 WHERE designation_id = $1 AND station_id = $2 AND (to_at IS NULL OR to_at > $3);

-- name: find_designation
SELECT designation_id, station_id, officer_id, role, post, site_id, shift_group, from_at, to_at, acting, clause, reason,
       by_officer_id
FROM designation WHERE designation_id = $1;

-- name: list_designations_of
-- All of one officer, past and coming ones too. limit: a career.
SELECT designation_id, station_id, officer_id, role, post, site_id, shift_group, from_at, to_at, acting, clause, reason,
       by_officer_id
FROM designation WHERE officer_id = $1
ORDER BY from_at LIMIT 1000;

-- name: list_designations
SELECT designation_id, station_id, officer_id, role, post, site_id, shift_group, from_at, to_at, acting, clause, reason,
       by_officer_id
FROM designation WHERE station_id = $1 AND designation_id > $2
ORDER BY designation_id LIMIT $3;

-- name: list_designation_places
SELECT kind, place_id FROM designation_place WHERE designation_id = $1
ORDER BY kind, place_id LIMIT 10000;

-- name: insert_assignment
INSERT INTO beat_assignment (station_id, assignment_id, officer_id, beat_id, kind, from_at, to_at, reason, by_officer_id,
                             recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: end_assignment
UPDATE beat_assignment SET to_at = $3 WHERE station_id = $1 AND assignment_id = $2 AND (to_at IS NULL OR to_at > $3);

-- name: find_assignment
SELECT station_id, assignment_id, officer_id, beat_id, kind, from_at, to_at, reason, by_officer_id
FROM beat_assignment WHERE station_id = $1 AND assignment_id = $2;

-- name: list_assignments_of
-- All of one officer. station-free: the caller is known by the officer alone.
SELECT station_id, assignment_id, officer_id, beat_id, kind, from_at, to_at, reason, by_officer_id
FROM beat_assignment WHERE officer_id = $1
ORDER BY from_at LIMIT 1000;

-- name: list_assignments
SELECT station_id, assignment_id, officer_id, beat_id, kind, from_at, to_at, reason, by_officer_id
FROM beat_assignment WHERE station_id = $1 AND assignment_id > $2
ORDER BY assignment_id LIMIT $3;

-- name: list_main_officers
SELECT a.beat_id, o.name
FROM beat_assignment a JOIN officer o ON o.officer_id = a.officer_id
WHERE a.station_id = $1 AND a.kind = 'MAIN' AND a.from_at <= $2 AND (a.to_at IS NULL OR a.to_at > $2)
ORDER BY a.beat_id LIMIT 5000;
