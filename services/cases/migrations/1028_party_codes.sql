-- How many one-time codes went out for a case on the newest day on which any did.
create table party_code_count (
    case_id uuid not null,
    sent_on date not null,
    sent integer not null,
    constraint party_code_count_pkey primary key (case_id),
    constraint party_code_count_case_fkey foreign key (case_id) references cases (case_id)
);
