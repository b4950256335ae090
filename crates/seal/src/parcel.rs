//! 材料包: what a party gets of its case as one file that verifies from itself: a ZIP whose manifest is sealed by the agency.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use signer::{Signer, sm3};

use crate::cms;
use crate::{Certificate, Flaw, Kind, Signed, Trust, archive, pdf};

/// Format of the manifest.
pub const FORMAT: &str = "yifa.parcel.v1";

/// Name of the case's record in a parcel: the chain with its proofs and the signed head (`feed::bundle`).
pub const RECORD: &str = "record.json";

/// Name of the list of evidence.
pub const EVIDENCE: &str = "evidence.json";

const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "manifest.p7s";

/// What an entry of a parcel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// A document with the agency's seal in it (PDF).
    SealedDocument,
    /// A document as it was handed over, without a seal in it.
    Document,
    /// The list of evidence with its hashes.
    Evidence,
    /// The case's record.
    Record,
    /// The remedies against the decision, in words.
    Remedies,
    /// Certificates.
    Certificates,
    /// What the parcel is and how it is verified, in words.
    Guide,
}

/// An entry that goes into a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name: `documents/1.pdf`.
    pub name: String,
    /// What it is.
    pub holds: Holds,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What the parcel is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Id of the case.
    pub case_id: String,
    /// Identity code of the case.
    pub case_code: String,
    /// Name of the agency that made it.
    pub agency: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// What a parcel holds, entry by entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// What it is of.
    pub about: About,
    /// The entries, in their order.
    pub entries: Vec<Listed>,
}

/// An entry in the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What it is.
    pub holds: Holds,
    /// Bytes.
    pub size: u64,
    /// SM3 (hexadecimal).
    pub sm3: String,
}

/// A parcel that was verified.
#[derive(Debug)]
pub struct Opened<'a> {
    /// What it holds.
    pub manifest: Manifest,
    /// Who sealed the manifest.
    pub signed: Signed,
    /// The entries of the manifest with their bytes.
    pub entries: Vec<(Listed, &'a [u8])>,
    /// The seals of the sealed documents: name of the entry, and who sealed it.
    pub seals: Vec<(String, Vec<Signed>)>,
}

/// Why a parcel was not made.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// A name is taken twice, empty, or one of the parcel's own.
    #[error("the name of an entry cannot be used: {0}")]
    Name(String),
    /// More than the format can say.
    #[error("the parcel is too large")]
    TooLarge,
    /// The manifest cannot be written.
    #[error("the manifest cannot be written")]
    Manifest(#[from] serde_json::Error),
    /// The key did not sign.
    #[error("the manifest could not be signed")]
    Unsigned,
}

/// Makes a parcel and seals its manifest.
pub fn make(
    about: About,
    items: &[Item],
    signer: &dyn Signer,
    (certificate, authority): (&Certificate, &Certificate),
) -> Result<Vec<u8>, Unmade> {
    let mut names = BTreeSet::from([MANIFEST, SIGNATURE]);
    for item in items {
        if !is_plain(&item.name) || !names.insert(&item.name) {
            return Err(Unmade::Name(item.name.clone()));
        }
    }
    let at = about.made_at;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        about,
        entries: items
            .iter()
            .map(|item| listed(&item.name, item.holds, &item.bytes))
            .collect(),
    };
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    let signature = cms::sign(&sm3(&manifest), at, signer, certificate, authority)
        .map_err(|_| Unmade::Unsigned)?;
    let mut entries: Vec<archive::Entry<'_>> = vec![(MANIFEST, &manifest), (SIGNATURE, &signature)];
    entries.extend(
        items
            .iter()
            .map(|item| (item.name.as_str(), item.bytes.as_slice())),
    );
    archive::write(&entries).ok_or(Unmade::TooLarge)
}

