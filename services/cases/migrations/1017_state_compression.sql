-- The state of a case is written whole with every act: lz4 takes a fraction of the time of the default. A server built without
-- it keeps the default.
do $$
begin
    alter table cases alter column state set compression lz4;
exception
    when feature_not_supported or syntax_error then null;
end
$$;
