-- name: find_credential
SELECT password_hash, changed_at, must_change, failures, blocked_until FROM credential WHERE officer_id = $1;

-- name: put_credential
INSERT INTO credential (officer_id, password_hash, changed_at, must_change, failures, blocked_until)
VALUES ($1, $2, $3, $4, 0, 0)
ON CONFLICT (officer_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at,
    must_change = excluded.must_change, failures = 0, blocked_until = 0;

-- name: set_failures
UPDATE credential SET failures = $2, blocked_until = $3 WHERE officer_id = $1;

-- name: insert_session
INSERT INTO session (token_hash, session_id, officer_id, created_at, last_seen_at, expires_at)
VALUES ($1, $2, $3, $4, $4, $5);

-- name: find_session
SELECT session_id, officer_id, created_at, last_seen_at, expires_at FROM session WHERE token_hash = $1;

-- name: touch_session
UPDATE session SET last_seen_at = $2 WHERE token_hash = $1;

-- name: delete_session
DELETE FROM session WHERE token_hash = $1;

-- name: delete_other_sessions
DELETE FROM session WHERE officer_id = $1 AND token_hash <> $2;

-- name: delete_sessions_expired
DELETE FROM session WHERE expires_at < $1 OR last_seen_at < $2;
