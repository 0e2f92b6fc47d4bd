-- What the limit works on: plain tables of the shape of ours, nothing sealed, integer ids, one audit record an act and no
-- ledger behind it. Each of these differences makes the limit faster than our own store could be on the same statements.
-- Filled from :told, so that names, towns and addresses are those of our own store.
CREATE TABLE officer (
    officer_id BIGINT NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL
);

CREATE TABLE dwelling (
    dwelling_id BIGINT NOT NULL PRIMARY KEY,
    beat_id     BIGINT NOT NULL,
    town        TEXT   NOT NULL,
    address     TEXT   NOT NULL,
    room        TEXT   NOT NULL,
    external_key TEXT,
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX dwelling_by_external_key ON dwelling (external_key) WHERE external_key IS NOT NULL;

CREATE TABLE unit (
    unit_id     BIGINT NOT NULL PRIMARY KEY,
    dwelling_id BIGINT NOT NULL,
    beat_id     BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    visit_class TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    walk_order  TEXT   NOT NULL,
    last_met_on TEXT,
    last_try_on TEXT,
    tries_since_met INTEGER NOT NULL,
    not_before  TEXT,
    card_id     BIGINT,
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX unit_by_walk ON unit (beat_id, walk_order, unit_id);
CREATE INDEX unit_by_dwelling ON unit (dwelling_id);

CREATE TABLE card (
    card_id     BIGINT NOT NULL PRIMARY KEY,
    unit_id     BIGINT NOT NULL UNIQUE,
    beat_id     BIGINT NOT NULL,
    card_no     TEXT   NOT NULL UNIQUE,
    state       TEXT   NOT NULL,
    route       TEXT   NOT NULL,
    version     INTEGER NOT NULL,
    form_version TEXT  NOT NULL,
    ruleset     TEXT   NOT NULL,
    officer_id  BIGINT NOT NULL,
    created_on  TEXT   NOT NULL,
    confirmed_on TEXT  NOT NULL,
    retention_ends_on TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    content     BYTEA  NOT NULL
);
CREATE INDEX card_by_beat ON card (beat_id);

CREATE TABLE visit (
    visit_id    BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    beat_id     BIGINT NOT NULL,
    unit_id     BIGINT NOT NULL,
    officer_id  BIGINT NOT NULL,
    visit_class TEXT   NOT NULL,
    met         BOOLEAN NOT NULL,
    visited_on  TEXT   NOT NULL,
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    ruleset     TEXT   NOT NULL,
    detail      BYTEA
);
CREATE INDEX visit_by_unit ON visit (unit_id, started_at);
CREATE INDEX visit_by_day ON visit (beat_id, visited_on);

CREATE TABLE beat_month_counter (
    beat_id BIGINT NOT NULL,
    month   TEXT   NOT NULL,
    met     INTEGER NOT NULL,
    not_met INTEGER NOT NULL,
    PRIMARY KEY (beat_id, month)
);

CREATE TABLE request_outcome (
    officer_id   BIGINT NOT NULL,
    request_key  UUID   NOT NULL,
    request_hash BYTEA  NOT NULL,
    subject_id   BIGINT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    PRIMARY KEY (officer_id, request_key)
);

CREATE TABLE audit (
    entry_id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor_id BIGINT NOT NULL,
    body     BYTEA  NOT NULL
);

-- The search: every pair of neighbouring characters of a name or an address, and the kana in order.
CREATE TABLE card_text (
    card_id BIGINT NOT NULL PRIMARY KEY,
    name    TEXT   NOT NULL,
    kana    TEXT   NOT NULL,
    place   TEXT   NOT NULL
);
CREATE TABLE bigram (
    gram    TEXT   NOT NULL,
    card_id BIGINT NOT NULL,
    PRIMARY KEY (gram, card_id)
);

-- What is looked for; the rarest pair of each word is already chosen.
CREATE TABLE word (
    n    BIGINT NOT NULL PRIMARY KEY,
    kind TEXT   NOT NULL,
    text TEXT   NOT NULL,
    gram TEXT   NOT NULL
);

-- Our doors as the API tells them.
CREATE TABLE told (
    n       BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    beat    BIGINT NOT NULL,
    town    TEXT   NOT NULL,
    address TEXT   NOT NULL,
    room    TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    kana    TEXT   NOT NULL
);
