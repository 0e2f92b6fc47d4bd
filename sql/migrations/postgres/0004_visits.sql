-- Plain columns of a visit say only met or not met; what came of it is a cell under a key of its month, so that a visit
-- ended at request (4-7(5)) can be forgotten everywhere.

CREATE TABLE visit (
    station_id  BYTEA NOT NULL,
    visit_id    BYTEA NOT NULL,
    beat_id     BYTEA NOT NULL,
    unit_id     BYTEA,
    building_id BYTEA,
    officer_id  BYTEA NOT NULL REFERENCES officer,
    visit_class TEXT NOT NULL CHECK (visit_class IN ('HUB', 'GENERAL', 'SPECIAL')),
    met         BIGINT NOT NULL CHECK (met IN (0, 1)),
    deemed      TEXT NOT NULL CHECK (deemed IN ('NONE', 'A', 'I', 'U')),
    night       TEXT NOT NULL CHECK (night IN ('DAY', 'APPROVED', 'OVERRAN', 'VIOLATION')),
    night_approval_id BYTEA,
    visited_on  TEXT NOT NULL,                             -- civil date in Japan of the start
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL CHECK (ended_at >= started_at),
    recorded_at BIGINT NOT NULL,
    ruleset     TEXT NOT NULL,
    detail_cell BYTEA,                                      -- outcome, met with, topics, memo, notice, others there; NULL once forgotten
    violation_cell BYTEA,                                   -- why a night visit without approval was made; never forgotten with the outcome
    PRIMARY KEY (station_id, visit_id),
    FOREIGN KEY (station_id, beat_id) REFERENCES beat,
    FOREIGN KEY (station_id, unit_id) REFERENCES unit,
    FOREIGN KEY (station_id, building_id) REFERENCES building,
    CHECK ((unit_id IS NULL) <> (building_id IS NULL))
);
CREATE INDEX visit_by_unit ON visit (station_id, unit_id, started_at) WHERE unit_id IS NOT NULL;
CREATE INDEX visit_by_day ON visit (station_id, beat_id, visited_on);
CREATE INDEX visit_to_forget ON visit (station_id, visited_on) WHERE met = 0 AND unit_id IS NOT NULL AND detail_cell IS NOT NULL;

CREATE TABLE night_approval (
    station_id    BYTEA NOT NULL,
    approval_id   BYTEA NOT NULL,
    unit_id       BYTEA NOT NULL,
    beat_id       BYTEA NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('WAITING', 'APPROVED', 'SENT_BACK', 'WITHDRAWN')),
    requested_by  BYTEA NOT NULL REFERENCES officer,
    recorded_at   BIGINT NOT NULL,
    wish_told_at  BIGINT NOT NULL,                        -- when the resident asked for that hour
    wish_route    TEXT NOT NULL CHECK (wish_route IN ('IN_PERSON', 'BY_PHONE', 'IN_WRITING', 'ON_CARD')),
    planned_start BIGINT NOT NULL,
    planned_end   BIGINT NOT NULL CHECK (planned_end >= planned_start),
    decided_by    BYTEA REFERENCES officer,
    decided_at    BIGINT,
    two_officers  BIGINT CHECK (two_officers IN (0, 1)),
    reason_cell   BYTEA,                                    -- of a send-back, or why one officer will do
    PRIMARY KEY (station_id, approval_id),
    FOREIGN KEY (station_id, unit_id) REFERENCES unit,
    CHECK ((state IN ('WAITING', 'WITHDRAWN')) = (decided_at IS NULL))
);
CREATE INDEX night_approval_by_state ON night_approval (station_id, state, approval_id);
CREATE INDEX night_approval_by_beat ON night_approval (station_id, beat_id, planned_start) WHERE state = 'APPROVED';
