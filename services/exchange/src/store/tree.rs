//! The Merkle tree of a received log: its root at any size, from stored subtrees and the leaves behind the last of them.

use feed::Hash;
use feed::merkle::{Frontier, Node, peaks};
use sqlx::PgConnection;

use super::events;

/// Level of the smallest subtrees that are stored: 256 leaves.
pub(crate) const LOWEST: u8 = 8;

/// The right edge of a log at a size that has been received; none when what is stored does not reach.
pub(crate) async fn frontier(
    conn: &mut PgConnection,
    link_id: i32,
    size: i64,
) -> sqlx::Result<Option<Frontier>> {
    let whole = (size >> LOWEST) << LOWEST;
    let Ok(leaves) = u64::try_from(whole) else {
        return Ok(None);
    };
    let places = peaks(leaves);
    let levels: Vec<i16> = places.iter().map(|place| i16::from(place.level)).collect();
    let indexes: Vec<i64> = places
        .iter()
        .map(|place| i64::try_from(place.index).unwrap_or(i64::MAX))
        .collect();
    let stored = if places.is_empty() {
        Vec::new()
    } else {
        sqlx::query_scalar!(
            r#"
            select n.hash as "hash: Hash"
            from unnest($2::smallint[], $3::bigint[]) with ordinality as wanted (level, index, ordinal)
            join received_node n on n.link_id = $1 and n.level = wanted.level and n.index = wanted.index
            order by wanted.ordinal
            "#,
            link_id,
            &levels,
            &indexes
        )
        .fetch_all(&mut *conn)
        .await?
    };
    let Some(mut frontier) = Frontier::new(leaves, stored) else {
        return Ok(None);
    };
    let rest = events::hashes(conn, link_id, whole, size).await?;
    let mut completed = Vec::new();
    for hash in &rest {
        frontier.append(hash, &mut completed);
    }
    Ok((i64::try_from(frontier.size()) == Ok(size)).then_some(frontier))
}

/// Keeps the subtrees that are large enough.
pub(crate) async fn keep_nodes(
    conn: &mut PgConnection,
    link_id: i32,
    nodes: &[Node],
) -> sqlx::Result<()> {
    let kept: Vec<&Node> = nodes
        .iter()
        .filter(|node| node.place.level >= LOWEST)
        .collect();
    if kept.is_empty() {
        return Ok(());
    }
    let levels: Vec<i16> = kept
        .iter()
        .map(|node| i16::from(node.place.level))
        .collect();
    let indexes: Vec<i64> = kept
        .iter()
        .map(|node| i64::try_from(node.place.index).unwrap_or(i64::MAX))
        .collect();
    let hashes: Vec<&[u8]> = kept.iter().map(|node| node.hash.as_slice()).collect();
    sqlx::query!(
        r#"
        insert into received_node (link_id, level, index, hash)
        select $1, node.level, node.index, node.hash
        from unnest($2::smallint[], $3::bigint[], $4::bytea[]) as node (level, index, hash)
        "#,
        link_id,
        &levels,
        &indexes,
        &hashes as &[&[u8]]
    )
    .execute(conn)
    .await?;
    Ok(())
}
