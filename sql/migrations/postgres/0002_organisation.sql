-- Organisation and people are the only tables shared by all stations; all others start with station_id.

CREATE TABLE station (
    station_id       BYTEA NOT NULL PRIMARY KEY,
    code             TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL,
    prefecture       TEXT NOT NULL,
    profile          TEXT NOT NULL,                       -- folder of profiles/
    has_chiiki_kacho BIGINT NOT NULL CHECK (has_chiiki_kacho IN (0, 1)),
    latitude_micro   BIGINT NOT NULL,
    longitude_micro  BIGINT NOT NULL,
    phone            TEXT NOT NULL DEFAULT '',
    fictional        BIGINT NOT NULL CHECK (fictional IN (0, 1)),
    headquarters     BIGINT NOT NULL CHECK (headquarters IN (0, 1))
);
CREATE UNIQUE INDEX one_headquarters ON station (headquarters) WHERE headquarters = 1;

CREATE TABLE officer (
    officer_id        BYTEA NOT NULL PRIMARY KEY,
    station_id        BYTEA REFERENCES station,              -- null: prefectural headquarters
    officer_no        TEXT NOT NULL UNIQUE,
    name              TEXT NOT NULL,
    name_kana         TEXT NOT NULL DEFAULT '',
    rank              TEXT NOT NULL DEFAULT '',
    post              TEXT NOT NULL,
    community_officer BIGINT NOT NULL CHECK (community_officer IN (0, 1)),
    active            BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at        BIGINT NOT NULL
);
CREATE INDEX officer_by_station ON officer (station_id, officer_no);

-- The password (Argon2id, PHC string) and its throttle.
CREATE TABLE credential (
    officer_id     BYTEA NOT NULL PRIMARY KEY REFERENCES officer,
    password_hash  TEXT NOT NULL,
    changed_at     BIGINT NOT NULL,
    must_change    BIGINT NOT NULL CHECK (must_change IN (0, 1)),
    failures       BIGINT NOT NULL,
    blocked_until  BIGINT NOT NULL
);

-- A session is found by the SHA-256 of its cookie; the cookie itself is kept nowhere.
CREATE TABLE session (
    token_hash   BYTEA NOT NULL PRIMARY KEY,
    session_id   BYTEA NOT NULL UNIQUE,
    officer_id   BYTEA NOT NULL REFERENCES officer,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX session_by_officer ON session (officer_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE block (
    station_id BYTEA NOT NULL REFERENCES station,
    block_id   BYTEA NOT NULL,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    since      TEXT,                                        -- 設定日; null: nobody knows
    PRIMARY KEY (station_id, block_id),
    UNIQUE (station_id, code)
);

CREATE TABLE site (
    station_id BYTEA NOT NULL REFERENCES station,
    site_id    BYTEA NOT NULL,
    block_id   BYTEA,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('KOBAN', 'CHUZAISHO', 'STATION_AREA')),
    since      TEXT,
    PRIMARY KEY (station_id, site_id),
    UNIQUE (station_id, code),
    FOREIGN KEY (station_id, block_id) REFERENCES block
);

CREATE TABLE beat (
    station_id BYTEA NOT NULL REFERENCES station,
    beat_id    BYTEA NOT NULL,
    site_id    BYTEA NOT NULL,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    since      TEXT,
    -- Raised by every change of a search cell of the beat, so that the directory knows what to reopen.
    directory_version BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (station_id, beat_id),
    UNIQUE (station_id, code),
    FOREIGN KEY (station_id, site_id) REFERENCES site
);

-- 役割の指定 (3-3, 6-2): a dated interval [from_at, to_at), judged at the time of the act. Shared like the officers: the
-- roles of headquarters belong to no station.
CREATE TABLE designation (
    designation_id BYTEA NOT NULL PRIMARY KEY,
    station_id     BYTEA REFERENCES station,                -- null: headquarters
    officer_id     BYTEA NOT NULL REFERENCES officer,
    role           TEXT NOT NULL,
    post           TEXT NOT NULL,
    site_id        BYTEA,
    shift_group    TEXT NOT NULL DEFAULT '',               -- 部 (3-3b)
    from_at        BIGINT NOT NULL,
    to_at          BIGINT CHECK (to_at IS NULL OR to_at >= from_at),
    acting         BIGINT NOT NULL CHECK (acting IN (0, 1)),
    clause         TEXT NOT NULL,
    reason         TEXT NOT NULL DEFAULT '',
    by_officer_id  BYTEA NOT NULL REFERENCES officer,
    recorded_at    BIGINT NOT NULL
);
CREATE INDEX designation_by_officer ON designation (officer_id);
CREATE INDEX designation_by_station ON designation (station_id, from_at);

-- Blocks of a ブロック管理責任者 (3-3c); beats and units that a 協力員 is named for (3-1b).
CREATE TABLE designation_place (
    designation_id BYTEA NOT NULL REFERENCES designation,
    kind           TEXT NOT NULL CHECK (kind IN ('block', 'beat', 'unit')),
    place_id       BYTEA NOT NULL,
    PRIMARY KEY (designation_id, kind, place_id)
);

CREATE TABLE beat_assignment (
    station_id    BYTEA NOT NULL REFERENCES station,
    assignment_id BYTEA NOT NULL,
    officer_id    BYTEA NOT NULL REFERENCES officer,
    beat_id       BYTEA NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('MAIN', 'CARETAKER', 'DEDICATED')),
    from_at       BIGINT NOT NULL,
    to_at         BIGINT CHECK (to_at IS NULL OR to_at >= from_at),
    reason        TEXT NOT NULL DEFAULT '',
    by_officer_id BYTEA NOT NULL REFERENCES officer,
    recorded_at   BIGINT NOT NULL,
    PRIMARY KEY (station_id, assignment_id),
    FOREIGN KEY (station_id, beat_id) REFERENCES beat
);
CREATE INDEX beat_assignment_by_officer ON beat_assignment (officer_id);
CREATE INDEX beat_assignment_by_beat ON beat_assignment (station_id, beat_id);
