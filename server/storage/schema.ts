/** SQL from version n to n + 1 of the database; a step that was released is never changed. */
export const schemaSteps: readonly string[] = [
  `CREATE TABLE workflows (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     name TEXT NOT NULL,
     description TEXT,
     saved_at INTEGER NOT NULL,
     workflow TEXT NOT NULL
   ) STRICT;

   CREATE TABLE assets (
     id TEXT PRIMARY KEY,
     extension TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     asset TEXT NOT NULL
   ) STRICT;

   CREATE TABLE runs (
     id TEXT PRIMARY KEY,
     -- Place in the queue, lowest first; a real number, so that one can be put between two.
     position REAL NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'over')),
     summary TEXT NOT NULL,
     job TEXT NOT NULL
   ) STRICT;
   CREATE INDEX runs_by_state ON runs (state, position);

   CREATE TABLE events (
     run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     event TEXT NOT NULL,
     PRIMARY KEY (run_id, seq)
   ) STRICT, WITHOUT ROWID;

   -- What each node of a workflow was made of when it last was planned: tells why it runs again.
   CREATE TABLE planned_steps (
     workflow_id TEXT PRIMARY KEY,
     steps TEXT NOT NULL
   ) STRICT;`,

  `ALTER TABLE runs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
   -- The order in which runs were accepted; a clock may be set back.
   ALTER TABLE runs ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
   UPDATE runs SET number = rowid,
     summary = json_set(summary, '$.workflowId', json_extract(job, '$.workflow.id'));
   CREATE INDEX runs_by_number ON runs (state, number);
   DROP INDEX runs_by_state;
   CREATE INDEX runs_waiting ON runs (priority DESC, position) WHERE state = 'queued';

   CREATE TABLE queue (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     paused TEXT CHECK (paused IN ('after-run', 'next-step'))
   ) STRICT;
   INSERT INTO queue VALUES (1, NULL);`,

  `ALTER TABLE runs ADD COLUMN is_compact INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX runs_to_compact ON runs (number) WHERE state = 'over' AND is_compact = 0;`,

  `-- How long steps took, for estimates: a handful of each size.
    CREATE TABLE timings (
      signature TEXT NOT NULL,
      kind TEXT NOT NULL,
      amount REAL NOT NULL,
      duration_ms REAL NOT NULL,
      peak_bytes INTEGER,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX timings_by_signature ON timings (signature);
    CREATE INDEX timings_by_kind ON timings (kind);`,

  `-- Every saved state of a workflow; appended to, never changed.
   CREATE TABLE workflow_revisions (
     workflow_id TEXT NOT NULL,
     revision INTEGER NOT NULL,
     saved_at INTEGER NOT NULL,
     workflow TEXT NOT NULL,
     PRIMARY KEY (workflow_id, revision)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO workflow_revisions (workflow_id, revision, saved_at, workflow)
     SELECT id, revision, saved_at, workflow FROM workflows;`,

  `-- What a person did with an asset; the asset itself never changes.
   CREATE TABLE asset_library (
     id TEXT PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
     origin TEXT NOT NULL CHECK (origin IN ('upload', 'output', 'example')),
     -- In the place of the name it came with.
     name TEXT,
     favourite INTEGER NOT NULL DEFAULT 0,
     trashed_at INTEGER
   ) STRICT;
   INSERT INTO asset_library (id, origin) SELECT id, 'upload' FROM assets;
   CREATE INDEX asset_library_trash ON asset_library (trashed_at);

   CREATE TABLE asset_tags (
     asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
     tag TEXT NOT NULL,
     PRIMARY KEY (asset_id, tag)
   ) STRICT, WITHOUT ROWID;`,

  `-- Whether a type was ever measured is asked of every step; what was measured before does not tell its type.
   DELETE FROM timings;
   ALTER TABLE timings ADD COLUMN type TEXT NOT NULL DEFAULT '';`,

  `-- A job may weigh a megabyte: in the run's own row it would be written again with every change of the summary.
   CREATE TABLE jobs (
     run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
     job TEXT NOT NULL
   ) STRICT;
   INSERT INTO jobs SELECT id, job FROM runs;
   ALTER TABLE runs DROP COLUMN job;

   -- Events that were stored together lie together: a row for each would cost more than what it tells.
   CREATE TABLE event_batches (
     run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
     first_seq INTEGER NOT NULL,
     last_seq INTEGER NOT NULL,
     -- [{ seq, at, event }]
     events TEXT NOT NULL,
     PRIMARY KEY (run_id, first_seq)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO event_batches
     SELECT run_id, min(seq), max(seq), json_group_array(json_object('seq', seq, 'at', at, 'event', json(event)) ORDER BY seq)
     FROM events GROUP BY run_id;
   DROP TABLE events;`,
]
