//! The Merkle log: RFC 6962 trees over SM3, grown in batches, proved from stored subtrees.
//!
//! Leaves are the hashes of the events in the order of their positions; position p is leaf p - 1. Only complete subtrees
//! are stored: they never change, and every root and proof is made of O(log n) of them. Proofs are checked by ct-merkle,
//! which shares no code with what makes them.

use std::ops::Range;

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sm3::Sm3;
use sm3::digest::Output;
use sqlx::PgConnection;

use crate::hash::{Hash, plain};

/// Where a complete subtree stands: `index`-th of those with 2^`level` leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// 0 for leaves, 1 for pairs of leaves …
    pub level: u8,
    /// Counted from 0.
    pub index: u64,
}

/// A complete subtree and its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// Its hash.
    pub hash: Hash,
}

/// A node that the log needs is not stored.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The node is missing from table merkle_node.
    #[error("merkle_node level {level} index {index} is missing")]
    Missing {
        /// Level of the node.
        level: u8,
        /// Index of the node.
        index: u64,
    },
    /// The log is not that large.
    #[error("position or size {asked} is outside the log of {size} events")]
    Outside {
        /// Position or size asked for.
        asked: i64,
        /// Size of the log.
        size: i64,
    },
    /// The database did not answer.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

/// Hash of a leaf: SM3(0x00 ‖ event hash).
pub fn leaf(event_hash: &Hash) -> Hash {
    plain(&[&[0], event_hash.as_slice()])
}

/// Hash of an inner node: SM3(0x01 ‖ left ‖ right).
pub fn parent(left: &Hash, right: &Hash) -> Hash {
    plain(&[&[1], left.as_slice(), right.as_slice()])
}

/// The right edge of a log: the complete subtrees it consists of, largest first. All that appending needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A log of `size` leaves; `peaks` are the hashes at [`peaks`]`(size)`. None when they are not as many.
    pub fn new(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends the event with this hash and gives every subtree that it completes, the leaf first.
    pub fn append(&mut self, event_hash: &Hash, completed: &mut Vec<Node>) {
        self.append_leaf(leaf(event_hash), completed);
    }

    /// Appends a leaf whose hash is known.
    pub(crate) fn append_leaf(&mut self, leaf: Hash, completed: &mut Vec<Node>) {
        let mut node = Node {
            place: Place {
                level: 0,
                index: self.size,
            },
            hash: leaf,
        };
        completed.push(node);
        // Like counting in binary: each trailing one is a subtree of the same size that this one completes.
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            node = Node {
                place: Place {
                    level: node.place.level + 1,
                    index: node.place.index >> 1,
                },
                hash: parent(&left, &node.hash),
            };
            completed.push(node);
        }
        self.peaks.push(node.hash);
        self.size += 1;
    }

    /// Merkle tree head of the log so far; of no event at all SM3 of nothing.
    pub fn root(&self) -> Hash {
        fold(&self.peaks)
    }
}

/// Where the complete subtrees stand of which a log of `size` leaves consists, largest first.
pub fn peaks(size: u64) -> Vec<Place> {
    cover(0..size)
}

/// Finds the right edge of the log of `size` events among its stored subtrees.
pub async fn frontier(conn: &mut PgConnection, size: i64) -> Result<Frontier, ProofError> {
    let size = u64::try_from(size).map_err(|_| ProofError::Outside {
        asked: size,
        size: 0,
    })?;
    let peaks = stored(conn, &peaks(size)).await?;
    Ok(Frontier { size, peaks })
}

/// Makes inclusion proofs of positions in the log of `size` events, in the order of the positions.
pub async fn inclusion(
    conn: &mut PgConnection,
    positions: &[i64],
    size: i64,
) -> Result<Vec<Vec<Hash>>, ProofError> {
    let mut paths = Vec::with_capacity(positions.len());
    for position in positions {
        let outside = ProofError::Outside {
            asked: *position,
            size,
        };
        let (Ok(index), Ok(leaves)) = (u64::try_from(position - 1), u64::try_from(size)) else {
            return Err(outside);
        };
        paths.push(inclusion_path(index, leaves).ok_or(outside)?);
    }
    resolve(conn, &paths).await
}

