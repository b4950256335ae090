//! The catalogue of a bound file as data: it lies in the bound PDF itself (page-piece dictionary, ISO 32000-1, 14.5), so that the
//! PDF alone tells what it holds, on which page, and where each original lies.

use form::{Place, Volume};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use serde::{Deserialize, Serialize};

use crate::file::VolumeError;
use crate::merge;

/// Name under which the catalogue lies in the PDF.
const OWN: &str = "Yifa";

/// What a bound file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Pages of the papers.
    pub pages: usize,
    /// Its lines, in the order of the file.
    pub entries: Vec<Entry>,
}

/// A line of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number in the file, from 1.
    pub nth: usize,
    /// 文号
    pub number: String,
    /// Title.
    pub title: String,
    /// Day, as data hold it; empty: none.
    pub on: String,
    /// First and last page; none: it is not bound.
    pub pages: Option<(usize, usize)>,
    /// Where it stands, in Chinese.
    pub place: String,
    /// 正卷 or 副卷
    pub volume: String,
    /// SM3 of the original, in hexadecimal digits; empty: it has none.
    pub sm3: String,
    /// Where the original lies in the archive; empty: it does not go along.
    pub file: String,
    /// What is said beside it.
    pub note: String,
}

impl Entry {
    /// Whether it belongs to the volume.
    pub(crate) fn is_in(&self, volume: Volume) -> bool {
        self.volume == volume.zh()
    }

    /// Its pages as the catalogue prints them.
    pub(crate) fn page(&self) -> String {
        match self.pages {
            None => "附件".to_owned(),
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}-{last}"),
        }
    }

    /// Where it stands, as one entry of the order.
    pub(crate) fn put(&mut self, place: Place) {
        place.zh().clone_into(&mut self.place);
        place.volume().zh().clone_into(&mut self.volume);
    }
}

/// The entry of a PDF's catalogue under which the file's catalogue lies.
pub(crate) fn piece(
    bound: &mut Document,
    catalogue: &Catalogue,
    made_at: &str,
) -> Result<Dictionary, VolumeError> {
    let text =
        serde_json::to_vec(catalogue).map_err(|error| VolumeError::Written(error.to_string()))?;
    let held = bound.add_object(Stream::new(Dictionary::new(), text));
    Ok(dictionary! {
        OWN => dictionary! {
            "LastModified" => Object::string_literal(made_at),
            "Private" => held,
        },
    })
}

/// The catalogue of a file that was bound here.
///
/// # Errors
/// [`VolumeError::NotBound`] for any other PDF.
pub fn catalogue_of(pdf: &[u8]) -> Result<Catalogue, VolumeError> {
    let other = |why: String| VolumeError::NotBound(why);
    let document = merge::read(pdf).map_err(other)?;
    let held = document
        .catalog()
        .and_then(|it| it.get(b"PieceInfo"))
        .and_then(Object::as_dict)
        .and_then(|it| it.get(OWN.as_bytes()))
        .and_then(Object::as_dict)
        .and_then(|it| it.get(b"Private"))
        .and_then(Object::as_reference)
        .and_then(|id| document.get_object(id))
        .and_then(Object::as_stream)
        .map_err(|error| VolumeError::NotBound(error.to_string()))?;
    serde_json::from_slice(&held.content).map_err(|error| VolumeError::NotBound(error.to_string()))
}
