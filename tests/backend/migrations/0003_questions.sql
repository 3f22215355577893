-- Questions under a lecture. `answer` is there once it is answered; empty, if the speaker said it aloud.
CREATE TABLE question (
    id        TEXT PRIMARY KEY,
    lecture   TEXT NOT NULL,
    name      TEXT NOT NULL,
    words     TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    state     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    pinned    BIGINT NOT NULL,
    answer    TEXT,
    answered  TEXT,
    created   TEXT NOT NULL
);
CREATE INDEX question_lecture ON question (lecture, state);

-- One row for each device that wants the same answered; the device's number holds for one lecture.
CREATE TABLE vote (
    question TEXT NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    voter    TEXT NOT NULL,
    PRIMARY KEY (question, voter)
);

-- Where the host opened or closed the box, whatever the year file says.
CREATE TABLE question_box (
    lecture TEXT PRIMARY KEY,
    state   TEXT NOT NULL
);
