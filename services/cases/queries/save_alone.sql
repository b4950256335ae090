-- Writes an act that changes nothing beside the case, as most do: save.sql without what stands empty then. No row: somebody was
-- faster.
with saved as (
    update cases
    set step = $3, closed = $4, version = $5, chain_head = $6, state = $7, updated_at = $8
    where case_id = $1 and version = $2
    returning case_id
)
select feed_append(
    $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24
) as "appended!"
from saved
