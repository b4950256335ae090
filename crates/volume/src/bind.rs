//! One PDF of the whole file.

use chrono::{DateTime, Utc};
use form::{Data, Sheet, Volume as Kept};
use press::{Kind, Press, Wording};
use serde_json::{Value, json};
use sm3::{Digest, Sm3};

use crate::catalogue::{Catalogue, Entry};
use crate::file::{Item, Lies, Volume, VolumeError, in_order};
use crate::merge::{Made, Part, merge, pages_of};
use crate::name;

/// A file, bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// Cover, catalogue, papers with page numbers, final notes.
    pub pdf: Vec<u8>,
    /// What it holds.
    pub catalogue: Catalogue,
}

/// Binds the file; `made_at` is the moment at which cover, catalogue and notes are made. A draft lacks what only closing and
/// archiving bring, and says so.
pub fn bind(
    press: &Press,
    volume: &Volume,
    kind: Kind,
    made_at: DateTime<Utc>,
) -> Result<Bound, VolumeError> {
    if volume.items.is_empty() {
        return Err(VolumeError::Empty);
    }
    let items = in_order(&volume.items);
    let catalogue = counted(&items)?;
    let (entries, pages) = (&catalogue.entries, catalogue.pages);
    let print =
        |name: &str, counted: Value| made(press, name, &volume.facts, counted, kind, made_at);
    let volumes = volumes(entries);
    let cover = print(
        "卷宗封面",
        json!({ "volume": volumes, "pages": pages, "documents": entries.len() }),
    )?;
    let contents = print(
        "卷内目录",
        json!({
            "volume": volumes,
            "entries": lines(entries, Kept::Main),
            "side_entries": lines(entries, Kept::Side),
        }),
    )?;
    let notes = print(
        "备考表",
        json!({ "pages": pages, "documents": entries.len(), "hash": sm3_of_all(entries) }),
    )?;

    let mut parts = vec![
        Part::plain("卷宗封面", &cover),
        Part::plain("卷内目录", &contents),
    ];
    parts.extend(items.iter().zip(entries).filter_map(|(item, entry)| {
        Some(Part {
            title: &item.title,
            pdf: item.pdf.as_deref()?,
            first_page: Some(entry.pages?.0),
        })
    }));
    parts.push(Part::plain("备考表", &notes));
    let fact = |name: &str| {
        let fact = volume.facts.get(name).and_then(Value::as_str);
        fact.unwrap_or_default()
    };
    let made = Made {
        title: &format!("{}　{}", fact("case_number"), fact("title")),
        catalogue: &catalogue,
        at: made_at,
    };
    Ok(Bound {
        pdf: merge(&made, &parts)?,
        catalogue,
    })
}

/// SM3 in hexadecimal digits.
pub fn sm3_of(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sm3::digest(bytes))
}

/// The catalogue: every paper with its pages, what is not bound without.
fn counted(items: &[&Item]) -> Result<Catalogue, VolumeError> {
    let mut entries = Vec::with_capacity(items.len());
    let mut next = 1;
    for (at, item) in items.iter().enumerate() {
        let count = match &item.pdf {
            None => None,
            Some(pdf) => {
                let pages = pages_of(pdf).map_err(|reason| VolumeError::Unreadable {
                    title: item.title.clone(),
                    reason,
                })?;
                Some(pages)
            }
        };
        entries.push(entry(at + 1, item, count.map(|it| (next, next + it - 1))));
        next += count.unwrap_or(0);
    }
    Ok(Catalogue {
        pages: next - 1,
        entries,
    })
}

fn entry(nth: usize, item: &Item, pages: Option<(usize, usize)>) -> Entry {
    let mut entry = Entry {
        nth,
        number: item.number.clone(),
        title: name::shown(&item.title),
        on: item.on.map(|day| day.to_string()).unwrap_or_default(),
        pages,
        place: String::new(),
        volume: String::new(),
        sm3: item.sm3.clone(),
        file: String::new(),
        note: name::shown(&item.note),
    };
    entry.put(item.place);
    entry.file = match &item.lies {
        Lies::InVolume => name::in_volume(&entry),
        Lies::At(path) => path.clone(),
        Lies::Nowhere => String::new(),
    };
    entry
}

/// One value for all originals: the SM3 of their hashes in the order of the file.
fn sm3_of_all(entries: &[Entry]) -> String {
    let all: String = entries.iter().map(|entry| entry.sm3.as_str()).collect();
    sm3_of(all.as_bytes())
}

fn made(
    press: &Press,
    name: &str,
    facts: &Data,
    counted: Value,
    kind: Kind,
    made_at: DateTime<Utc>,
) -> Result<Vec<u8>, VolumeError> {
    let form =
        form::form("JA02", name).ok_or_else(|| VolumeError::Written(format!("no form {name}")))?;
    let mut data = facts.clone();
    if let Value::Object(counted) = counted {
        data.extend(counted);
    }
    let sheet = Sheet { form, data: &data };
    let wording = Wording::built_in(form);
    let printed = match kind {
        Kind::Issue => press.print(&wording, sheet, made_at)?,
        Kind::Draft => press.preview(&wording, sheet, made_at)?,
    };
    Ok(printed.pdf)
}

/// `正卷、副卷`, as far as the file has papers of them.
fn volumes(entries: &[Entry]) -> String {
    let mut names: Vec<_> = entries.iter().map(|entry| entry.volume.as_str()).collect();
    names.dedup();
    names.join("、")
}

/// The lines of a volume in the catalogue.
fn lines(entries: &[Entry], volume: Kept) -> Vec<Value> {
    let own = entries.iter().filter(|entry| entry.is_in(volume));
    own.map(|entry| {
        json!({
            "nth": entry.nth.to_string(),
            "number": entry.number,
            "title": entry.title,
            "on": entry.on,
            "page": entry.page(),
            "note": entry.note,
        })
    })
    .collect()
}
