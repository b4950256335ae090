-- A role of the business that only reports leads (网格员、巡查员).
alter table account_role drop constraint account_role_estate_check;
alter table account_role add constraint account_role_estate_check check (
    (estate = 'business'
        and role in ('officer', 'leader', 'legal_reviewer', 'supervisor', 'element_clerk', 'reporter'))
    or (estate = role and role in ('system_admin', 'security_admin', 'audit_admin'))
);
