-- The holiday calendars that element centres have told (节假日安排), by the days on which each holds.
create table holiday_calendar (
    origin text collate "C" not null default '',
    year text collate "C" not null,
    valid_from date not null,
    -- First day for which it no longer holds; null: open.
    valid_to date,
    -- yifa.elements.v1.HolidayCalendar.
    body bytea not null,
    constraint holiday_calendar_pkey primary key (origin, year, valid_from),
    constraint holiday_calendar_holds_a_day check (valid_to is null or valid_from < valid_to)
);