/// Makes the proof that the log of `old` events is the beginning of the log of `new` events.
pub async fn consistency(
    conn: &mut PgConnection,
    old: i64,
    new: i64,
) -> Result<Vec<Hash>, ProofError> {
    let outside = ProofError::Outside {
        asked: old,
        size: new,
    };
    let (Ok(before), Ok(after)) = (u64::try_from(old), u64::try_from(new)) else {
        return Err(outside);
    };
    let path = consistency_path(before, after).ok_or(outside)?;
    Ok(resolve(conn, &[path]).await?.pop().unwrap_or_default())
}

/// Whether the event with this hash stands at `position` of the log with this size and root.
pub fn verify_inclusion(
    event_hash: &Hash,
    position: i64,
    size: i64,
    root: &Hash,
    path: &[Hash],
) -> bool {
    let (Ok(index), Ok(leaves)) = (u64::try_from(position - 1), u64::try_from(size)) else {
        return false;
    };
    if index >= leaves {
        return false;
    }
    InclusionProof::<Sm3>::try_from_bytes(joined(path)).is_ok_and(|proof| {
        tree_head(root, leaves)
            .verify_inclusion(&event_hash.as_slice(), index, &proof)
            .is_ok()
    })
}

/// Whether the log of `old` events with `old_root` is the beginning of the log of `new` events with `new_root`.
pub fn verify_consistency(
    (old, old_root): (i64, &Hash),
    (new, new_root): (i64, &Hash),
    path: &[Hash],
) -> bool {
    let (Ok(before), Ok(after)) = (u64::try_from(old), u64::try_from(new)) else {
        return false;
    };
    if before == 0 || before > after {
        return false;
    }
    if before == after {
        return old_root == new_root && path.is_empty();
    }
    ConsistencyProof::<Sm3>::try_from_bytes(joined(path)).is_ok_and(|proof| {
        tree_head(new_root, after)
            .verify_consistency(&tree_head(old_root, before), &proof)
            .is_ok()
    })
}

/// PATH(m, D[n]) of RFC 6962 §2.1.1: the ranges of leaves whose roots prove leaf `index`, from the leaf upwards.
fn inclusion_path(index: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if index >= size {
        return None;
    }
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(middle..end);
            end = middle;
        } else {
            path.push(start..middle);
            start = middle;
        }
    }
    path.reverse();
    Some(path)
}

/// PROOF(m, D[n]) of RFC 6962 §2.1.2: the ranges of leaves whose roots prove that `old` leaves begin `new` leaves.
fn consistency_path(old: u64, new: u64) -> Option<Vec<Range<u64>>> {
    if old == 0 || old > new {
        return None;
    }
    let (mut start, mut end) = (0, new);
    let mut path = Vec::new();
    while end > old {
        let middle = start + split(end - start);
        if old <= middle {
            path.push(middle..end);
            end = middle;
        } else {
            path.push(start..middle);
            start = middle;
        }
    }
    // A whole left edge is the old root itself, which the verifier has.
    if start > 0 {
        path.push(start..end);
    }
    path.reverse();
    Some(path)
}

/// The largest power of two below `leaves` (which is at least 2).
fn split(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}

/// The complete subtrees of which a range consists, largest first. The range begins where one of its size may begin.
fn cover(range: Range<u64>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let level = (range.end - start).ilog2();
        places.push(Place {
            level: u8::try_from(level).unwrap_or(u8::MAX),
            index: start >> level,
        });
        start += 1 << level;
    }
    places
}

