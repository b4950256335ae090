-- Summary penalties (简易程序) are cases of their own kind.

alter table case_fact drop constraint case_fact_kind_known;
alter table case_fact add constraint case_fact_kind_known
    check (kind in ('INSPECTION', 'ORDINARY_PENALTY', 'SUMMARY_PENALTY'));
