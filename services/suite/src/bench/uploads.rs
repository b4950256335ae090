//! How fast evidence comes in: sent chunk by chunk as an officer's telephone sends it, kept with its hashes in the folder and its
//! rows in the database, against a plain copy of the same bytes with the same two hashes.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use contract::cases::v1::{
    BeginUploadRequest, CompleteUploadRequest, EvidenceKind, PutChunkRequest,
};
use elements::seed::ids;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use tokio::time::Instant;
use tonic::Status;
use vault::{Digest, Stored};

use super::Options;
use super::office::Office;
use super::report::{Section, Table};
use super::site::Site;
use super::statistic::Spread;

const MIB: usize = 1024 * 1024;
/// Bytes of a file.
const SIZES: [usize; 2] = [4 * MIB, 32 * MIB];
/// Bytes of one round with files of one size.
const ROUND: usize = 128 * MIB;
/// Chunks on their way at a time.
const AT_A_TIME: usize = 4;
/// Bytes of a chunk.
const CHUNK: usize = cases::uploads::CHUNK as usize;

/// A recording to be sent, with what its sender knows of it.
#[derive(Debug)]
struct Film {
    bytes: Vec<u8>,
    /// Its hashes, reckoned where it was taken.
    whole: Stored,
    chunks: Vec<String>,
}

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    site.needs(8).await?;
    let product = site.product().await?;
    let url = site.database("uploads").await?;
    // Only for its elements.
    let office = Office::open(site, &url, product.address).await;
    product.program.stop().await?;
    let office = office?;
    let mut table = Table::new(["file MiB", "files", "MiB/s", "copied MiB/s", "of the copy"]);
    for size in SIZES {
        let (mut rates, mut copied, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..options.rounds {
            println!("  files of {} MiB, round {}", size / MIB, round + 1);
            let (sent, plain) = one_round(site, &office, size, round).await?;
            rates.push(rate(sent));
            copied.push(rate(plain));
            shares.push(plain.as_secs_f64() / sent.as_secs_f64());
        }
        let spread = |values: Vec<f64>| Spread::of(values).context("no round");
        table.row([
            (size / MIB).to_string(),
            (ROUND / size).to_string(),
            spread(rates)?.text(0),
            spread(copied)?.text(0),
            spread(shares)?.text(2),
        ]);
    }
    office.desk.pool().close().await;
    office.pool.close().await;
    site.drop("uploads").await?;
    let mut section = Section::new("Evidence coming in");
    section.say(format!(
        "{} rounds of {} MiB for each line, file after file, {AT_A_TIME} chunks of {} KiB at a time, by calls within the process \
         and without a gateway. A file counts from its beginning to its exhibit: chunks on the disk before they are acknowledged \
         (fsync on), looked into, put together, SM3 and SHA-256 and an SM3 for each block, and its act in the record. The copy is \
         one thread that reckons SM3 and SHA-256 of the same bytes in memory, writes them to a file on the same disk and forces \
         it there; both are taken by turns. Median with least and most.",
        options.rounds,
        ROUND / MIB,
        CHUNK / 1024,
    ));
    section.show(&table);
    Ok(section)
}

/// How long the files of a round took, and how long their copies.
async fn one_round(
    site: &Site,
    office: &Office,
    size: usize,
    round: usize,
) -> anyhow::Result<(Duration, Duration)> {
    let case = office.file().await?.case_id;
    let (mut sent, mut copied) = (Duration::ZERO, Duration::ZERO);
    for nth in 0..ROUND / size {
        let seed = u64::try_from(size + round * 1_000 + nth)?;
        let film = tokio::task::spawn_blocking(move || Film::of(size, seed));
        let film = Arc::new(film.await?);
        let path = site.folder.join("plain-copy");
        let bytes = Arc::clone(&film);
        let plain = tokio::task::spawn_blocking(move || copy(&path, &bytes.bytes));
        copied += plain.await??;
        sent += send(office, &case, &film).await?;
    }
    Ok((sent, copied))
}

