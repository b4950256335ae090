-- Lists of open cases by step: what an agency, a county or a province has at a step, newest first. Few cases are open, and an act that
-- moves no step writes nothing here.
create index cases_agency_step_idx on cases (agency_id, step, case_id) where not closed;
create index cases_county_step_idx on cases (county, step, case_id) where not closed;
create index cases_step_idx on cases (step, case_id) where not closed;
