-- Version 6: the listener's endpoints, how each answers and where it forwards to. Conventions as in
-- version 1.

-- One row is one address of the listener. The row 'built-in' takes every path no other row has; the
-- others are unique by path while deleted_at_ms is NULL. Rows stay when they are deleted, so that the
-- log can say who answered.
CREATE TABLE endpoint (
    seq            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id TEXT REFERENCES environment (id), -- NULL for the built-in one, which serves all
    name           TEXT NOT NULL,
    path           TEXT,                         -- exactly, without the query; NULL for the built-in one
    methods        TEXT NOT NULL,                -- JSON array: captured besides POST
    key_of         TEXT NOT NULL CHECK (key_of IN ('antom', 'pasted', 'none')),
    public_key     TEXT,                         -- bare base64 of the SPKI DER, where pasted
    rule           TEXT NOT NULL,                -- JSON object: how it answers
    max_body_bytes INTEGER NOT NULL CHECK (max_body_bytes > 0),
    answered       INTEGER NOT NULL DEFAULT 0,   -- captures a sequence has answered since its last reset
    created_at_ms  INTEGER NOT NULL,
    updated_at_ms  INTEGER NOT NULL,
    deleted_at_ms  INTEGER,
    CHECK ((path IS NULL) = (id = 'built-in'))
) STRICT;

CREATE UNIQUE INDEX endpoint_by_path ON endpoint (path) WHERE deleted_at_ms IS NULL;

INSERT INTO endpoint (id, name, methods, key_of, rule, max_body_bytes, created_at_ms, updated_at_ms) VALUES
    ('built-in', '', '[]', 'antom', '{"steps":[{"kind":"acknowledge","times":1,"delayMillis":0}],"repeat":false}', 10485760, 0, 0);

-- What answered a capture. NULL means the built-in endpoint and the plain acknowledgement, so that the
-- usual capture pays for neither column nor index.
ALTER TABLE exchange ADD COLUMN endpoint_id TEXT;
ALTER TABLE exchange ADD COLUMN answered_by TEXT;
CREATE INDEX exchange_by_endpoint ON exchange (endpoint_id) WHERE endpoint_id IS NOT NULL;

-- One row is one URL that gets what an endpoint captures. last_error and failing_since_ms tell of the
-- attempts since the last one that worked.
CREATE TABLE forward_target (
    seq              INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE CHECK (id <> ''),
    endpoint_id      TEXT NOT NULL REFERENCES endpoint (id),
    url              TEXT NOT NULL CHECK (url <> ''),
    types            TEXT NOT NULL,              -- JSON array of notification types; empty means all
    signature        TEXT NOT NULL CHECK (signature IN ('original', 'fresh')),
    paused           INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    last_error       TEXT,
    failing_since_ms INTEGER,
    created_at_ms    INTEGER NOT NULL,
    deleted_at_ms    INTEGER
) STRICT;

CREATE INDEX forward_target_by_endpoint ON forward_target (endpoint_id);

-- One row is one captured exchange on its way to one target, in order of seq. `repeats` counts earlier
-- attempts that may have reached the target; under_way is 1 from before an attempt until its end is
-- stored, so that an attempt the program did not survive is known as one of them.
CREATE TABLE forward (
    seq           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE CHECK (id <> ''),
    target_id     TEXT NOT NULL REFERENCES forward_target (id),
    exchange_id   TEXT NOT NULL REFERENCES exchange (id),
    status        TEXT NOT NULL CHECK (status IN ('QUEUED', 'SENT', 'DROPPED')),
    repeats       INTEGER NOT NULL DEFAULT 0,
    under_way     INTEGER NOT NULL DEFAULT 0 CHECK (under_way IN (0, 1)),
    created_at_ms INTEGER NOT NULL,
    ended_at_ms   INTEGER
) STRICT;

CREATE INDEX forward_by_target ON forward (target_id, status);
CREATE INDEX forward_by_exchange ON forward (exchange_id);

-- One row is one attempt that reached a target, and how it ended. Rows are only ever added.
CREATE TABLE forward_attempt (
    seq         INTEGER PRIMARY KEY,
    forward_id  TEXT NOT NULL REFERENCES forward (id),
    exchange_id TEXT NOT NULL REFERENCES exchange (id),
    repeat      INTEGER NOT NULL,                -- earlier attempts that may have reached the target
    http_status INTEGER,                         -- NULL without a whole answer
    reason      TEXT,
    at_ms       INTEGER NOT NULL
) STRICT;

CREATE INDEX forward_attempt_by_forward ON forward_attempt (forward_id);

CREATE TRIGGER forward_attempt_is_not_updated BEFORE UPDATE ON forward_attempt
BEGIN SELECT RAISE(ABORT, 'forward_attempt rows are only ever added'); END;
CREATE TRIGGER forward_attempt_is_not_deleted BEFORE DELETE ON forward_attempt
BEGIN SELECT RAISE(ABORT, 'forward_attempt rows are only ever added'); END;
