//! What a vault keeps, gives back, and refuses to give back.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use std::path::{Path, PathBuf};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;
use vault::{BLOCK, Chunk, Digest, Error, SHARES, Settings, Stored, Vault};

const NAME: Uuid = Uuid::from_u128(7);

fn folder() -> (tempfile::TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        folder: folder.path().to_owned(),
        ..Settings::default()
    };
    let vault = Vault::open(&settings).unwrap();
    (folder, vault)
}

fn some_bytes(size: usize) -> Bytes {
    let bytes = (0..size).map(|at| u8::try_from((at * 31 + at / 251) % 256).unwrap());
    bytes.collect()
}

fn hashes(bytes: &[u8]) -> (Digest, Digest) {
    (Digest::sm3(bytes), Digest::sha256(bytes))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if !folder.exists() {
        return found;
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.push(entry);
        }
    }
    found
}

fn object(folder: &Path, stored: &Stored) -> PathBuf {
    let mut found = files(&folder.join("objects"));
    found.retain(|path| path.ends_with(stored.sm3.to_string()));
    found.pop().unwrap()
}

#[test]
fn the_hashes_are_those_of_the_standards() {
    let stored = Stored::of(b"abc");
    assert_eq!(
        stored.sm3.to_string(),
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    );
    assert_eq!(
        stored.sha256.to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(stored.blocks, Digest::sm3(stored.sm3.as_slice()));
    assert_eq!(
        Ok(stored.sm3),
        stored.sm3.to_string().to_uppercase().parse()
    );
    assert!("66c7".parse::<Digest>().is_err());
    assert!(Digest::try_from([0_u8; 31].as_slice()).is_err());
}

#[tokio::test]
async fn what_is_put_is_read_back_whole_and_in_any_range() {
    let (_folder, vault) = folder();
    for size in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 17] {
        let bytes = some_bytes(size);
        let stored = vault.put(bytes.clone()).await.unwrap();
        assert_eq!(stored, Stored::of(&bytes));
        assert_eq!(vault.put(bytes.clone()).await.unwrap(), stored);
        assert_eq!(vault.get(&stored.sm3).await.unwrap(), bytes);
        vault.verify(&stored).await.unwrap();
        let edges = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, size];
        for from in edges.iter().copied().filter(|it| *it <= size) {
            for to in edges
                .iter()
                .copied()
                .filter(|it| (from..=size).contains(it))
            {
                let read = vault.read(&stored, from as u64..to as u64).await.unwrap();
                assert_eq!(read, bytes.slice(from..to), "{size}: {from}..{to}");
            }
        }
        let past = vault.read(&stored, 0..stored.size + 1).await;
        assert!(matches!(past, Err(Error::OutOfRange { .. })));
    }
}

#[tokio::test]
async fn a_file_of_several_parts_is_what_its_chunks_are() {
    let (folder, vault) = folder();
    let bytes = some_bytes(9 * 1024 * 1024 + 5);
    let mut chunks = Vec::new();
    for (index, piece) in (0_u32..).zip(bytes.chunks(700_001)) {
        let piece = Bytes::copy_from_slice(piece);
        chunks.push(vault.stage(NAME, index, piece).await.unwrap());
    }
    let put = vault.put_staged(NAME, (NAME, chunks), hashes(&bytes));
    let stored = put.await.unwrap();
    assert_eq!(stored, Stored::of(&bytes));
    vault.verify(&stored).await.unwrap();
    assert_eq!(
        files(&folder.path().join("incoming")),
        Vec::<PathBuf>::new()
    );
}

