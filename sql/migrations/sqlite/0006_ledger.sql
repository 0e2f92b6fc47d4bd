-- 監査台帳. Entry rows are written once and never updated; the integrator gives positions in a table of its own. No foreign
-- keys here: each read of a card inserts a row, and on PostgreSQL a key check would lock the station's row each time.

CREATE TABLE ledger_entry (
    station_id  BLOB NOT NULL,
    entry_id    BLOB NOT NULL,                             -- UUIDv7: the time order of the log
    actor_id    BLOB,
    body        BLOB NOT NULL,                             -- the leaf, as hashed
    detail_cell BLOB,                                      -- sealed; its hash stands in the body
    PRIMARY KEY (station_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_pending (
    station_id BLOB NOT NULL,
    entry_id   BLOB NOT NULL,
    PRIMARY KEY (station_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_leaf (
    station_id BLOB NOT NULL,
    position   INTEGER NOT NULL,
    entry_id   BLOB NOT NULL,
    leaf_hash  BLOB NOT NULL,
    PRIMARY KEY (station_id, position),
    UNIQUE (station_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_checkpoint (
    station_id BLOB NOT NULL,
    size       INTEGER NOT NULL,
    root       BLOB NOT NULL,
    frontier   BLOB NOT NULL,                              -- roots of the full subtrees on the right edge
    note       TEXT NOT NULL,                              -- C2SP signed note
    signed_at  INTEGER NOT NULL,
    PRIMARY KEY (station_id, size)
) STRICT, WITHOUT ROWID;

-- The first outcome of each act that a client named, kept at least 30 days: which record came of it, so that a repeat
-- answers from that record. No answer is stored, so nothing personal is.
CREATE TABLE request_outcome (
    station_id   BLOB NOT NULL,
    officer_id   BLOB NOT NULL,
    request_key  BLOB NOT NULL,
    request_hash BLOB NOT NULL,
    subject_id   BLOB NOT NULL,
    recorded_at  INTEGER NOT NULL,
    PRIMARY KEY (station_id, officer_id, request_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_outcome_by_age ON request_outcome (station_id, recorded_at);

-- How far the vault of a station has come, so that an older copy of it is refused.
CREATE TABLE vault_position (
    station_id BLOB NOT NULL PRIMARY KEY REFERENCES station,
    epoch      INTEGER NOT NULL,
    handed_out INTEGER NOT NULL
) STRICT;
