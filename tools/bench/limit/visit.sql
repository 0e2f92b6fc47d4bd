-- Record a visit: the door, then the visit, the unit's and the beat's counters, the request's key and the audit record.
\set unit random(1, :units)
\set beat :unit % :beats + 1
SELECT u.unit_id, u.beat_id, u.kind, u.state, u.visit_class, u.walk_order, u.last_met_on, u.last_try_on, u.tries_since_met, u.not_before, u.card_id, d.town, d.address, d.room FROM unit u JOIN dwelling d ON d.dwelling_id = u.dwelling_id WHERE u.unit_id = :unit;
BEGIN;
INSERT INTO visit (beat_id, unit_id, officer_id, visit_class, met, visited_on, started_at, ended_at, recorded_at, ruleset, detail) VALUES (:beat, :unit, 1, 'GENERAL', TRUE, '2026-10-14', 1791939600000000, 1791940800000000, 1791943200000000, 'sample-2026', '\x0101019a8f2c5b7d7e4f8a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90101019a8f2c5b7d7e4f8a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9');
UPDATE unit SET last_met_on = '2026-10-14', last_try_on = '2026-10-14', tries_since_met = 0, not_before = NULL WHERE unit_id = :unit;
INSERT INTO request_outcome (officer_id, request_key, request_hash, subject_id, recorded_at) VALUES (1, gen_random_uuid(), '\x0101019a8f2c5b7d7e4f8a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f', :unit, 1791943200000000);
INSERT INTO audit (actor_id, body) VALUES (1, '\x0101019a8f2c5b7d7e4f8a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9');
INSERT INTO beat_month_counter (beat_id, month, met, not_met) VALUES (:beat, '2026-10', 1, 0) ON CONFLICT (beat_id, month) DO UPDATE SET met = beat_month_counter.met + 1;
COMMIT;