/// Root of a range from the complete subtrees it consists of.
fn fold(peaks: &[Hash]) -> Hash {
    let mut upwards = peaks.iter().rev();
    let Some(last) = upwards.next() else {
        return plain(&[]);
    };
    upwards.fold(*last, |right, left| parent(left, &right))
}

/// The roots of the ranges of each path, with one look at the stored subtrees for all of them.
async fn resolve(
    conn: &mut PgConnection,
    paths: &[Vec<Range<u64>>],
) -> Result<Vec<Vec<Hash>>, ProofError> {
    let covers: Vec<Vec<Vec<Place>>> = paths
        .iter()
        .map(|path| path.iter().cloned().map(cover).collect())
        .collect();
    let wanted: Vec<Place> = covers.iter().flatten().flatten().copied().collect();
    let hashes = stored(conn, &wanted).await?;
    let mut rest = hashes.as_slice();
    let mut resolved = Vec::with_capacity(paths.len());
    for path in &covers {
        let mut roots = Vec::with_capacity(path.len());
        for places in path {
            let (these, others) = rest.split_at(places.len());
            roots.push(fold(these));
            rest = others;
        }
        resolved.push(roots);
    }
    Ok(resolved)
}

/// The hashes of stored subtrees, in the order asked.
pub(crate) async fn stored(
    conn: &mut PgConnection,
    places: &[Place],
) -> Result<Vec<Hash>, ProofError> {
    let levels: Vec<i16> = places.iter().map(|place| i16::from(place.level)).collect();
    let indexes: Vec<i64> = places.iter().map(|place| column(place.index)).collect();
    let hashes = sqlx::query_scalar!(
        r#"
        select n.hash as "hash?: Hash"
        from unnest($1::smallint[], $2::bigint[]) with ordinality as want (level, index, ordinal)
        left join merkle_node n on n.level = want.level and n.index = want.index
        order by want.ordinal
        "#,
        &levels,
        &indexes
    )
    .fetch_all(conn)
    .await?;
    hashes
        .into_iter()
        .zip(places)
        .map(|(hash, place)| {
            hash.ok_or(ProofError::Missing {
                level: place.level,
                index: place.index,
            })
        })
        .collect()
}

