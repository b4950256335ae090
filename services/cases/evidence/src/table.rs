//! Which types each kind of evidence takes, and how large a file may be.
//!
//! The law names the kinds (行政处罚法 §46) and sets neither types nor sizes: both are the platform's choice.

use cases_domain::EvidenceKind;

use crate::{Class, FileType};

const MIB: u64 = 1024 * 1024;

/// Whether a kind of evidence may be a file of this type.
pub const fn takes(kind: EvidenceKind, file: FileType) -> bool {
    let class = file.class();
    match kind {
        // Paper and its copies.
        EvidenceKind::Documentary | EvidenceKind::ExpertOpinion => {
            matches!(class, Class::Picture | Class::Document) && !matches!(file, FileType::Text)
        }
        // The thing itself is not a file: what shows it is.
        EvidenceKind::Physical => {
            matches!(class, Class::Picture | Class::Video) || matches!(file, FileType::Pdf)
        }
        EvidenceKind::Audiovisual => {
            matches!(class, Class::Picture | Class::Sound | Class::Video)
        }
        // Taken out of machines: of any type.
        EvidenceKind::Electronic => true,
        // Records and what was recorded with them.
        EvidenceKind::Testimony | EvidenceKind::PartyStatement | EvidenceKind::SiteRecord => {
            !matches!(class, Class::Archive) && !matches!(file, FileType::Text)
        }
    }
}

/// Most bytes of a file of this type; `largest` is what the deployment lets a recording have.
pub const fn bound(file: FileType, largest: u64) -> u64 {
    let own = match file.class() {
        Class::Picture => 40 * MIB,
        Class::Document => match file {
            FileType::Text => 10 * MIB,
            _ => 50 * MIB,
        },
        Class::Sound => 512 * MIB,
        Class::Archive => 50 * MIB,
        Class::Video => largest,
    };
    if own < largest { own } else { largest }
}
