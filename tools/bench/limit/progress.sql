-- Progress of all beats counted from the rows.
SELECT u.beat_id, count(*), count(u.card_id), count(*) FILTER (WHERE u.last_met_on >= '2026-04-01'), count(*) FILTER (WHERE u.tries_since_met > 0) FROM unit u GROUP BY u.beat_id ORDER BY u.beat_id;