#[tokio::test]
async fn a_file_that_breaks_off_leaves_nothing() {
    let (folder, vault) = folder();
    let there = vault.stage(NAME, 0, some_bytes(BLOCK)).await.unwrap();
    let never = Chunk {
        index: 1,
        sm3: Digest::sm3(b"the line went dead"),
    };
    let broken = vault.put_staged(NAME, (NAME, vec![there, never]), hashes(b""));
    assert!(matches!(broken.await, Err(Error::Chunk(1))));
    vault.drop_staged(NAME).await.unwrap();
    assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn a_changed_byte_is_found_where_it_is_and_a_missing_file_is_said_to_be() {
    let (folder, vault) = folder();
    let bytes = some_bytes(2 * BLOCK + 9);
    let stored = vault.put(bytes.clone()).await.unwrap();
    let at = object(folder.path(), &stored);
    let mut changed = bytes.to_vec();
    changed[BLOCK + 3] ^= 1;
    std::fs::write(&at, &changed).unwrap();
    let (block, size) = (BLOCK as u64, stored.size);
    assert!(vault.read(&stored, 0..block).await.is_ok());
    assert!(vault.read(&stored, 2 * block..size).await.is_ok());
    for range in [block..block + 1, 0..size, block - 1..block + 1] {
        let read = vault.read(&stored, range).await;
        assert!(matches!(read, Err(Error::Altered(_))));
    }
    assert!(matches!(
        vault.get(&stored.sm3).await,
        Err(Error::Altered(_))
    ));
    assert!(matches!(
        vault.verify(&stored).await,
        Err(Error::Altered(_))
    ));

    std::fs::write(&at, &bytes[..BLOCK]).unwrap();
    let read = vault.read(&stored, block..size).await;
    assert!(matches!(read, Err(Error::Altered(_))), "{read:?}");
    std::fs::remove_file(&at).unwrap();
    let read = vault.read(&stored, 0..1).await;
    assert!(matches!(read, Err(Error::Missing(_))));
    assert!(matches!(
        vault.verify(&stored).await,
        Err(Error::Missing(_))
    ));
    assert!(matches!(
        vault.get(&stored.sm3).await,
        Err(Error::Missing(_))
    ));
}

#[tokio::test]
async fn changed_hashes_of_blocks_are_found_too() {
    let (folder, vault) = folder();
    let stored = vault.put(some_bytes(2 * BLOCK)).await.unwrap();
    let blocks = files(&folder.path().join("blocks")).pop().unwrap();
    let mut hashes = std::fs::read(&blocks).unwrap();
    hashes[0] ^= 1;
    std::fs::write(&blocks, hashes).unwrap();
    let read = vault.read(&stored, 0..1).await;
    assert!(matches!(read, Err(Error::Altered(_))));
    assert!(matches!(
        vault.verify(&stored).await,
        Err(Error::Altered(_))
    ));
}

#[tokio::test]
async fn chunks_become_a_file_and_are_thrown_away() {
    let (folder, vault) = folder();
    let bytes = some_bytes(3 * 1000 + 1);
    let mut chunks = Vec::new();
    for (index, piece) in (0_u32..).zip(bytes.chunks(1000)) {
        let piece = Bytes::copy_from_slice(piece);
        chunks.push(vault.stage(NAME, index, piece).await.unwrap());
    }
    // Another content at the same place is another chunk: the one that was acknowledged stays.
    vault.stage(NAME, 1, some_bytes(1)).await.unwrap();
    let stored = vault
        .put_staged(NAME, (NAME, chunks.clone()), hashes(&bytes))
        .await
        .unwrap();
    let other = vault
        .put_staged(NAME, (NAME, chunks.clone()), hashes(b""))
        .await;
    assert!(matches!(other, Err(Error::Differs { found }) if *found == stored));
    assert_eq!(
        files(&folder.path().join("incoming")),
        Vec::<PathBuf>::new()
    );
    assert_eq!(vault.staged_uploads().await.unwrap(), [NAME]);
    assert_eq!(stored, Stored::of(&bytes));
    vault.drop_staged(NAME).await.unwrap();
    assert_eq!(files(&folder.path().join("staging")), Vec::<PathBuf>::new());
    let gone = vault.put_staged(NAME, (NAME, chunks), hashes(&bytes)).await;
    assert!(matches!(gone, Err(Error::Chunk(0))), "{gone:?}");
}

#[tokio::test]
async fn a_changed_chunk_is_not_put_together() {
    let (folder, vault) = folder();
    let chunk = vault.stage(NAME, 0, some_bytes(10)).await.unwrap();
    let at = files(&folder.path().join("staging")).pop().unwrap();
    std::fs::write(at, b"something else").unwrap();
    let put = vault
        .put_staged(NAME, (NAME, vec![chunk]), hashes(b""))
        .await;
    assert!(matches!(put, Err(Error::Chunk(0))));
    let never = Chunk {
        index: 3,
        sm3: Digest::sm3(b""),
    };
    let put = vault
        .put_staged(NAME, (NAME, vec![never]), hashes(b""))
        .await;
    assert!(matches!(put, Err(Error::Chunk(3))));
}

#[tokio::test]
async fn what_a_killed_process_left_is_swept_once_it_is_old() {
    let (folder, vault) = folder();
    let stored = vault.put(some_bytes(10)).await.unwrap();
    std::fs::create_dir_all(folder.path().join("incoming")).unwrap();
    std::fs::write(folder.path().join("incoming/left"), b"half").unwrap();
    let share = u16::from(stored.sm3.as_slice()[0]);
    let beside = object(folder.path(), &stored);
    std::fs::write(beside.with_extension("torn#1"), b"half").unwrap();
    let now = DateTime::from(
        std::fs::metadata(folder.path())
            .unwrap()
            .modified()
            .unwrap(),
    );
    let hour = TimeDelta::hours(1);
    let all = 0..SHARES;
    assert_eq!(vault.sweep(now - hour, all.clone()).await.unwrap(), 0);
    // What is on its way is swept each time, what was torn among the files that stay when their share's turn comes.
    assert_eq!(vault.sweep(now + hour, 0..share).await.unwrap(), 1);
    assert_eq!(vault.sweep(now + hour, share + 1..SHARES).await.unwrap(), 0);
    assert_eq!(vault.sweep(now + hour, share..share + 1).await.unwrap(), 1);
    assert_eq!(vault.sweep(now + hour, all).await.unwrap(), 0);
    vault.verify(&stored).await.unwrap();
    vault.probe(NAME).await.unwrap();
    vault.remove(&stored.sm3).await.unwrap();
    vault.remove(&stored.sm3).await.unwrap();
    assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let settings = Settings {
        folder: PathBuf::from("/proc/no/such"),
        ..Settings::default()
    };
    let error = Vault::open(&settings).unwrap_err().to_string();
    assert!(error.contains("/proc/no/such"), "{error}");
}

proptest! {
    #[test]
    fn hashes_do_not_depend_on_how_the_bytes_come(
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
        cuts in prop::collection::vec(0_usize..2000, 0..6),
    ) {
        let mut hashing = vault::Hashing::default();
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.sort_unstable();
        let mut from = 0;
        for cut in cuts.into_iter().chain([bytes.len()]) {
            hashing.update(&bytes[from..cut]);
            from = cut;
        }
        prop_assert_eq!(hashing.finish().0, Stored::of(&bytes));
    }
}
