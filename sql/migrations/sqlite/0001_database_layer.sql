-- What the database layer itself needs. Shared by all stations, therefore without station_id.
CREATE TABLE schema_migration (
    number     INTEGER NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    sha256     TEXT    NOT NULL CHECK (length(sha256) = 64),
    applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE lease (
    name       TEXT    NOT NULL PRIMARY KEY,
    holder     TEXT    NOT NULL,
    fencing    INTEGER NOT NULL CONSTRAINT lease_fencing_positive CHECK (fencing > 0),
    expires_at INTEGER NOT NULL,
    taken_at   INTEGER NOT NULL
) STRICT;
