-- Payments as banks tell them, and receipts.

-- What a bank told was paid, once for each of its transactions: written down before anything is made of it, so that nothing
-- it tells is lost.
create table bank_payment (
    -- Number of the bank's transaction.
    transaction_number text collate "C" not null,
    -- Number of the payment notice as the payer named it.
    notice_number text collate "C" not null,
    amount_fen bigint not null,
    paid_on date not null,
    -- Number of the treasury receipt; empty: not told.
    receipt_number text collate "C" not null,
    payer text collate "C" not null,
    -- RECEIVED until something is made of it; POSTED to a case; PARKED (待查); PROPOSED by one person, and then ASSIGNED to a case or
    -- RETURNED to the payer by another.
    state text collate "C" not null,
    case_id uuid,
    -- Why it was parked.
    reason text collate "C" not null default '',
    proposed_by text collate "C" not null default '',
    proposal text collate "C" not null default '',
    decided_by text collate "C" not null default '',
    received_at timestamptz not null,
    constraint bank_payment_pkey primary key (transaction_number),
    constraint bank_payment_case_fkey foreign key (case_id) references cases (case_id),
    constraint bank_payment_some_money check (amount_fen > 0),
    constraint bank_payment_state_known check (
        state in ('RECEIVED', 'POSTED', 'PARKED', 'PROPOSED', 'ASSIGNED', 'RETURNED')
    ),
    constraint bank_payment_two_persons check (decided_by = '' or decided_by <> proposed_by),
    constraint bank_payment_has_case check (state not in ('POSTED', 'ASSIGNED') or case_id is not null)
);

create index bank_payment_open_idx on bank_payment (received_at, transaction_number)
    where state in ('RECEIVED', 'PARKED', 'PROPOSED');
create index bank_payment_day_idx on bank_payment (paid_on);

-- A treasury receipt stands for one payment in all cases.
create table payment_receipt (
    receipt_number text collate "C" not null,
    case_id uuid not null,
    constraint payment_receipt_pkey primary key (receipt_number),
    constraint payment_receipt_case_fkey foreign key (case_id) references cases (case_id)
);

-- The case of a payment notice.
create index cases_payment_notice_idx on cases using gin ((state #> '{account,notices}') jsonb_path_ops);

-- A day as the bank closed it (日终对账文件), sent anew as often as it is corrected.
create table bank_day (
    day date not null,
    received_at timestamptz not null,
    constraint bank_day_pkey primary key (day)
);

-- What was paid on the day, as the bank says.
create table bank_day_line (
    day date not null,
    transaction_number text collate "C" not null,
    notice_number text collate "C" not null,
    amount_fen bigint not null,
    constraint bank_day_line_pkey primary key (day, transaction_number),
    constraint bank_day_line_day_fkey foreign key (day) references bank_day (day),
    constraint bank_day_line_some_money check (amount_fen > 0)
);
