-- name: insert_visit
INSERT INTO visit (station_id, visit_id, beat_id, unit_id, building_id, officer_id, visit_class, met, deemed, night,
                   night_approval_id, visited_on, started_at, ended_at, recorded_at, ruleset, detail_cell, violation_cell)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

-- name: insert_visits@sqlite
INSERT INTO visit (station_id, visit_id, beat_id, unit_id, building_id, officer_id, visit_class, met, deemed, night,
                   night_approval_id, visited_on, started_at, ended_at, recorded_at, ruleset, detail_cell, violation_cell)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

-- name: insert_visits@postgres
INSERT INTO visit (station_id, visit_id, beat_id, unit_id, building_id, officer_id, visit_class, met, deemed, night,
                   night_approval_id, visited_on, started_at, ended_at, recorded_at, ruleset, detail_cell, violation_cell)
SELECT unnest($1::bytea[]), unnest($2::bytea[]), unnest($3::bytea[]), unnest($4::bytea[]), unnest($5::bytea[]),
       unnest($6::bytea[]), unnest($7::text[]), unnest($8::bigint[]), unnest($9::text[]), unnest($10::text[]),
       unnest($11::bytea[]), unnest($12::text[]), unnest($13::bigint[]), unnest($14::bigint[]), unnest($15::bigint[]),
       unnest($16::text[]), unnest($17::bytea[]), unnest($18::bytea[]);

-- name: find_visit
SELECT visit_id, beat_id, unit_id, building_id, officer_id, visit_class, met, deemed, night, night_approval_id, started_at,
       ended_at, recorded_at, ruleset, detail_cell, violation_cell, visited_on
FROM visit WHERE station_id = $1 AND visit_id = $2;

-- name: list_visits_of_unit
-- The newest first, before an instant and id.
SELECT visit_id, beat_id, unit_id, building_id, officer_id, visit_class, met, deemed, night, night_approval_id, started_at,
       ended_at, recorded_at, ruleset, detail_cell, violation_cell, visited_on
FROM visit WHERE station_id = $1 AND unit_id = $2 AND (started_at, visit_id) < ($3, $4)
ORDER BY started_at DESC, visit_id DESC LIMIT $5;

-- name: list_visits_of_day
-- limit: no beat sees more in a day.
SELECT visit_id, beat_id, unit_id, building_id, officer_id, visit_class, met, deemed, night, night_approval_id, started_at,
       ended_at, recorded_at, ruleset, detail_cell, violation_cell, visited_on
FROM visit WHERE station_id = $1 AND beat_id = $2 AND visited_on = $3
ORDER BY started_at, visit_id LIMIT 10000;

-- name: count_tries_since_met
-- Attempts in vain after the last meeting, counted: for visits that are entered out of order.
SELECT COUNT(*) FROM visit v
WHERE v.station_id = $1 AND v.unit_id = $2 AND v.met = 0 AND v.started_at > COALESCE(
    (SELECT MAX(m.started_at) FROM visit m WHERE m.station_id = $1 AND m.unit_id = $2 AND m.met = 1), 0);

-- name: put_unit_counters
UPDATE unit SET last_met_on = $3, last_try_on = $4, tries_since_met = $5, not_before = $6
WHERE station_id = $1 AND unit_id = $2;

-- name: put_building_closed
UPDATE building SET closed_visit_at = $3
WHERE station_id = $1 AND building_id = $2 AND (closed_visit_at IS NULL OR closed_visit_at < $3);

-- name: clear_not_before_of_forgotten
-- Of the units whose last visit is about to be forgotten: the day must not outlive its cause.
UPDATE unit SET not_before = NULL
WHERE station_id = $1 AND not_before IS NOT NULL AND last_try_on <= $2
  AND unit_id IN (SELECT unit_id FROM visit WHERE station_id = $1 AND met = 0 AND unit_id IS NOT NULL
                  AND detail_cell IS NOT NULL AND visited_on <= $2);

-- name: forget_not_met
-- All visits without a meeting alike, so that what is missing does not tell which were ended at request.
UPDATE visit SET detail_cell = NULL
WHERE station_id = $1 AND met = 0 AND unit_id IS NOT NULL AND detail_cell IS NOT NULL AND visited_on <= $2;

-- name: insert_night_approval
INSERT INTO night_approval (station_id, approval_id, unit_id, beat_id, state, requested_by, recorded_at, wish_told_at,
                            wish_route, planned_start, planned_end)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: decide_night_approval
UPDATE night_approval SET state = $3, decided_by = $4, decided_at = $5, two_officers = $6, reason_cell = $7
WHERE station_id = $1 AND approval_id = $2 AND state = 'WAITING';

-- name: find_night_approval
SELECT approval_id, unit_id, beat_id, state, requested_by, recorded_at, wish_told_at, wish_route, planned_start,
       planned_end, decided_by, decided_at, two_officers, reason_cell
FROM night_approval WHERE station_id = $1 AND approval_id = $2;

-- name: list_night_approvals
-- The newest first, before an id.
SELECT approval_id, unit_id, beat_id, state, requested_by, recorded_at, wish_told_at, wish_route, planned_start,
       planned_end, decided_by, decided_at, two_officers, reason_cell
FROM night_approval WHERE station_id = $1 AND approval_id < $2 ORDER BY approval_id DESC LIMIT $3;

-- name: list_night_approvals_in_state
SELECT approval_id, unit_id, beat_id, state, requested_by, recorded_at, wish_told_at, wish_route, planned_start,
       planned_end, decided_by, decided_at, two_officers, reason_cell
FROM night_approval WHERE station_id = $1 AND state = $2 AND approval_id < $3 ORDER BY approval_id DESC LIMIT $4;

-- name: list_approved_nights
-- limit: approved evenings of one beat from now on.
SELECT unit_id, planned_start FROM night_approval
WHERE station_id = $1 AND beat_id = $2 AND state = 'APPROVED' AND planned_start >= $3
ORDER BY planned_start, unit_id LIMIT 10000;
