CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    generation INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    lemmas INTEGER NOT NULL,
    record TEXT NOT NULL,
    warnings TEXT NOT NULL,
    country TEXT AS (record ->> 'country') STORED,
    place TEXT AS (record ->> 'place') STORED,
    language TEXT AS (record ->> 'language') STORED,
    kind TEXT AS (record ->> 'kind') STORED,
    period_from INTEGER AS (record ->> 'period_from') STORED,
    period_to INTEGER AS (record ->> 'period_to') STORED
) STRICT;
CREATE INDEX documents_by_place ON documents (place);
CREATE TABLE texts (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    headings TEXT NOT NULL,
    tables TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source BLOB NOT NULL,
    PRIMARY KEY (document_id, number)
) STRICT;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    section TEXT NOT NULL,
    context TEXT NOT NULL,
    language TEXT NOT NULL
) STRICT;
CREATE INDEX passages_of_document ON passages (document_id, start);
CREATE TABLE searched (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vector BLOB NOT NULL,
    lemmas TEXT NOT NULL
) STRICT;
CREATE TABLE sentences (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vectors BLOB NOT NULL
) STRICT;
CREATE TABLE vocabulary (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lemma TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL,
    passages INTEGER NOT NULL,
    en INTEGER NOT NULL,
    pl INTEGER NOT NULL,
    cs INTEGER NOT NULL,
    sk INTEGER NOT NULL,
    hu INTEGER NOT NULL
) STRICT;
CREATE INDEX vocabulary_folded ON vocabulary (folded);
CREATE TABLE removed (
    generation INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL
) STRICT;
