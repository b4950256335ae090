//! One PDF of the whole file.

use chrono::{DateTime, Utc};
use form::{Data, Place, Sheet};
use press::{Press, Wording};
use serde_json::{Value, json};
use sm3::{Digest, Sm3};

use crate::file::{Cover, Volume, VolumeError, in_order};
use crate::merge::{Part, merge, pages_of};

/// A file, bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// Cover, catalogue, papers with page numbers, final notes.
    pub pdf: Vec<u8>,
    /// Pages of the papers, as the catalogue counts them.
    pub pages: usize,
    /// The catalogue.
    pub entries: Vec<Entry>,
}

/// A line of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number in the file, from 1.
    pub nth: usize,
    /// 文号
    pub number: String,
    /// Title.
    pub title: String,
    /// Day, as data hold it; empty: none.
    pub on: String,
    /// First and last page.
    pub pages: (usize, usize),
    /// Where it stands.
    pub place: Place,
    /// SM3 of the original, in hexadecimal digits.
    pub sm3: String,
}

/// Binds the file; `made_at` is the moment at which cover, catalogue and notes are made.
pub fn bind(press: &Press, volume: &Volume, made_at: DateTime<Utc>) -> Result<Bound, VolumeError> {
    if volume.items.is_empty() {
        return Err(VolumeError::Empty);
    }
    let items = in_order(&volume.items);
    let mut entries = Vec::with_capacity(items.len());
    let mut next = 1;
    for (at, item) in items.iter().enumerate() {
        let pages = pages_of(&item.pdf).map_err(|reason| VolumeError::Unreadable {
            title: item.title.clone(),
            reason,
        })?;
        entries.push(Entry {
            nth: at + 1,
            number: item.number.clone(),
            title: item.title.clone(),
            on: item.on.map(|day| day.to_string()).unwrap_or_default(),
            pages: (next, next + pages - 1),
            place: item.place,
            sm3: sm3_of(&item.pdf),
        });
        next += pages;
    }
    let pages = next - 1;
    let print = |name: &str, data: Value| made(press, name, data, made_at);
    let cover = print("卷宗封面", cover_data(&volume.cover, &entries, pages))?;
    let contents = print("卷内目录", contents_data(&volume.cover, &entries))?;
    let notes = print("备考表", notes_data(&volume.cover, &entries, pages))?;

    let mut parts = vec![
        Part::plain("卷宗封面", &cover),
        Part::plain("卷内目录", &contents),
    ];
    parts.extend(items.iter().zip(&entries).map(|(item, entry)| Part {
        title: &item.title,
        pdf: &item.pdf,
        first_page: Some(entry.pages.0),
    }));
    parts.push(Part::plain("备考表", &notes));
    let title = format!("{}　{}", volume.cover.case_number, volume.cover.title);
    Ok(Bound {
        pdf: merge(&title, &parts)?,
        pages,
        entries,
    })
}

/// SM3 in hexadecimal digits.
pub(crate) fn sm3_of(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sm3::digest(bytes))
}

/// One value for all originals: the SM3 of their hashes in the order of the file.
fn sm3_of_all(entries: &[Entry]) -> String {
    let all: String = entries.iter().map(|entry| entry.sm3.as_str()).collect();
    sm3_of(all.as_bytes())
}

fn made(
    press: &Press,
    name: &str,
    data: Value,
    made_at: DateTime<Utc>,
) -> Result<Vec<u8>, VolumeError> {
    let form =
        form::form("JA02", name).ok_or_else(|| VolumeError::Written(format!("no form {name}")))?;
    let Value::Object(data) = data else {
        return Err(VolumeError::Written(format!("no data of {name}")));
    };
    // What is empty on the cover is not there.
    let data: Data = data
        .into_iter()
        .filter(|(_, value)| form::is_filled(Some(value)))
        .collect();
    let sheet = Sheet { form, data: &data };
    Ok(press.print(&Wording::built_in(form), sheet, made_at)?.pdf)
}

fn cover_data(cover: &Cover, entries: &[Entry], pages: usize) -> Value {
    json!({
        "agency_name": cover.agency_name,
        "case_code": cover.case_code,
        "case_number": cover.case_number,
        "volume": volumes(entries),
        "title": cover.title,
        "party_name": cover.party_name,
        "cause": cover.cause,
        "decision_number": cover.decision_number,
        "result": cover.result,
        "officers_names": cover.officers,
        "filed_on": cover.filed_on.to_string(),
        "closed_on": cover.closed_on.to_string(),
        "archived_on": cover.archived_on.to_string(),
        "keeping": cover.keeping,
        "archive_number": cover.archive_number,
        "pages": pages,
        "documents": entries.len(),
    })
}

/// `正卷、副卷`, as far as the file has papers of them.
fn volumes(entries: &[Entry]) -> String {
    let mut names: Vec<_> = entries
        .iter()
        .map(|entry| entry.place.volume().zh())
        .collect();
    names.dedup();
    names.join("、")
}

fn contents_data(cover: &Cover, entries: &[Entry]) -> Value {
    let line = |entry: &Entry| {
        let (first, last) = entry.pages;
        let page = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        json!({
            "nth": entry.nth.to_string(),
            "number": entry.number,
            "title": entry.title,
            "on": entry.on,
            "page": page,
        })
    };
    json!({
        "agency_name": cover.agency_name,
        "case_code": cover.case_code,
        "case_number": cover.case_number,
        "volume": volumes(entries),
        "entries": entries.iter().map(line).collect::<Vec<_>>(),
    })
}

fn notes_data(cover: &Cover, entries: &[Entry], pages: usize) -> Value {
    json!({
        "agency_name": cover.agency_name,
        "case_code": cover.case_code,
        "case_number": cover.case_number,
        "situation": cover.situation,
        "pages": pages,
        "documents": entries.len(),
        "hash": sm3_of_all(entries),
        "binder": cover.binder,
        "checker": cover.checker,
        "bound_on": cover.archived_on.to_string(),
    })
}
