-- Written for SQLite and PostgreSQL alike: text, bigint, no vendor functions.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- One row a bookable session. An UPDATE of `version` is the lock that decides who gets the last place.
CREATE TABLE session (
    id       TEXT PRIMARY KEY,
    capacity BIGINT NOT NULL,
    held     BIGINT NOT NULL,
    version  BIGINT NOT NULL DEFAULT 0
);

-- One row: the number the next registration on a waitlist gets.
CREATE TABLE queue (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);
INSERT INTO queue (name, last) VALUES ('waitlist', 0);

CREATE TABLE registration (
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    name            TEXT NOT NULL,
    phone           TEXT NOT NULL,
    school          TEXT,
    needs           TEXT NOT NULL,
    accept_waitlist BIGINT NOT NULL,
    consent_version TEXT NOT NULL,
    status          TEXT NOT NULL,
    code            TEXT NOT NULL UNIQUE,
    token_hash      TEXT NOT NULL,
    body_hash       TEXT NOT NULL,
    first_answer    TEXT NOT NULL,
    rev             BIGINT NOT NULL,
    queue           BIGINT NOT NULL,
    created         TEXT NOT NULL,
    updated         TEXT NOT NULL
);

CREATE TABLE line (
    registration TEXT NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    ordinal      BIGINT NOT NULL,
    session      TEXT NOT NULL,
    adults       BIGINT NOT NULL,
    children     BIGINT NOT NULL,
    bands        TEXT NOT NULL,
    seats        BIGINT NOT NULL,
    PRIMARY KEY (registration, ordinal)
);
CREATE INDEX line_session ON line (session);
CREATE INDEX registration_status ON registration (status, queue);
