-- The head of a unit that handles cases (办案机构负责人) endorses what a leader decides.
alter table account_role drop constraint account_role_estate_check;
alter table account_role add constraint account_role_estate_check check (
    (estate = 'business'
        and role in ('officer', 'unit_head', 'leader', 'legal_reviewer', 'supervisor', 'element_clerk', 'reporter'))
    or (estate = role and role in ('system_admin', 'security_admin', 'audit_admin'))
);
