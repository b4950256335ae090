-- Clocks that run side by side, of hours, and standing still.

-- The thing a clock is about where several of its kind may run, e.g. a measure; 0: the case itself.
alter table case_deadline add column about integer not null default 0;
-- Moment at which a period of hours ends; null: it ends with the last day.
alter table case_deadline add column due_at timestamptz;
-- Whether it stands still: its last day is not known until it runs again.
alter table case_deadline add column paused boolean not null default false;
alter table case_deadline add constraint case_deadline_about_from_zero check (about >= 0);

-- One clock of a kind runs at a time about one thing.
drop index case_deadline_running_key;
create unique index case_deadline_running_key on case_deadline (case_id, kind, about) where state = 'OPEN';
