-- name: find_outcome
SELECT request_hash, subject_id FROM request_outcome WHERE station_id = $1 AND officer_id = $2 AND request_key = $3;

-- name: insert_outcome
INSERT INTO request_outcome (station_id, officer_id, request_key, request_hash, subject_id, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: delete_outcomes_before
DELETE FROM request_outcome WHERE station_id = $1 AND recorded_at < $2;