/// Verifies a parcel: the container, the manifest's signature, every entry, and the seal of every sealed document. The record is
/// left to whoever knows records: [`Opened::entry`] gives its bytes.
pub fn open<'a>(bytes: &'a [u8], trust: Option<&Trust>) -> Result<Opened<'a>, Flaw> {
    let entries = archive::read(bytes).ok_or(Flaw::Malformed("archive"))?;
    let [(MANIFEST, manifest), (SIGNATURE, signature), rest @ ..] = entries.as_slice() else {
        return Err(Flaw::Malformed("manifest"));
    };
    let signed = cms::verify(signature, &sm3(manifest), trust)?;
    let manifest: Manifest =
        serde_json::from_slice(manifest).map_err(|_| Flaw::Malformed("manifest"))?;
    if manifest.format != FORMAT {
        return Err(Flaw::Malformed("format"));
    }
    // An agency signs for itself alone.
    if signed.by.kind != Kind::Agency || signed.by.name != manifest.about.agency {
        return Err(Flaw::Certificate);
    }
    let found: Vec<Listed> = rest
        .iter()
        .zip(&manifest.entries)
        .map(|((name, held), said)| listed(name, said.holds, held))
        .collect();
    if rest.len() != manifest.entries.len() || found != manifest.entries {
        let differs = found
            .iter()
            .zip(&manifest.entries)
            .find(|(found, said)| found != said);
        let name = differs.map_or("条目", |(_, said)| said.name.as_str());
        return Err(Flaw::Altered(name.to_owned()));
    }
    let entries: Vec<(Listed, &[u8])> = found
        .into_iter()
        .zip(rest)
        .map(|(listed, (_, held))| (listed, *held))
        .collect();
    let mut seals = Vec::new();
    for (listed, held) in &entries {
        if listed.holds == Holds::SealedDocument {
            let by = pdf::verify(held, trust)?;
            if !by.iter().any(|it| it.by.kind == Kind::Agency) {
                return Err(Flaw::Certificate);
            }
            seals.push((listed.name.clone(), by));
        }
    }
    Ok(Opened {
        manifest,
        signed,
        entries,
        seals,
    })
}

impl Opened<'_> {
    /// The bytes of the one entry that is this; none: there is none.
    pub fn entry(&self, holds: Holds) -> Option<&[u8]> {
        let mut found = self.entries.iter().filter(|(it, _)| it.holds == holds);
        found.next().map(|(_, held)| *held)
    }
}

fn listed(name: &str, holds: Holds, held: &[u8]) -> Listed {
    Listed {
        name: name.to_owned(),
        holds,
        size: held.len() as u64,
        sm3: HEXLOWER.encode(&sm3(held)),
    }
}

/// A name that leads nowhere but below the folder it is unpacked in.
fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        let of_name = |it: char| it.is_ascii_alphanumeric() || "-_.".contains(it);
        !part.is_empty() && !part.starts_with('.') && part.chars().all(of_name)
    };
    name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use signer::{Ring as _, SoftRing};

    use super::*;
    use crate::{Authority, Subject};

    fn parcel() -> Vec<u8> {
        let ring = SoftRing::new([7; 32]);
        let at: DateTime<Utc> = "2026-03-02T02:00:00Z".parse().unwrap();
        let subject = |kind, id: &str| Subject {
            kind,
            id: id.to_owned(),
            name: "龙海区市场监督管理局".to_owned(),
            organization: "龙海区市场监督管理局".to_owned(),
        };
        let root = subject(Kind::Authority, "350604");
        let signer = ring.signer(&root.owner(), 1).unwrap();
        let authority = Authority::found(Arc::clone(&signer), &root, (at, at)).unwrap();
        let agency = subject(Kind::Agency, "longhai-market");
        let certificate = authority
            .issue(&agency, signer.public_key(), [1; 16], (at, at))
            .unwrap();
        let about = About {
            case_id: "1".to_owned(),
            case_code: "2".to_owned(),
            agency: agency.name,
            made_at: at,
        };
        let item = |name: &str, holds, bytes: &[u8]| Item {
            name: name.to_owned(),
            holds,
            bytes: bytes.to_vec(),
        };
        let items = [
            item("evidence.json", Holds::Evidence, b"[]"),
            item("record.json", Holds::Record, b"{}"),
            item("remedies.txt", Holds::Remedies, b"60"),
        ];
        let certificates = (&certificate, authority.certificate());
        make(about, &items, signer.as_ref(), certificates).unwrap()
    }

    #[test]
    fn an_entry_removed_added_renamed_moved_or_changed_is_found() {
        type Change = fn(&mut Vec<archive::Entry<'_>>);
        let parcel = parcel();
        let entries = archive::read(&parcel).unwrap();
        assert_eq!(archive::write(&entries).unwrap(), parcel);
        assert!(open(&parcel, None).is_ok());
        let changes: [Change; 9] = [
            |it| {
                it.remove(2);
            },
            |it| {
                it.pop();
            },
            |it| it.push(("more.txt", b"x")),
            |it| it.insert(3, ("more.txt", b"x")),
            |it| it[2].0 = "evidence2.json",
            |it| it.swap(2, 3),
            |it| it[3].1 = b"{ }",
            |it| it[4] = it[3],
            |it| it.swap(0, 1),
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut entries = entries.clone();
            change(&mut entries);
            let forged = archive::write(&entries).unwrap();
            assert!(
                archive::read(&forged).is_some(),
                "the container itself is whole"
            );
            assert!(open(&forged, None).is_err(), "{at}");
        }
    }
}