/// Sends a film and puts it on record.
async fn send(office: &Office, case_id: &str, film: &Film) -> anyhow::Result<Duration> {
    let (clock, entropy) = (&office.world.clock, &office.world.entropy);
    let taken = clock.now() - chrono::Duration::minutes(1);
    let upload_id = entropy.random_id().to_string();
    let message = BeginUploadRequest {
        upload_id: upload_id.clone(),
        case_id: case_id.to_owned(),
        name: "现场录像.mp4".to_owned(),
        size_bytes: i64::try_from(film.bytes.len())?,
        sm3: film.whole.sm3.to_string(),
        sha256: film.whole.sha256.to_string(),
        kind: EvidenceKind::Audiovisual.into(),
        capture_time: Some(prost_types::Timestamp {
            seconds: taken.timestamp(),
            nanos: 0,
        }),
        device: "执法记录仪".to_owned(),
        place: "当事人经营场所".to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        proves: "现场情况".to_owned(),
        ..BeginUploadRequest::default()
    };
    let begun = Instant::now();
    let mut evidence = office.evidence.clone();
    evidence.begin_upload(office.request(message)).await?;
    let chunks = film.bytes.chunks(CHUNK).zip(&film.chunks).zip(0_i32..);
    let puts = chunks.map(|((data, sm3), number)| {
        let request = office.request(PutChunkRequest {
            upload_id: upload_id.clone(),
            number,
            sm3: sm3.clone(),
            data: data.to_vec(),
        });
        let mut evidence = office.evidence.clone();
        async move { evidence.put_chunk(request).await.map(drop) }
    });
    let puts: Result<Vec<()>, Status> = stream::iter(puts)
        .buffer_unordered(AT_A_TIME)
        .try_collect()
        .await;
    puts?;
    let complete = CompleteUploadRequest {
        request_id: entropy.random_id().to_string(),
        upload_id,
        ..CompleteUploadRequest::default()
    };
    evidence.complete_upload(office.request(complete)).await?;
    Ok(begun.elapsed())
}

/// Copies bytes to a file with their hashes, forces them to the disk, and removes the file.
fn copy(path: &Path, bytes: &[u8]) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let hashes = (Digest::sm3(bytes), Digest::sha256(bytes));
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let taken = begun.elapsed();
    std::hint::black_box(hashes);
    std::fs::remove_file(path)?;
    Ok(taken)
}

/// MiB a second.
fn rate(taken: Duration) -> f64 {
    let mib = u32::try_from(ROUND / MIB).unwrap_or(u32::MAX);
    f64::from(mib) / taken.as_secs_f64()
}

impl Film {
    /// A film of so many bytes that no other seed gives.
    fn of(size: usize, seed: u64) -> Self {
        let mut bytes = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free".to_vec();
        let mut state = seed.wrapping_mul(2).wrapping_add(1);
        while bytes.len() < size {
            // xorshift64: nothing in it is packed smaller than it is.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.extend_from_slice(&state.to_le_bytes());
        }
        bytes.truncate(size);
        let chunks = bytes.chunks(CHUNK);
        Self {
            whole: Stored::of(&bytes),
            chunks: chunks.map(|it| Digest::sm3(it).to_string()).collect(),
            bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn films_are_of_their_size_and_differ() {
        let (one, other) = (Film::of(MIB + 3, 1), Film::of(MIB + 3, 2));
        assert_eq!((one.bytes.len(), one.chunks.len()), (MIB + 3, 3));
        assert_ne!(one.whole.sm3, other.whole.sm3);
        assert!(one.bytes[4..].starts_with(b"ftyp"));
    }

    #[test]
    fn a_copy_leaves_nothing_behind() {
        let folder = std::env::temp_dir().join(format!("yifa-copy-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("plain-copy");
        copy(&path, b"bytes").unwrap();
        assert!(!path.exists());
        std::fs::remove_dir(&folder).unwrap();
    }
}
