-- Version 1: merchant accounts, keys, payments, refunds, notifications and the log of exchanges.
--
-- Conventions. `seq` is the order of insertion: page cursor, and row id of the full-text table.
-- `id` is a UUIDv7 in text. Instants are unix milliseconds, UTC, in columns ending in _at_ms; other
-- units stand in the name (_us, _ms, _bytes, _minor). NULL means unknown, none or not yet.

-- One row is one tenant. It owns exactly two environments.
CREATE TABLE merchant_account (
    seq           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE CHECK (id <> ''),
    name          TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL
) STRICT;

-- One row is one half of a merchant account, test or live. The client id of a call selects it, so no
-- two environments share one. `settings` is a JSON object; a key it lacks has its documented default.
CREATE TABLE environment (
    seq                 INTEGER PRIMARY KEY,
    id                  TEXT NOT NULL UNIQUE CHECK (id <> ''),
    merchant_account_id TEXT NOT NULL REFERENCES merchant_account (id),
    kind                TEXT NOT NULL CHECK (kind IN ('test', 'live')),
    client_id           TEXT UNIQUE,
    settings            TEXT NOT NULL,
    created_at_ms       INTEGER NOT NULL,
    UNIQUE (merchant_account_id, kind)
) STRICT;

-- One row is one public key a merchant registered. Rows without retired_at_ms verify calls; the
-- others are the history that explains a failure. Private keys are never here.
CREATE TABLE merchant_key (
    seq            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id TEXT NOT NULL REFERENCES environment (id),
    version        INTEGER NOT NULL CHECK (version > 0),
    public_key     TEXT NOT NULL,                -- bare base64 of the SPKI DER
    source         TEXT NOT NULL,                -- generated or imported
    private_kept   INTEGER NOT NULL CHECK (private_kept IN (0, 1)),
    created_at_ms  INTEGER NOT NULL,
    retired_at_ms  INTEGER,
    UNIQUE (environment_id, version)
) STRICT;

-- One row says where an environment wants notifications of one type; no row means the built-in
-- listener.
CREATE TABLE notification_url (
    environment_id    TEXT NOT NULL REFERENCES environment (id),
    notification_type TEXT NOT NULL,
    url               TEXT NOT NULL CHECK (url <> ''),
    PRIMARY KEY (environment_id, notification_type)
) STRICT, WITHOUT ROWID;

-- One row is one accepted pay call and what became of it. Only status, result, times, card and
-- buyer action move. Card numbers are never here: `card` is the masked summary, `request` is masked.
CREATE TABLE payment (
    seq                 INTEGER PRIMARY KEY,
    id                  TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id      TEXT NOT NULL REFERENCES environment (id),
    payment_id          TEXT NOT NULL,           -- Antom's number
    payment_request_id  TEXT NOT NULL,           -- the merchant's
    product_code        TEXT,
    payment_method_type TEXT,
    payment_method_id   TEXT,
    amount_minor        INTEGER NOT NULL,        -- minor units of currency
    currency            TEXT NOT NULL,           -- ISO 4217
    status              TEXT NOT NULL CHECK (status IN ('PROCESSING', 'PENDING', 'SUCCESS', 'FAIL', 'CANCELLED')),
    result_code         TEXT,
    result_message      TEXT,
    reference_order_id  TEXT,
    order_description   TEXT,
    merchant_name       TEXT,
    redirect_url        TEXT,
    notify_url          TEXT,                    -- of the call; NULL means the environment's
    wallet_token        TEXT,                    -- secret part of the buyer's URL; NULL without a page
    buyer_action        TEXT,
    card                TEXT,                    -- JSON object
    created_at_ms       INTEGER NOT NULL,
    expires_at_ms       INTEGER,
    paid_at_ms          INTEGER,
    cancelled_at_ms     INTEGER,
    updated_at_ms       INTEGER NOT NULL,
    request             BLOB,                    -- the call's JSON, masked
    first_answer        BLOB,                    -- the first answer's body, byte for byte
    UNIQUE (environment_id, payment_id),
    UNIQUE (environment_id, payment_request_id)
) STRICT;

