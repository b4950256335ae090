//! A bucket of an S3-compatible server does what a folder does: the same calls over HTTP, with signed requests.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use std::net::SocketAddr;

use bytes::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use uuid::Uuid;
use vault::{BLOCK, Chunk, Digest, Error, Settings, Stored, Vault};

const NAME: Uuid = Uuid::from_u128(7);
const BUCKET: &str = "evidence";
const KEY: (&str, &str) = ("clerk", "a secret of the bucket");

/// A server that keeps its buckets in a folder. It ends with this.
struct Server {
    folder: tempfile::TempDir,
    address: SocketAddr,
    _serving: JoinSet<()>,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let files = s3s_fs::FileSystem::new(folder.path()).unwrap();
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let http = Builder::new(TokioExecutor::new());
            let mut connections = JoinSet::new();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let serving = http.serve_connection(TokioIo::new(socket), service.clone());
                let serving = serving.into_owned();
                connections.spawn(async move { drop(serving.await) });
            }
        });
        Self {
            folder,
            address,
            _serving: serving,
        }
    }

    fn settings(&self) -> Settings {
        Settings {
            endpoint: format!("http://{}", self.address),
            bucket: BUCKET.to_owned(),
            key_id: KEY.0.to_owned(),
            secret: KEY.1.to_owned().into(),
            ..Settings::default()
        }
    }

    fn vault(&self) -> Vault {
        Vault::open(&self.settings()).unwrap()
    }

    /// Where the server keeps a file.
    fn file(&self, stored: &Stored) -> std::path::PathBuf {
        let mut folders = vec![self.folder.path().join(BUCKET).join("objects")];
        let name = stored.sm3.to_string();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false if path.ends_with(&name) => return path,
                    false => {}
                }
            }
        }
        unreachable!("the server has no file {name}")
    }
}

fn some_bytes(size: usize) -> Bytes {
    let bytes = (0..size).map(|at| u8::try_from((at * 31 + at / 251) % 256).unwrap());
    bytes.collect()
}

#[tokio::test]
async fn what_is_put_into_a_bucket_is_read_back_whole_and_in_any_range() {
    let server = Server::start().await;
    let vault = server.vault();
    for size in [0, 1, BLOCK, 2 * BLOCK + 17] {
        let bytes = some_bytes(size);
        let stored = vault.put(bytes.clone()).await.unwrap();
        assert_eq!(stored, Stored::of(&bytes));
        assert_eq!(vault.put(bytes.clone()).await.unwrap(), stored);
        assert_eq!(vault.get(&stored.sm3).await.unwrap(), bytes);
        vault.verify(&stored).await.unwrap();
        let (from, to) = (size / 3, size - size / 4);
        let read = vault.read(&stored, from as u64..to as u64).await.unwrap();
        assert_eq!(read, bytes.slice(from..to));
    }
    vault.probe(NAME).await.unwrap();
}

#[tokio::test]
async fn chunks_in_a_bucket_become_a_file_of_several_parts() {
    let server = Server::start().await;
    let vault = server.vault();
    // More than one part of a multipart upload.
    let bytes = some_bytes(9 * 1024 * 1024 + 5);
    let mut chunks: Vec<Chunk> = Vec::new();
    for (index, piece) in (0_u32..).zip(bytes.chunks(4 * 1024 * 1024)) {
        let piece = Bytes::copy_from_slice(piece);
        chunks.push(vault.stage(NAME, index, piece).await.unwrap());
    }
    assert_eq!(vault.staged_uploads().await.unwrap(), [NAME]);
    let hashes = (Digest::sm3(&bytes), Digest::sha256(&bytes));
    let wrong = (hashes.0, Digest::sha256(b""));
    let other = vault.put_staged(NAME, (NAME, chunks.clone()), wrong).await;
    assert!(matches!(other, Err(Error::Differs { .. })), "{other:?}");
    let whole = (NAME, chunks.clone());
    let stored = vault.put_staged(NAME, whole, hashes).await.unwrap();
    assert_eq!(stored, Stored::of(&bytes));
    vault.verify(&stored).await.unwrap();
    vault.drop_staged(NAME).await.unwrap();
    assert!(vault.staged_uploads().await.unwrap().is_empty());
    let gone = vault.put_staged(NAME, (NAME, chunks), hashes).await;
    assert!(matches!(gone, Err(Error::Chunk(0))), "{gone:?}");
}

#[tokio::test]
async fn what_breaks_off_or_is_removed_is_not_in_the_bucket() {
    let server = Server::start().await;
    let vault = server.vault();
    let bytes = some_bytes(BLOCK);
    let (upload, chunk) = (Uuid::from_u128(8), Digest::sm3(b"never sent"));
    let never = vec![Chunk {
        index: 0,
        sm3: chunk,
    }];
    let hashes = (Digest::sm3(&bytes), Digest::sha256(&bytes));
    let broken = vault.put_staged(NAME, (upload, never), hashes).await;
    assert!(matches!(broken, Err(Error::Chunk(0))), "{broken:?}");
    let absent = vault.get(&hashes.0).await;
    assert!(matches!(absent, Err(Error::Missing(_))), "{absent:?}");

    let stored = vault.put(bytes).await.unwrap();
    vault.remove(&stored.sm3).await.unwrap();
    vault.remove(&stored.sm3).await.unwrap();
    let removed = vault.verify(&stored).await;
    assert!(matches!(removed, Err(Error::Missing(_))), "{removed:?}");
}

#[tokio::test]
async fn a_byte_that_changed_in_the_bucket_is_found() {
    let server = Server::start().await;
    let vault = server.vault();
    let bytes = some_bytes(2 * BLOCK + 9);
    let stored = vault.put(bytes.clone()).await.unwrap();
    let mut changed = bytes.to_vec();
    changed[BLOCK + 3] ^= 1;
    std::fs::write(server.file(&stored), changed).unwrap();
    assert!(vault.read(&stored, 0..BLOCK as u64).await.is_ok());
    let whole = vault.get(&stored.sm3).await;
    assert!(matches!(whole, Err(Error::Altered(_))), "{whole:?}");
    let verified = vault.verify(&stored).await;
    assert!(matches!(verified, Err(Error::Altered(_))), "{verified:?}");
}

#[tokio::test]
async fn who_has_another_key_gets_nothing() {
    let server = Server::start().await;
    let stored = server.vault().put(some_bytes(10)).await.unwrap();
    let stranger = Settings {
        secret: "another secret".to_owned().into(),
        ..server.settings()
    };
    let stranger = Vault::open(&stranger).unwrap();
    let read = stranger.get(&stored.sm3).await;
    assert!(matches!(read, Err(Error::Store(_))), "{read:?}");
    assert!(stranger.put(some_bytes(11)).await.is_err());
}

#[tokio::test]
async fn chunks_that_break_off_are_no_file() {
    let server = Server::start().await;
    let vault = server.vault();
    let there = vault.stage(NAME, 0, some_bytes(BLOCK)).await.unwrap();
    let never = Chunk {
        index: 1,
        sm3: Digest::sm3(b"the line went dead"),
    };
    let hashes = (Digest::sm3(b""), Digest::sha256(b""));
    let broken = vault.put_staged(NAME, (NAME, vec![there, never]), hashes);
    let broken = broken.await;
    assert!(matches!(broken, Err(Error::Chunk(1))), "{broken:?}");
    let objects = server.folder.path().join(BUCKET).join("objects");
    assert!(!objects.exists());
}
