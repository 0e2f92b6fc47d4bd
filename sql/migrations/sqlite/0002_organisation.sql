-- Organisation and people are the only tables shared by all stations; all others start with station_id.

CREATE TABLE station (
    station_id       BLOB NOT NULL PRIMARY KEY,
    code             TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL,
    prefecture       TEXT NOT NULL,
    profile          TEXT NOT NULL,                       -- folder of profiles/
    has_chiiki_kacho INTEGER NOT NULL CHECK (has_chiiki_kacho IN (0, 1)),
    latitude_micro   INTEGER NOT NULL,
    longitude_micro  INTEGER NOT NULL,
    phone            TEXT NOT NULL DEFAULT '',
    fictional        INTEGER NOT NULL CHECK (fictional IN (0, 1)),
    headquarters     INTEGER NOT NULL CHECK (headquarters IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX one_headquarters ON station (headquarters) WHERE headquarters = 1;

CREATE TABLE officer (
    officer_id        BLOB NOT NULL PRIMARY KEY,
    station_id        BLOB REFERENCES station,              -- null: prefectural headquarters
    officer_no        TEXT NOT NULL UNIQUE,
    name              TEXT NOT NULL,
    name_kana         TEXT NOT NULL DEFAULT '',
    rank              TEXT NOT NULL DEFAULT '',
    post              TEXT NOT NULL,
    community_officer INTEGER NOT NULL CHECK (community_officer IN (0, 1)),
    active            INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX officer_by_station ON officer (station_id, officer_no);

-- The password (Argon2id, PHC string) and its throttle.
CREATE TABLE credential (
    officer_id     BLOB NOT NULL PRIMARY KEY REFERENCES officer,
    password_hash  TEXT NOT NULL,
    changed_at     INTEGER NOT NULL,
    must_change    INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    failures       INTEGER NOT NULL,
    blocked_until  INTEGER NOT NULL
) STRICT;

-- A session is found by the SHA-256 of its cookie; the cookie itself is kept nowhere.
CREATE TABLE session (
    token_hash   BLOB NOT NULL PRIMARY KEY,
    session_id   BLOB NOT NULL UNIQUE,
    officer_id   BLOB NOT NULL REFERENCES officer,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_officer ON session (officer_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE block (
    station_id BLOB NOT NULL REFERENCES station,
    block_id   BLOB NOT NULL,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    since      TEXT,                                        -- 設定日; null: nobody knows
    PRIMARY KEY (station_id, block_id),
    UNIQUE (station_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
    station_id BLOB NOT NULL REFERENCES station,
    site_id    BLOB NOT NULL,
    block_id   BLOB,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('KOBAN', 'CHUZAISHO', 'STATION_AREA')),
    since      TEXT,
    PRIMARY KEY (station_id, site_id),
    UNIQUE (station_id, code),
    FOREIGN KEY (station_id, block_id) REFERENCES block
) STRICT, WITHOUT ROWID;

CREATE TABLE beat (
    station_id BLOB NOT NULL REFERENCES station,
    beat_id    BLOB NOT NULL,
    site_id    BLOB NOT NULL,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    since      TEXT,
    -- Raised by every change of a search cell of the beat, so that the directory knows what to reopen.
    directory_version INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (station_id, beat_id),
    UNIQUE (station_id, code),
    FOREIGN KEY (station_id, site_id) REFERENCES site
) STRICT, WITHOUT ROWID;

-- 役割の指定 (3-3, 6-2): a dated interval [from_at, to_at), judged at the time of the act. Shared like the officers: the
-- roles of headquarters belong to no station.
CREATE TABLE designation (
    designation_id BLOB NOT NULL PRIMARY KEY,
    station_id     BLOB REFERENCES station,                -- null: headquarters
    officer_id     BLOB NOT NULL REFERENCES officer,
    role           TEXT NOT NULL,
    post           TEXT NOT NULL,
    site_id        BLOB,
    shift_group    TEXT NOT NULL DEFAULT '',               -- 部 (3-3b)
    from_at        INTEGER NOT NULL,
    to_at          INTEGER CHECK (to_at IS NULL OR to_at >= from_at),
    acting         INTEGER NOT NULL CHECK (acting IN (0, 1)),
    clause         TEXT NOT NULL,
    reason         TEXT NOT NULL DEFAULT '',
    by_officer_id  BLOB NOT NULL REFERENCES officer,
    recorded_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX designation_by_officer ON designation (officer_id);
CREATE INDEX designation_by_station ON designation (station_id, from_at);

-- Blocks of a ブロック管理責任者 (3-3c); beats and units that a 協力員 is named for (3-1b).
CREATE TABLE designation_place (
    designation_id BLOB NOT NULL REFERENCES designation,
    kind           TEXT NOT NULL CHECK (kind IN ('block', 'beat', 'unit')),
    place_id       BLOB NOT NULL,
    PRIMARY KEY (designation_id, kind, place_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE beat_assignment (
    station_id    BLOB NOT NULL REFERENCES station,
    assignment_id BLOB NOT NULL,
    officer_id    BLOB NOT NULL REFERENCES officer,
    beat_id       BLOB NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('MAIN', 'CARETAKER', 'DEDICATED')),
    from_at       INTEGER NOT NULL,
    to_at         INTEGER CHECK (to_at IS NULL OR to_at >= from_at),
    reason        TEXT NOT NULL DEFAULT '',
    by_officer_id BLOB NOT NULL REFERENCES officer,
    recorded_at   INTEGER NOT NULL,
    PRIMARY KEY (station_id, assignment_id),
    FOREIGN KEY (station_id, beat_id) REFERENCES beat
) STRICT, WITHOUT ROWID;
CREATE INDEX beat_assignment_by_officer ON beat_assignment (officer_id);
CREATE INDEX beat_assignment_by_beat ON beat_assignment (station_id, beat_id);
