-- Version 5: what the schedule counts, resends, attempts that were begun and never finished, and the
-- Delivery Lab. Conventions as in version 1.

-- `tries` are the attempts the schedule counts: no extra copies, no sends cut short. `in_doubt` is 1 after a
-- send that was cut short: the next one may arrive twice. `hold` is 1 while the Delivery Lab delays it, 2
-- while it waits for a later one of its payment to go first. `origin` is NULL for what Antom tells by itself,
-- else resend or test; `once` is 1 where no schedule applies; `head` is the exact request head to send.
ALTER TABLE notification ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notification ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1));
ALTER TABLE notification ADD COLUMN hold INTEGER NOT NULL DEFAULT 0 CHECK (hold IN (0, 1, 2));
ALTER TABLE notification ADD COLUMN origin TEXT CHECK (origin IN ('resend', 'test'));
ALTER TABLE notification ADD COLUMN once INTEGER NOT NULL DEFAULT 0 CHECK (once IN (0, 1));
ALTER TABLE notification ADD COLUMN resend_of TEXT REFERENCES notification (id);
ALTER TABLE notification ADD COLUMN batch TEXT;
ALTER TABLE notification ADD COLUMN head BLOB;
UPDATE notification SET tries = attempts;

-- One that waits for a later one holds no other back.
DROP INDEX notification_order;
CREATE INDEX notification_order ON notification (payment_id, environment_id) WHERE status = 'PENDING' AND hold < 2;
CREATE INDEX notification_held ON notification (environment_id, payment_id) WHERE hold > 0;
CREATE INDEX notification_by_batch ON notification (batch) WHERE batch IS NOT NULL;
CREATE INDEX notification_by_original ON notification (resend_of) WHERE resend_of IS NOT NULL;

-- `marks` are words joined by spaces: interrupted, repeat, copy, as_it_was, and lab: with a fault's kind.
-- `next_at_ms` is when the next attempt was planned, `schedule` what decided that.
ALTER TABLE delivery_attempt ADD COLUMN marks TEXT;
ALTER TABLE delivery_attempt ADD COLUMN next_at_ms INTEGER;
ALTER TABLE delivery_attempt ADD COLUMN schedule TEXT;

-- One row is one attempt whose request is being sent. It goes when the attempt is stored; one that is there
-- at the start was cut short. body is NULL where it is the notification's.
CREATE TABLE delivery_under_way (
    seq             INTEGER PRIMARY KEY,
    exchange_id     TEXT NOT NULL UNIQUE CHECK (exchange_id <> ''),
    notification_id TEXT NOT NULL REFERENCES notification (id),
    started_at_ms   INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,            -- the environment's time
    target          TEXT NOT NULL,
    client_id       TEXT NOT NULL,
    request_time    TEXT NOT NULL,
    key_version     TEXT NOT NULL,
    marks           TEXT,
    head            BLOB NOT NULL,
    body            BLOB
) STRICT;

-- One row is one fault of the Delivery Lab somebody armed. While ended_at_ms is NULL, notifications queued
-- after after_seq that match it are misdelivered. Rows stay when they end, so that a log can say what was on.
CREATE TABLE lab_fault (
    seq            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE CHECK (id <> ''),
    environment_id TEXT NOT NULL REFERENCES environment (id),
    kind           TEXT NOT NULL CHECK (kind <> ''),
    preset         TEXT,
    url            TEXT,                         -- how the URL begins; NULL matches any
    payment_id     TEXT,                         -- NULL matches any
    type           TEXT,                         -- NULL matches any
    copies         INTEGER NOT NULL CHECK (copies >= 0),
    duration_ms    INTEGER NOT NULL CHECK (duration_ms >= 0),
    percent        INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 100),
    count          INTEGER NOT NULL CHECK (count >= 0), -- 0 means all that match
    every_try      INTEGER NOT NULL CHECK (every_try IN (0, 1)),
    seed           INTEGER NOT NULL,
    after_seq      INTEGER NOT NULL,             -- the newest notification when it was armed
    ended_seq      INTEGER,                      -- and when it ended
    ends_at_ms     INTEGER,                      -- in the environment's time
    created_at_ms  INTEGER NOT NULL,
    ended_at_ms    INTEGER
) STRICT;

CREATE INDEX lab_fault_by_environment ON lab_fault (environment_id);
CREATE INDEX lab_fault_armed ON lab_fault (environment_id) WHERE ended_at_ms IS NULL;
