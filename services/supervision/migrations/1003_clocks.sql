-- Clocks that run side by side, of hours, standing still, and moved to another last day.

alter table supervised_clock add column about integer not null default 0;
-- Moment at which a clock of hours ends; null: it ends with its last day.
alter table supervised_clock add column until_at timestamptz;
-- Whether it stands still: its last day is not known until it runs again.
alter table supervised_clock add column paused boolean not null default false;
-- Last days that it had before, in order: what was warned of them has lost its ground.
alter table supervised_clock add column former_dues date[] not null default '{}';
