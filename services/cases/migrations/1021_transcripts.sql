-- Transcripts that are still being typed, and who was asked when.

-- A draft is no act of the case: it is saved often, and becomes one when it is concluded. Whoever saves names the version seen.
create table transcript_draft (
    draft_id uuid not null,
    case_id uuid not null,
    -- Who began it, and the second officer; empty: none is named yet.
    officer_id text collate "C" not null,
    co_officer_id text collate "C" not null,
    -- Number of the version whose place it is to take; 0: none.
    revises integer not null,
    -- What it says: the message yifa.cases.v1.TranscriptContent.
    content bytea not null,
    -- From 1; each save adds one.
    version bigint not null,
    -- The save that made this version, so that its retry is answered; null: it was never saved.
    save_request_id uuid,
    save_hash bytea,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text collate "C" not null,
    -- Number of the transcript it was concluded as; null: it was not.
    concluded_as integer,
    discarded_at timestamptz,
    constraint transcript_draft_pkey primary key (draft_id),
    constraint transcript_draft_case_fkey foreign key (case_id) references cases (case_id)
);

create index transcript_draft_case_idx on transcript_draft (case_id, created_at desc, draft_id)
    where concluded_as is null and discarded_at is null;

-- Who asked from when to when, by the transcripts of interviews that stand: an officer asks one person at a time, in whatever case.
create table questioning (
    case_id uuid not null,
    -- Number of the transcript's first version.
    number integer not null,
    officer_id text collate "C" not null,
    started timestamptz not null,
    ended timestamptz not null,
    constraint questioning_pkey primary key (case_id, number, officer_id),
    constraint questioning_case_fkey foreign key (case_id) references cases (case_id)
);

create index questioning_officer_idx on questioning (officer_id, ended);
