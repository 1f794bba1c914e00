-- Version 2: the environments' virtual clocks, Antom's other objects, error scenarios, API keys and
-- edited payment methods. Conventions as in version 1.

-- An environment's time is clock_frozen_at_ms where that is set, else real time plus clock_offset_ms.
-- Everything that expires, retries or falls due does so in its own environment's time.
ALTER TABLE environment ADD COLUMN clock_frozen_at_ms INTEGER;
ALTER TABLE environment ADD COLUMN clock_offset_ms INTEGER NOT NULL DEFAULT 0;

-- What is due is asked of one environment at a time.
DROP INDEX payment_due;
CREATE INDEX payment_due ON payment (environment_id, expires_at_ms)
    WHERE status IN ('PROCESSING', 'PENDING') AND expires_at_ms IS NOT NULL;
DROP INDEX refund_due;
CREATE INDEX refund_due ON refund (environment_id, completes_at_ms)
    WHERE status = 'PROCESSING' AND completes_at_ms IS NOT NULL;
DROP INDEX notification_due;
CREATE INDEX notification_due ON notification (environment_id, next_attempt_at_ms) WHERE status = 'PENDING';

-- One row is one of Antom's objects besides payments, refunds and notifications: a session, a capture,
-- a token, a subscription, a dispute and so on. What all kinds share stands in columns; a kind's own
-- fields are the JSON object `body`, with card data masked.
CREATE TABLE object (
    seq            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id TEXT NOT NULL REFERENCES environment (id),
    kind           TEXT NOT NULL CHECK (kind <> ''),
    object_id      TEXT NOT NULL,                -- Antom's id
    request_id     TEXT,                         -- the merchant's idempotency id
    parent_id      TEXT,                         -- what it belongs to, such as a payment's id
    token          TEXT,                         -- secret part of a buyer's URL, or a secret that selects it
    status         TEXT NOT NULL,                -- the kind's own
    due_at_ms      INTEGER,                      -- when time alone changes it
    created_at_ms  INTEGER NOT NULL,
    updated_at_ms  INTEGER NOT NULL,
    body           BLOB NOT NULL,                -- JSON object
    first_answer   BLOB,                         -- the first answer's body, byte for byte
    UNIQUE (environment_id, kind, object_id)
) STRICT;

CREATE UNIQUE INDEX object_by_request ON object (environment_id, kind, request_id) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX object_by_token ON object (token) WHERE token IS NOT NULL;
CREATE INDEX object_by_kind ON object (environment_id, kind);
CREATE INDEX object_by_parent ON object (environment_id, kind, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX object_due ON object (environment_id, due_at_ms) WHERE due_at_ms IS NOT NULL;

-- One row is one error scenario somebody armed. While ended_at_ms is NULL, the calls it matches get
-- its answer. Rows stay when they end, so that a log can say what was armed.
CREATE TABLE scenario (
    seq                 INTEGER PRIMARY KEY,
    id                  TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id      TEXT NOT NULL REFERENCES environment (id),
    api                 TEXT NOT NULL CHECK (api <> ''),
    product_code        TEXT,                    -- NULL matches any
    payment_method_type TEXT,                    -- NULL matches any
    match_field         TEXT,                    -- dotted path in the call's body; NULL matches any
    match_value         TEXT,
    result_code         TEXT,
    latency_ms          INTEGER NOT NULL CHECK (latency_ms >= 0),
    fault               TEXT CHECK (fault IN ('reset', 'timeout', 'status', 'cut')),
    fault_status        INTEGER,                 -- HTTP status, for the fault "status"
    calls_left          INTEGER NOT NULL,        -- negative means any number
    ends_at_ms          INTEGER,                 -- in the environment's time
    created_at_ms       INTEGER NOT NULL,
    ended_at_ms         INTEGER
) STRICT;

CREATE INDEX scenario_by_environment ON scenario (environment_id);
CREATE INDEX scenario_armed ON scenario (environment_id) WHERE ended_at_ms IS NULL;

-- One row is one Bearer key. The key itself was shown once; only its hash is here.
CREATE TABLE api_key (
    seq            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id TEXT NOT NULL REFERENCES environment (id),
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('standard', 'restricted')),
    prefix         TEXT NOT NULL,                -- the first characters, to tell keys apart
    hash           TEXT NOT NULL UNIQUE,         -- hex SHA-256 of the whole key
    allowed_apis   TEXT NOT NULL,                -- JSON array of API names
    allowed_ips    TEXT NOT NULL,                -- JSON array of addresses and CIDR blocks
    created_at_ms  INTEGER NOT NULL,
    revoked_at_ms  INTEGER                       -- NULL while it works
) STRICT;

CREATE INDEX api_key_by_environment ON api_key (environment_id);

-- One row is one payment method whose rule the user changed; no row means the default rule.
CREATE TABLE method_rule (
    environment_id TEXT NOT NULL REFERENCES environment (id),
    method_type    TEXT NOT NULL CHECK (method_type <> ''),
    rule           TEXT NOT NULL,                -- JSON object
    PRIMARY KEY (environment_id, method_type)
) STRICT, WITHOUT ROWID;
