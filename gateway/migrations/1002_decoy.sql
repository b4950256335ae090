-- What a failed sign-in writes to when there is no account, or the account is locked already: the same work as counting a
-- failure, so that the time of the answer does not tell which names are accounts.
create table decoy (
    slot integer not null,
    failures bigint not null,
    constraint decoy_pkey primary key (slot)
);

insert into decoy (slot, failures)
select slot, 0
from generate_series(0, 63) as given (slot);
