-- Search: a part of an address; the hits' rows as the screen shows them, and the audit record.
\set n random(:first_place, :last_place)
SELECT c.card_id, c.name, c.kana, d.town, d.address, d.room, d.beat_id FROM word w JOIN bigram b ON b.gram = w.gram JOIN card_text c ON c.card_id = b.card_id AND c.place LIKE '%' || w.text || '%' JOIN dwelling d ON d.dwelling_id = c.card_id WHERE w.n = :n LIMIT 51;
INSERT INTO audit (actor_id, body) VALUES (1, '\x0101019a8f2c5b7d7e4f8a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9');
