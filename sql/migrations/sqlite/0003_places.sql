-- Places are not persons: a door exists before any card and survives its destruction. Addresses are kept as written.
-- Where a row refers to another row of its station, that key carries the station along: one to the station itself would be
-- checked for every row again, and on PostgreSQL would lock the station's one row in each transaction.

CREATE TABLE building (
    station_id   BLOB NOT NULL,
    building_id  BLOB NOT NULL,
    beat_id      BLOB NOT NULL,
    name         TEXT NOT NULL,
    kana         TEXT NOT NULL DEFAULT '',
    town         TEXT NOT NULL,
    address      TEXT NOT NULL,
    address_kind TEXT NOT NULL CHECK (address_kind IN ('RESIDENCE_INDICATION', 'LOT_NUMBER', 'UNKNOWN')),
    closed_visit_at INTEGER,                               -- last time that the entrance stayed shut (trap 32)
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (station_id, building_id),
    FOREIGN KEY (station_id, beat_id) REFERENCES beat
) STRICT, WITHOUT ROWID;
CREATE INDEX building_by_address ON building (station_id, town, address);

CREATE TABLE dwelling (
    station_id    BLOB NOT NULL,
    dwelling_id   BLOB NOT NULL,
    beat_id       BLOB NOT NULL,
    building_id   BLOB,
    town          TEXT NOT NULL,
    address       TEXT NOT NULL,                           -- as written, never overwritten
    address_kind  TEXT NOT NULL CHECK (address_kind IN ('RESIDENCE_INDICATION', 'LOT_NUMBER', 'UNKNOWN')),
    dwelling_kind TEXT NOT NULL CHECK (dwelling_kind IN ('DETACHED', 'COLLECTIVE', 'COMPANY_HOUSING', 'FACILITY', 'SHOP', 'OTHER')),
    block         TEXT NOT NULL DEFAULT '',                -- parts serve only the order of doors
    number        TEXT NOT NULL DEFAULT '',
    room          TEXT NOT NULL DEFAULT '',
    external_key  TEXT,                                    -- the importing list's own key: a second import changes nothing
    latitude_micro  INTEGER,
    longitude_micro INTEGER,
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (station_id, dwelling_id),
    FOREIGN KEY (station_id, beat_id) REFERENCES beat,
    FOREIGN KEY (station_id, building_id) REFERENCES building
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX dwelling_by_external_key ON dwelling (station_id, external_key) WHERE external_key IS NOT NULL;

-- 世帯: household or business. walk_order is the sort key of the walking order (block, number, odd and even side, room).
CREATE TABLE unit (
    station_id   BLOB NOT NULL,
    unit_id      BLOB NOT NULL,
    dwelling_id  BLOB NOT NULL,
    beat_id      BLOB NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('HOUSEHOLD', 'ESTABLISHMENT')),
    visit_class  TEXT NOT NULL CHECK (visit_class IN ('HUB', 'GENERAL', 'SPECIAL')),
    state        TEXT NOT NULL DEFAULT 'OCCUPIED' CHECK (state IN ('OCCUPIED', 'VACANT', 'CLOSED')),
    hub          TEXT,
    walk_order   TEXT NOT NULL,
    exempt       INTEGER NOT NULL DEFAULT 0 CHECK (exempt IN (0, 1)),
    last_met_on  TEXT,                                     -- counters of the unit's own visits, kept in their transactions
    last_try_on  TEXT,
    tries_since_met INTEGER NOT NULL DEFAULT 0,
    not_before   TEXT,                                     -- 次回の目安
    card_id      BLOB,                                     -- the live card, if any
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (station_id, unit_id),
    FOREIGN KEY (station_id, dwelling_id) REFERENCES dwelling,
    FOREIGN KEY (station_id, beat_id) REFERENCES beat
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX unit_by_walk ON unit (station_id, beat_id, walk_order, unit_id);
CREATE INDEX unit_by_dwelling ON unit (station_id, dwelling_id);

-- Progress of a beat without counting its doors: kept by the units' own transactions, equal to the plain count always.
CREATE TABLE beat_counter (
    station_id BLOB NOT NULL REFERENCES station,
    beat_id    BLOB NOT NULL,
    units      INTEGER NOT NULL DEFAULT 0,
    exempt     INTEGER NOT NULL DEFAULT 0,
    cards      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (station_id, beat_id)
) STRICT, WITHOUT ROWID;

-- month is YYYY-MM. last_met: units that are not exempt, by the month in which they were last met.
CREATE TABLE beat_month_counter (
    station_id BLOB NOT NULL REFERENCES station,
    beat_id    BLOB NOT NULL,
    month      TEXT NOT NULL,
    met        INTEGER NOT NULL DEFAULT 0,
    not_met    INTEGER NOT NULL DEFAULT 0,
    last_met   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (station_id, beat_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
    station_id   BLOB NOT NULL REFERENCES station,
    import_id    BLOB NOT NULL,
    kind         TEXT NOT NULL,
    file_hash    BLOB NOT NULL,                            -- SHA-256: the same file goes on where it stopped
    batches_done INTEGER NOT NULL,
    rows_done    INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL,
    finished     INTEGER NOT NULL CHECK (finished IN (0, 1)),
    officer_id   BLOB NOT NULL REFERENCES officer,
    started_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    PRIMARY KEY (station_id, import_id),
    UNIQUE (station_id, kind, file_hash)
) STRICT, WITHOUT ROWID;
