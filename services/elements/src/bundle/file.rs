//! The file of a bundle: JSON around the signed content, so that whoever receives it can see what it is and check it.

use contract::elements::v1::BundleContent;
use contract::feed::v1::LogHead;
use data_encoding::BASE64;
use elements_domain::reasons;
use feed::{Feed, Hash, key_id, sm3, verify_head};
use prost::Message as _;
use refusal::{Fault, Refusal};
use serde::{Deserialize, Serialize};

/// Format and version of the file.
const FORMAT: &str = "yifa-bundle-1";
/// Kind of the signature: no log has this name.
const KIND: &str = "elements.bundle";

/// A bundle that was opened: its signature fits its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What it holds.
    pub content: BundleContent,
    /// SM3 of the content.
    pub digest: Hash,
    /// Key that signed it.
    pub key_id: String,
    /// The same (SPKI, PEM).
    pub public_key_pem: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    /// For people only; the content says it again.
    name: String,
    content: String,
    signature: String,
    key_id: String,
    public_key_pem: String,
    signed_seconds: i64,
    signed_nanos: i32,
}

/// Signs a content and writes the file.
pub fn seal(content: &BundleContent, feed: &Feed) -> Result<Vec<u8>, Fault> {
    let bytes = content.encode_to_vec();
    let head = feed
        .attest(KIND, parts(content), digest(&bytes))
        .map_err(Fault::internal)?;
    let signed = head.sign_time.unwrap_or_default();
    let file = File {
        format: FORMAT.to_owned(),
        name: content.name.clone(),
        content: BASE64.encode(&bytes),
        signature: BASE64.encode(&head.signature),
        key_id: head.key_id,
        public_key_pem: feed.public_pem().to_owned(),
        signed_seconds: signed.seconds,
        signed_nanos: signed.nanos,
    };
    serde_json::to_vec_pretty(&file).map_err(Fault::internal)
}

/// Opens a file and checks its signature against the key that it names itself: whether that key is trusted is another question.
///
/// # Refuses
/// `BUNDLE_UNREADABLE` · `BUNDLE_ALTERED`
pub fn open(bytes: &[u8]) -> Result<Opened, Refusal> {
    let file: File = serde_json::from_slice(bytes).map_err(|_| unreadable())?;
    if file.format != FORMAT {
        return Err(unreadable());
    }
    let encoded = BASE64
        .decode(file.content.as_bytes())
        .map_err(|_| unreadable())?;
    let signature = BASE64
        .decode(file.signature.as_bytes())
        .map_err(|_| unreadable())?;
    let content = BundleContent::decode(encoded.as_slice()).map_err(|_| unreadable())?;
    let digest = digest(&encoded);
    let head = LogHead {
        log: KIND.to_owned(),
        tree_size: parts(&content),
        root_hash: digest.to_vec(),
        sign_time: Some(prost_types::Timestamp {
            seconds: file.signed_seconds,
            nanos: file.signed_nanos,
        }),
        signature,
        key_id: file.key_id,
    };
    verify_head(&head, &file.public_key_pem).map_err(|error| altered(&error))?;
    Ok(Opened {
        key_id: key_id(&file.public_key_pem).map_err(|_| unreadable())?,
        public_key_pem: file.public_key_pem,
        content,
        digest,
    })
}

fn parts(content: &BundleContent) -> i64 {
    i64::try_from(content.elements.len()).unwrap_or(i64::MAX)
}

fn digest(bytes: &[u8]) -> Hash {
    sm3(&[b"yifa.elements.bundle.v1", bytes])
}

fn unreadable() -> Refusal {
    Refusal::new(
        &reasons::BUNDLE_UNREADABLE,
        "the file is not a bundle of this platform",
        "文件不是本平台导出的配置包，或者文件不完整",
    )
}

fn altered(error: &feed::NotSigned) -> Refusal {
    Refusal::new(
        &reasons::BUNDLE_ALTERED,
        format!("the bundle's signature does not fit: {error}"),
        "配置包的签名与内容不符，内容可能被改动",
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use clock::{ManualClock, SeededEntropy};
    use contract::elements::v1::{Element, Scene, element::Body};
    use feed::HeadSigner;

    use super::*;

    fn feed() -> Feed {
        let signer = HeadSigner::generate(&SeededEntropy::new(7)).unwrap();
        let at = chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let pool = sqlx::PgPool::connect_lazy("postgres://nobody@127.0.0.1:1/none").unwrap();
        Feed::new(pool, "elements", signer, Arc::new(ManualClock::at(at)))
    }

    fn content() -> BundleContent {
        let scene = Scene {
            scene_id: "gas-once".into(),
            name: "餐饮燃气综合查一次".into(),
            division: "350604".into(),
            ..Scene::default()
        };
        BundleContent {
            name: "燃气场景".into(),
            origin: "350604".into(),
            elements: vec![Element {
                body: Some(Body::Scene(scene)),
            }],
            ..BundleContent::default()
        }
    }

    #[tokio::test]
    async fn a_bundle_opens_as_it_was_sealed() {
        let feed = feed();
        let opened = open(&seal(&content(), &feed).unwrap()).unwrap();
        assert_eq!(opened.content, content());
        assert_eq!(opened.public_key_pem, feed.public_pem());
    }

    #[tokio::test]
    async fn any_changed_byte_of_the_content_is_found() {
        let sealed = seal(&content(), &feed()).unwrap();
        let mut file: serde_json::Value = serde_json::from_slice(&sealed).unwrap();
        let whole = BASE64
            .decode(file["content"].as_str().unwrap().as_bytes())
            .unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            file["content"] = BASE64.encode(&bytes).into();
            let changed = serde_json::to_vec(&file).unwrap();
            assert!(open(&changed).is_err(), "byte {at}");
        }
    }

    #[tokio::test]
    async fn anything_else_is_no_bundle() {
        for bytes in [&b""[..], b"{}", b"PK\x03\x04", b"[1,2]"] {
            let refusal = open(bytes).unwrap_err();
            assert_eq!(refusal.reason().name, "BUNDLE_UNREADABLE");
        }
    }
}
