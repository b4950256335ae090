//! An authority, an agency and an officer with certificates; the same on every run.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use lopdf::{Dictionary, Document, Object, Stream};
use seal::{Authority, Certificate, Kind, Subject, Trust};
use signer::{Ring as _, Signer, SoftRing};

pub(crate) struct World {
    pub(crate) authority: Authority,
    pub(crate) agency: (Arc<dyn Signer>, Certificate),
    pub(crate) officer: (Arc<dyn Signer>, Certificate),
    pub(crate) now: DateTime<Utc>,
}

pub(crate) fn world() -> World {
    of_ring(7)
}

pub(crate) fn of_ring(seed: u8) -> World {
    let ring = SoftRing::new([seed; 32]);
    let now: DateTime<Utc> = "2026-03-02T02:00:00Z".parse().unwrap();
    let validity = (now - Duration::days(1), now + Duration::days(365));
    let deployment = subject(Kind::Authority, "350604", "龙海区执法平台");
    let signer = ring.signer(&deployment.owner(), 1).unwrap();
    let authority = Authority::found(signer, &deployment, validity).unwrap();
    let issue = |subject: Subject, serial| {
        let signer = ring.signer(&subject.owner(), 1).unwrap();
        let certificate = authority
            .issue(&subject, signer.public_key(), [serial; 16], validity)
            .unwrap();
        (signer, certificate)
    };
    World {
        agency: issue(
            subject(Kind::Agency, "longhai-market", "龙海区市场监督管理局"),
            1,
        ),
        officer: issue(subject(Kind::Officer, "o-zheng", "郑清源"), 2),
        authority,
        now,
    }
}

pub(crate) fn subject(kind: Kind, id: &str, name: &str) -> Subject {
    Subject {
        kind,
        id: id.to_owned(),
        name: name.to_owned(),
        organization: "龙海区市场监督管理局".to_owned(),
    }
}

impl World {
    pub(crate) fn trust(&self) -> Trust {
        Trust::from_pem(&self.published()).unwrap()
    }

    pub(crate) fn published(&self) -> String {
        let root = self.authority.certificate();
        format!(
            "{}{}{}",
            root.pem(),
            self.agency.1.pem(),
            self.officer.1.pem()
        )
    }

    pub(crate) fn sealed(&self, pdf: &[u8]) -> Vec<u8> {
        let seal = seal::pdf::Seal {
            signer: self.agency.0.as_ref(),
            certificate: &self.agency.1,
            authority: self.authority.certificate(),
            at: self.now,
            reason: "行政处罚决定书",
            place: None,
        };
        seal::pdf::seal(pdf, &seal).unwrap()
    }
}

/// A page with a line of text; `modern` writes cross-references as a stream, as newer writers do.
pub(crate) fn page(modern: bool) -> Vec<u8> {
    let mut pdf = Document::with_version("1.7");
    let pages = pdf.new_object_id();
    let text = Stream::new(Dictionary::new(), b"BT 72 720 Td (decided) Tj ET".to_vec());
    let text = pdf.add_object(text);
    let mut page = Dictionary::new();
    page.set("Type", Object::Name(b"Page".to_vec()));
    page.set("Parent", pages);
    page.set("MediaBox", vec![0.into(), 0.into(), 595.into(), 842.into()]);
    page.set("Contents", text);
    let page = pdf.add_object(page);
    let mut tree = Dictionary::new();
    tree.set("Type", Object::Name(b"Pages".to_vec()));
    tree.set("Kids", vec![Object::Reference(page)]);
    tree.set("Count", 1);
    pdf.objects.insert(pages, Object::Dictionary(tree));
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    catalog.set("Pages", pages);
    let catalog = pdf.add_object(catalog);
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    if modern {
        pdf.save_modern(&mut bytes).unwrap();
    } else {
        pdf.save_to(&mut bytes).unwrap();
    }
    bytes
}

/// Compares with the file kept under this name; `YIFA_UPDATE=1` writes it.
pub(crate) fn golden(name: &str, found: &[u8]) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/seal/golden")
        .join(name);
    if std::env::var_os("YIFA_UPDATE").is_some() {
        std::fs::write(&file, found).unwrap();
    }
    let kept = std::fs::read(&file).unwrap();
    assert!(
        kept == found,
        "{name} is not what it was; YIFA_UPDATE=1 writes it anew"
    );
}
