-- What the database layer itself needs. Shared by all stations, therefore without station_id.
CREATE TABLE schema_migration (
    number     BIGINT NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    sha256     TEXT    NOT NULL CHECK (length(sha256) = 64),
    applied_at BIGINT NOT NULL
);

CREATE TABLE lease (
    name       TEXT    NOT NULL PRIMARY KEY,
    holder     TEXT    NOT NULL,
    fencing    BIGINT NOT NULL CONSTRAINT lease_fencing_positive CHECK (fencing > 0),
    expires_at BIGINT NOT NULL,
    taken_at   BIGINT NOT NULL
);