/// A count or an index as PostgreSQL keeps it; a log never comes near the bound.
pub(crate) fn column(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn tree_head(root: &Hash, leaves: u64) -> RootHash<Sm3> {
    RootHash::new(Output::<Sm3>::from(<[u8; 32]>::from(*root)), leaves)
}

fn joined(path: &[Hash]) -> Vec<u8> {
    path.iter().flat_map(Hash::as_slice).copied().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use proptest::prelude::*;

    use super::*;
    use crate::hash::sm3;

    /// A log in memory, with its subtrees where the database would have them.
    struct Log {
        frontier: Frontier,
        nodes: BTreeMap<Place, Hash>,
        oracle: MemoryBackedTree<Sm3, Vec<u8>>,
    }

    fn event(index: u64) -> Hash {
        sm3(&[b"test", &index.to_be_bytes()])
    }

    fn log(size: u64) -> Log {
        let mut log = Log {
            frontier: Frontier::default(),
            nodes: BTreeMap::new(),
            oracle: MemoryBackedTree::new(),
        };
        let mut completed = Vec::new();
        for index in 0..size {
            log.frontier.append(&event(index), &mut completed);
            log.oracle.push(event(index).to_vec());
        }
        log.nodes
            .extend(completed.into_iter().map(|node| (node.place, node.hash)));
        log
    }

    impl Log {
        fn roots(&self, path: Vec<Range<u64>>) -> Vec<Hash> {
            path.into_iter()
                .map(|range| {
                    fold(
                        &cover(range)
                            .iter()
                            .map(|p| self.nodes[p])
                            .collect::<Vec<_>>(),
                    )
                })
                .collect()
        }

        fn root(&self) -> Hash {
            self.frontier.root()
        }
    }

    #[test]
    fn an_empty_log_has_the_hash_of_nothing_for_root() {
        assert_eq!(Frontier::default().root(), plain(&[]));
    }

    #[test]
    fn every_leaf_of_every_small_log_is_proved() {
        for size in 1..=200 {
            let log = log(size);
            assert_eq!(
                log.root().as_slice(),
                log.oracle.root().as_bytes().as_slice(),
                "size {size}"
            );
            for index in 0..size {
                let path = log.roots(inclusion_path(index, size).unwrap());
                assert_eq!(
                    joined(&path),
                    log.oracle
                        .prove_inclusion(usize::try_from(index).unwrap())
                        .as_bytes(),
                );
                let (position, leaves) = (column(index + 1), column(size));
                assert!(verify_inclusion(
                    &event(index),
                    position,
                    leaves,
                    &log.root(),
                    &path
                ));
            }
        }
    }

    #[test]
    fn every_small_log_is_proved_to_begin_every_larger_one() {
        for new in 1..=65 {
            let after = log(new);
            for old in 1..=new {
                let before = log(old);
                let path = after.roots(consistency_path(old, new).unwrap());
                let (a, b) = (before.root(), after.root());
                assert!(
                    verify_consistency((column(old), &a), (column(new), &b), &path),
                    "{old} {new}"
                );
                if old < new {
                    let expected = after
                        .oracle
                        .prove_consistency(usize::try_from(new - old).unwrap());
                    assert_eq!(joined(&path), expected.as_bytes(), "{old} {new}");
                }
                let forged = sm3(&[b"forged"]);
                assert!(!verify_consistency(
                    (column(old), &forged),
                    (column(new), &b),
                    &path
                ));
            }
        }
    }

    #[test]
    fn the_stored_peaks_are_all_that_appending_needs() {
        for size in 0..130 {
            let whole = log(size);
            let found = peaks(size).iter().map(|place| whole.nodes[place]).collect();
            let mut resumed = Frontier::new(size, found).unwrap();
            assert_eq!(resumed, whole.frontier);
            resumed.append(&event(size), &mut Vec::new());
            assert_eq!(resumed.root(), log(size + 1).root());
        }
        assert_eq!(Frontier::new(3, vec![event(0)]), None);
    }

    #[test]
    fn nothing_is_proved_outside_the_log() {
        assert_eq!(inclusion_path(5, 5), None);
        assert_eq!(consistency_path(0, 5), None);
        assert_eq!(consistency_path(6, 5), None);
        let root = log(1).root();
        for (position, size) in [(0, 1), (-1, 1), (2, 1), (i64::MIN + 1, 1), (1, -1), (1, 0)] {
            assert!(
                !verify_inclusion(&event(0), position, size, &root, &[]),
                "{position} {size}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_tampered_proof_proves_nothing(size in 2_u64..200, pick in any::<prop::sample::Index>(), bit in 0_usize..256) {
            let log = log(size);
            let index = pick.index(usize::try_from(size).unwrap()) as u64;
            let path = log.roots(inclusion_path(index, size).unwrap());
            let (position, leaves, root) = (column(index + 1), column(size), log.root());
            let flip = |hash: &Hash| {
                let mut bytes = <[u8; 32]>::from(*hash);
                bytes[bit / 8] ^= 1 << (bit % 8);
                Hash::from(bytes)
            };
            prop_assert!(!verify_inclusion(&flip(&event(index)), position, leaves, &root, &path));
            prop_assert!(!verify_inclusion(&event(index), position, leaves, &flip(&root), &path));
            for step in 0..path.len() {
                let mut bent = path.clone();
                bent[step] = flip(&bent[step]);
                prop_assert!(!verify_inclusion(&event(index), position, leaves, &root, &bent));
            }
            prop_assert!(!verify_inclusion(&event(index), position, leaves, &root, &path[1..]));
            let elsewhere = if position == 1 { 2 } else { position - 1 };
            prop_assert!(!verify_inclusion(&event(index), elsewhere, leaves, &root, &path));
        }
    }
}