CREATE INDEX payment_by_status ON payment (environment_id, status);
CREATE UNIQUE INDEX payment_by_wallet_token ON payment (wallet_token) WHERE wallet_token IS NOT NULL;
CREATE INDEX payment_due ON payment (expires_at_ms)
    WHERE status IN ('PROCESSING', 'PENDING') AND expires_at_ms IS NOT NULL;

-- One row is one accepted refund of one payment; a refused request leaves none.
CREATE TABLE refund (
    seq               INTEGER PRIMARY KEY,
    id                TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id    TEXT NOT NULL REFERENCES environment (id),
    payment_id        TEXT NOT NULL,
    refund_id         TEXT NOT NULL,             -- Antom's number
    refund_request_id TEXT NOT NULL,             -- the merchant's
    amount_minor      INTEGER NOT NULL,          -- minor units of currency
    currency          TEXT NOT NULL,             -- ISO 4217
    status            TEXT NOT NULL CHECK (status IN ('PROCESSING', 'SUCCESS', 'FAIL')),
    reason            TEXT,
    notify_url        TEXT,                      -- of the call; NULL means the environment's
    first_answer      BLOB,                      -- the first answer's body, byte for byte
    created_at_ms     INTEGER NOT NULL,
    completes_at_ms   INTEGER,                   -- NULL when decided in the call
    refunded_at_ms    INTEGER,
    updated_at_ms     INTEGER NOT NULL,
    UNIQUE (environment_id, refund_id),
    UNIQUE (environment_id, refund_request_id),
    FOREIGN KEY (environment_id, payment_id) REFERENCES payment (environment_id, payment_id)
) STRICT;

CREATE INDEX refund_by_payment ON refund (environment_id, payment_id);
CREATE INDEX refund_due ON refund (completes_at_ms)
    WHERE status = 'PROCESSING' AND completes_at_ms IS NOT NULL;

-- One row is one message Antom owes the merchant, with the body every attempt sends.
CREATE TABLE notification (
    seq                INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id     TEXT NOT NULL REFERENCES environment (id),
    type               TEXT NOT NULL,
    payment_id         TEXT,                     -- deliveries keep their order within a payment
    refund_id          TEXT,
    url                TEXT,                     -- of the call; NULL means the environment's, else the listener
    status             TEXT NOT NULL CHECK (status IN ('PENDING', 'ACKNOWLEDGED', 'ABANDONED')),
    attempts           INTEGER NOT NULL CHECK (attempts >= 0),
    next_attempt_at_ms INTEGER,
    created_at_ms      INTEGER NOT NULL,
    updated_at_ms      INTEGER NOT NULL,
    body               BLOB NOT NULL,
    CHECK (status <> 'PENDING' OR next_attempt_at_ms IS NOT NULL)
) STRICT;

CREATE INDEX notification_due ON notification (next_attempt_at_ms) WHERE status = 'PENDING';
CREATE INDEX notification_order ON notification (payment_id, environment_id) WHERE status = 'PENDING';

