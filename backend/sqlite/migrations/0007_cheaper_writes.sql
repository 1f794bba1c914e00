-- Version 7: the checks of what is written most name each value by itself, and exact bytes may be S2. SQLite
-- builds a table of its own for every check of a list of three or more, at every row; the meaning is the same
-- and no row changes. The texts are changed where SQLite keeps them, the way its documentation gives for checks
-- (ALTER TABLE, section 7).

PRAGMA writable_schema = ON;

UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (status IN (''PROCESSING'', ''PENDING'', ''SUCCESS'', ''FAIL'', ''CANCELLED''))',
    'CHECK (status = ''PROCESSING'' OR status = ''PENDING'' OR status = ''SUCCESS'' OR status = ''FAIL'' OR status = ''CANCELLED'')')
WHERE type = 'table' AND name = 'payment';

UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (status IN (''PROCESSING'', ''SUCCESS'', ''FAIL''))',
    'CHECK (status = ''PROCESSING'' OR status = ''SUCCESS'' OR status = ''FAIL'')')
WHERE type = 'table' AND name = 'refund';

UPDATE sqlite_schema SET sql = replace(replace(sql,
    'CHECK (status IN (''PENDING'', ''ACKNOWLEDGED'', ''ABANDONED''))',
    'CHECK (status = ''PENDING'' OR status = ''ACKNOWLEDGED'' OR status = ''ABANDONED'')'),
    'CHECK (hold IN (0, 1, 2))',
    'CHECK (hold = 0 OR hold = 1 OR hold = 2)')
WHERE type = 'table' AND name = 'notification';

UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (result_status IN (''S'', ''F'', ''U''))',
    'CHECK (result_status = ''S'' OR result_status = ''F'' OR result_status = ''U'')')
WHERE type = 'table' AND name = 'exchange';

-- From here on exact bytes are stored as their CRC-32C, four bytes big-endian, and one S2 block (encoding 2);
-- older ones stay zstd frames (1).
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (encoding IN (0, 1))',
    'CHECK (encoding = 0 OR encoding = 1 OR encoding = 2)')
WHERE type = 'table' AND name = 'exchange_bytes';

UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (status IN (''QUEUED'', ''SENT'', ''DROPPED''))',
    'CHECK (status = ''QUEUED'' OR status = ''SENT'' OR status = ''DROPPED'')')
WHERE type = 'table' AND name = 'forward';

PRAGMA writable_schema = RESET;
