-- As many units as our store has; the told doors again and again where there are more units than were told.
SELECT count(*) AS told FROM told \gset
SELECT setseed(0.5);
INSERT INTO officer SELECT g, '山本 智子' FROM generate_series(1, 12) g;
INSERT INTO dwelling
SELECT g, t.beat, t.town, t.address, t.room, NULL, 1791000000000000 + g
FROM generate_series(1, :units) g JOIN told t ON t.n = (g - 1) % :told + 1;
INSERT INTO unit
SELECT g, g, t.beat, 'HOUSEHOLD', 'GENERAL', 'OCCUPIED', lpad(g::text, 24, '0'), '2026-05-11', '2026-05-11', 0, NULL, g,
       1791000000000000 + g
FROM generate_series(1, :units) g JOIN told t ON t.n = (g - 1) % :told + 1;
INSERT INTO card
SELECT g, g, t.beat, 'C' || lpad(g::text, 8, '0'), 'LIVE', 'R1', 1, 'NEW', 'sample-2026', g % 12 + 1, '2024-05-11',
       '2024-05-11', '2027-05-11', 1791000000000000 + g,
       decode(repeat(md5(g::text) || md5((-g)::text), 32), 'hex')
FROM generate_series(1, :units) g JOIN told t ON t.n = (g - 1) % :told + 1;
INSERT INTO visit (beat_id, unit_id, officer_id, visit_class, met, visited_on, started_at, ended_at, recorded_at, ruleset, detail)
SELECT u.beat_id, u.unit_id, 1, 'GENERAL', v = 1, '2026-05-11', 1791000000000000 + v, 1791000600000000 + v, 1791000700000000 + v,
       'sample-2026', decode(repeat(md5(u.unit_id::text), 16), 'hex')
FROM unit u CROSS JOIN generate_series(1, 3) v;
INSERT INTO card_text
SELECT n, name, kana, town || address || room FROM told WHERE name <> '';
INSERT INTO bigram
SELECT DISTINCT substr(x.text, i, 2), x.card_id
FROM (SELECT card_id, name AS text FROM card_text UNION ALL SELECT card_id, place FROM card_text) x,
     LATERAL generate_series(1, length(x.text) - 1) i;
CREATE INDEX card_text_by_kana ON card_text (kana);
UPDATE word w SET gram = r.gram
FROM (SELECT DISTINCT ON (p.n) p.n, p.gram
      FROM (SELECT n, substr(text, i, 2) AS gram FROM word, LATERAL generate_series(1, length(text) - 1) i) p
      ORDER BY p.n, (SELECT count(*) FROM bigram b WHERE b.gram = p.gram)) r
WHERE r.n = w.n AND w.kind <> 'kana';
VACUUM ANALYZE;
