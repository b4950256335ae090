-- Documents: how forms are worded where. A wording is found by the code of its form (replica_about) and by its division.
create index replica_element_template_division_idx on replica_element (division) where registry = 'template';

-- What was taken over before lacks the wordings: it is taken over anew, from the first event.
delete from replica_element;
delete from checkpoint where consumer = 'cases.elements';
