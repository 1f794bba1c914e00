-- Version 3: the search of the logs knows more properties. Conventions as in version 1.

-- One document is the curated text of one exchange, rowid = exchange.seq: a column for each property
-- that a search can name. `facts` holds what the exchange has (reason, warning, payment, refund, amount,
-- answer) and how many binary digits its duration (d) and its size (s) have. Never bodies. It is
-- written behind the exchanges, and it keeps no copy of the text; this version writes it anew.
DROP TABLE exchange_search;
CREATE VIRTUAL TABLE exchange_search USING fts5 (
    id, request, payment, refund, notification, client, amount, path, api, code, status, kind, http, verdict,
    method, facts, environment,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_-'"
);
UPDATE search_position SET indexed_seq = 0;

-- One row is 1024 exchanges in a row, seq from number * 1024 on: the instants between which those that
-- can be searched started. A search for a part of time reads these few rows to know where to look.
CREATE TABLE exchange_block (
    number         INTEGER PRIMARY KEY,
    earliest_at_ms INTEGER NOT NULL,
    latest_at_ms   INTEGER NOT NULL
) STRICT;
