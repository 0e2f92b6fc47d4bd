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
UPDATE designation SET to_at = $2 WHERE designation_id = $1 AND (to_at IS NULL OR to_at > $2);

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
-- Those of the station, and those of headquarters that its own people hold.
SELECT d.designation_id, d.station_id, d.officer_id, d.role, d.post, d.site_id, d.shift_group, d.from_at, d.to_at,
       d.acting, d.clause, d.reason, d.by_officer_id
FROM designation d JOIN officer o ON o.officer_id = d.officer_id
WHERE (d.station_id = $1 OR (d.station_id IS NULL AND o.station_id = $1)) AND d.designation_id > $2
ORDER BY d.designation_id LIMIT $3;

-- name: list_designations_to_a_role
-- Not ended before $3; of headquarters when $2 is null. limit: holders of one role of one station.
SELECT designation_id, station_id, officer_id, role, post, site_id, shift_group, from_at, to_at, acting, clause, reason,
       by_officer_id
FROM designation
WHERE role = $1 AND (station_id = $2 OR (station_id IS NULL AND $2 IS NULL)) AND (to_at IS NULL OR to_at > $3)
ORDER BY designation_id LIMIT 10000;

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

-- name: list_assignments_of_beat
-- Not ended before $3.
SELECT station_id, assignment_id, officer_id, beat_id, kind, from_at, to_at, reason, by_officer_id
FROM beat_assignment WHERE station_id = $1 AND beat_id = $2 AND (to_at IS NULL OR to_at > $3)
ORDER BY from_at LIMIT 1000;

-- name: count_officers
-- aggregate
SELECT count(*) FROM officer;

-- name: list_main_officers
SELECT a.beat_id, o.name
FROM beat_assignment a JOIN officer o ON o.officer_id = a.officer_id
WHERE a.station_id = $1 AND a.kind = 'MAIN' AND a.from_at <= $2 AND (a.to_at IS NULL OR a.to_at > $2)
ORDER BY a.beat_id LIMIT 5000;