-- One row is one HTTP request and its answer: what lists show and filters ask. Rows are only ever
-- added. environment_id is NULL when none was recognised. amount_minor is NULL without a currency.
-- Every index here costs each recorded call; searches go through exchange_search instead.
CREATE TABLE exchange (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id  TEXT REFERENCES environment (id),
    kind            TEXT NOT NULL,               -- gateway, delivery or capture
    started_at_ms   INTEGER NOT NULL,
    duration_us     INTEGER NOT NULL,
    scheme          TEXT,
    remote_addr     TEXT,
    method          TEXT,
    target          TEXT,                        -- as sent
    api             TEXT,
    client_id       TEXT,                        -- as sent
    request_time    TEXT,                        -- as sent
    http_status     INTEGER,                     -- NULL when there was no answer
    result_status   TEXT CHECK (result_status IN ('S', 'F', 'U')),
    result_code     TEXT,
    request_id      TEXT,
    payment_id      TEXT,
    refund_id       TEXT,
    notification_id TEXT,
    amount_minor    INTEGER,                     -- minor units of currency
    currency        TEXT,                        -- ISO 4217
    verdict         TEXT,                        -- of the signature; NULL when nothing was checked
    key_version     TEXT,                        -- as sent
    reason          TEXT,
    warnings        TEXT,                        -- JSON array of sentences
    skew_ms         INTEGER NOT NULL,
    request_bytes   INTEGER NOT NULL,
    response_bytes  INTEGER NOT NULL
) STRICT;

CREATE INDEX exchange_by_log ON exchange (environment_id, kind);
CREATE INDEX exchange_by_payment ON exchange (payment_id) WHERE payment_id IS NOT NULL;

-- One row holds the exact bytes of one exchange, apart from the row that lists read. `packed` is six
-- parts, each a varint length and its bytes: request head, request body, response head, response
-- body, signed prefix, answer's signed prefix; stored as it is (encoding 0) or as one zstd frame (1).
CREATE TABLE exchange_bytes (
    seq      INTEGER PRIMARY KEY REFERENCES exchange (seq),
    encoding INTEGER NOT NULL CHECK (encoding IN (0, 1)),
    packed   BLOB NOT NULL
) STRICT;

-- One row is one POST of one notification and how it ended. Rows are only ever added.
CREATE TABLE delivery_attempt (
    seq             INTEGER PRIMARY KEY,
    notification_id TEXT NOT NULL REFERENCES notification (id),
    exchange_id     TEXT NOT NULL REFERENCES exchange (id),
    number          INTEGER NOT NULL CHECK (number > 0),
    acknowledged    INTEGER NOT NULL CHECK (acknowledged IN (0, 1)),
    reason          TEXT,
    at_ms           INTEGER NOT NULL,
    UNIQUE (notification_id, number)
) STRICT;

-- Evidence is never rewritten.
CREATE TRIGGER exchange_is_not_updated BEFORE UPDATE ON exchange
BEGIN SELECT RAISE(ABORT, 'exchange rows are only ever added'); END;
CREATE TRIGGER exchange_is_not_deleted BEFORE DELETE ON exchange
BEGIN SELECT RAISE(ABORT, 'exchange rows are only ever added'); END;
CREATE TRIGGER exchange_bytes_is_not_updated BEFORE UPDATE ON exchange_bytes
BEGIN SELECT RAISE(ABORT, 'exchange_bytes rows are only ever added'); END;
CREATE TRIGGER exchange_bytes_is_not_deleted BEFORE DELETE ON exchange_bytes
BEGIN SELECT RAISE(ABORT, 'exchange_bytes rows are only ever added'); END;
CREATE TRIGGER delivery_attempt_is_not_updated BEFORE UPDATE ON delivery_attempt
BEGIN SELECT RAISE(ABORT, 'delivery_attempt rows are only ever added'); END;
CREATE TRIGGER delivery_attempt_is_not_deleted BEFORE DELETE ON delivery_attempt
BEGIN SELECT RAISE(ABORT, 'delivery_attempt rows are only ever added'); END;

-- One document is the curated text of one exchange, rowid = exchange.seq: `words` are its ids,
-- client id and amount; the other columns answer field:value. Never bodies. It is written behind the
-- exchanges, and it keeps no copy of the text.
CREATE VIRTUAL TABLE exchange_search USING fts5 (
    words, path, api, code, status, kind, http, verdict, environment,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_-'"
);

-- The single row says up to which exchange the search has been written.
CREATE TABLE search_position (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    indexed_seq INTEGER NOT NULL
) STRICT;

INSERT INTO search_position (only, indexed_seq) VALUES (1, 0);
