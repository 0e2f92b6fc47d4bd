-- Everything about a person is a sealed, padded cell under the card's own key (key_ref); plain columns tell only what
-- the paper's spine would.

-- カード番号 is counted within the station; a bulk load takes a whole range at once.
CREATE TABLE card_number (
    station_id  BLOB NOT NULL REFERENCES station,
    next_serial INTEGER NOT NULL CHECK (next_serial > 0),
    PRIMARY KEY (station_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (
    station_id    BLOB NOT NULL,
    card_id       BLOB NOT NULL,
    unit_id       BLOB NOT NULL,
    beat_id       BLOB NOT NULL,
    card_no       TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('LIVE', 'DISPOSAL_CANDIDATE', 'DISPOSED')),
    route         TEXT NOT NULL CHECK (route IN ('R1', 'R2', 'R3', 'R4')),
    version       INTEGER NOT NULL CHECK (version > 0),
    form_version  TEXT NOT NULL CHECK (form_version IN ('NEW', 'OLD')),
    ruleset       TEXT NOT NULL,
    written_by    TEXT NOT NULL CHECK (written_by IN ('RESIDENT', 'OFFICER')),
    binder_class  TEXT NOT NULL CHECK (binder_class IN ('OWNER_OCCUPIED', 'APARTMENT', 'ESTABLISHMENT')),
    visit_id      BLOB NOT NULL,
    officer_id    BLOB NOT NULL REFERENCES officer,
    purpose_shown_at  INTEGER NOT NULL,
    guide_language    TEXT,
    created_on        TEXT NOT NULL,
    confirmed_on      TEXT NOT NULL,
    retention_ends_on TEXT NOT NULL,
    recorded_at   INTEGER NOT NULL,
    key_ref       INTEGER NOT NULL,
    tag_cell      BLOB NOT NULL,                           -- the random tag under which the ledger speaks of this card
    content_cell  BLOB NOT NULL,
    PRIMARY KEY (station_id, card_id),
    UNIQUE (station_id, card_no),
    FOREIGN KEY (station_id, unit_id) REFERENCES unit,
    FOREIGN KEY (station_id, beat_id) REFERENCES beat
) STRICT, WITHOUT ROWID;
-- One live card to a unit (5-5).
CREATE UNIQUE INDEX card_live ON card (station_id, unit_id) WHERE state = 'LIVE';
CREATE INDEX card_by_beat ON card (station_id, beat_id);

-- 補正 (5-5(1)): the versions before the one in force, each as it stood. With whom and when stands in the cells.
CREATE TABLE card_version (
    station_id     BLOB NOT NULL,
    card_id        BLOB NOT NULL,
    version        INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL,
    content_cell   BLOB NOT NULL,
    PRIMARY KEY (station_id, card_id, version),
    FOREIGN KEY (station_id, card_id) REFERENCES card
) STRICT, WITHOUT ROWID;

-- 巡回連絡カード索引 (5-3), also the search structure: names and search keys in a cell under the card's key.
CREATE TABLE card_index (
    station_id   BLOB NOT NULL,
    card_id      BLOB NOT NULL,
    beat_id      BLOB NOT NULL,
    unit_id      BLOB NOT NULL,
    entered_on   TEXT NOT NULL,
    corrected_on TEXT,
    key_ref      INTEGER NOT NULL,
    search_cell  BLOB NOT NULL,
    PRIMARY KEY (station_id, beat_id, card_id),
    UNIQUE (station_id, card_id),
    FOREIGN KEY (station_id, card_id) REFERENCES card
) STRICT, WITHOUT ROWID;

-- Every sheet that was printed: a new copy that must come back or be destroyed (trap 50).
CREATE TABLE print (
    station_id   BLOB NOT NULL REFERENCES station,
    print_id     BLOB NOT NULL,
    serial       TEXT NOT NULL,                            -- on the sheet and in its QR: random, says nothing
    form         TEXT NOT NULL,
    form_version TEXT NOT NULL,
    card_id      BLOB,
    card_version INTEGER,
    purpose      TEXT NOT NULL,
    officer_id   BLOB NOT NULL REFERENCES officer,
    printed_at   INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('outstanding', 'returned', 'destroyed')),
    PRIMARY KEY (station_id, print_id),
    UNIQUE (station_id, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX print_by_card ON print (station_id, card_id) WHERE card_id IS NOT NULL;
