-- Open a card: its row with the officer's name, and the audit record.
\set card random(1, :units)
SELECT c.card_id, c.unit_id, c.beat_id, c.card_no, c.state, c.route, c.version, c.form_version, c.ruleset, c.officer_id, c.created_on, c.confirmed_on, c.retention_ends_on, c.recorded_at, c.content, o.name FROM card c JOIN officer o ON o.officer_id = c.officer_id WHERE c.card_id = :card;
INSERT INTO audit (actor_id, body) VALUES (1, '\x0101019a8f2c5b7d7e4f8a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9');
