-- 監査台帳. Entry rows are written once and never updated; the integrator gives positions in a table of its own. No foreign
-- keys here: each read of a card inserts a row, and on PostgreSQL a key check would lock the station's row each time.

CREATE TABLE ledger_entry (
    station_id  BYTEA NOT NULL,
    entry_id    BYTEA NOT NULL,                             -- UUIDv7: the time order of the log
    actor_id    BYTEA,
    body        BYTEA NOT NULL,                             -- the leaf, as hashed
    detail_cell BYTEA,                                      -- sealed; its hash stands in the body
    PRIMARY KEY (station_id, entry_id)
);

CREATE TABLE ledger_pending (
    station_id BYTEA NOT NULL,
    entry_id   BYTEA NOT NULL,
    PRIMARY KEY (station_id, entry_id)
);

CREATE TABLE ledger_leaf (
    station_id BYTEA NOT NULL,
    position   BIGINT NOT NULL,
    entry_id   BYTEA NOT NULL,
    leaf_hash  BYTEA NOT NULL,
    PRIMARY KEY (station_id, position),
    UNIQUE (station_id, entry_id)
);

CREATE TABLE ledger_checkpoint (
    station_id BYTEA NOT NULL,
    size       BIGINT NOT NULL,
    root       BYTEA NOT NULL,
    frontier   BYTEA NOT NULL,                              -- roots of the full subtrees on the right edge
    note       TEXT NOT NULL,                              -- C2SP signed note
    signed_at  BIGINT NOT NULL,
    PRIMARY KEY (station_id, size)
);

-- The first outcome of each act that a client named, kept at least 30 days: which record came of it, so that a repeat
-- answers from that record. No answer is stored, so nothing personal is.
CREATE TABLE request_outcome (
    station_id   BYTEA NOT NULL,
    officer_id   BYTEA NOT NULL,
    request_key  BYTEA NOT NULL,
    request_hash BYTEA NOT NULL,
    subject_id   BYTEA NOT NULL,
    recorded_at  BIGINT NOT NULL,
    PRIMARY KEY (station_id, officer_id, request_key)
);
CREATE INDEX request_outcome_by_age ON request_outcome (station_id, recorded_at);

-- How far the vault of a station has come, so that an older copy of it is refused.
CREATE TABLE vault_position (
    station_id BYTEA NOT NULL PRIMARY KEY REFERENCES station,
    epoch      BIGINT NOT NULL,
    handed_out BIGINT NOT NULL
);
