//! Several PDFs as one: pages in turn, each with its number in the file, an outline of the titles. What a catalogue starts when
//! it is opened (scripts, forms) is left behind.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use lopdf::content::{Content, Operation};
use lopdf::{
    Bookmark, Dictionary, Document, LoadOptions, Object, ObjectId, Stream, dictionary, text_string,
};

use crate::bind::sm3_of;
use crate::catalogue::{self, Catalogue};
use crate::file::VolumeError;

/// Most bytes that one stream may unpack to while a paper is read.
const LARGEST_STREAM: usize = 64 * 1024 * 1024;
/// Name of the font of page numbers, so that it meets none of a paper's own.
const FONT: &str = "YifaPageNumber";
/// What a page inherits from the nodes above it.
const INHERITED: [&str; 4] = ["MediaBox", "CropBox", "Resources", "Rotate"];
/// Nodes between a page and the root, at most: a cycle has no end.
const DEEPEST: usize = 64;

/// A PDF that is bound.
pub(crate) struct Part<'a> {
    /// Its title in the outline.
    pub(crate) title: &'a str,
    pub(crate) pdf: &'a [u8],
    /// Number of its first page in the file; none: its pages are not counted.
    pub(crate) first_page: Option<usize>,
}

impl<'a> Part<'a> {
    /// A part whose pages are not counted.
    pub(crate) const fn plain(title: &'a str, pdf: &'a [u8]) -> Self {
        Self {
            title,
            pdf,
            first_page: None,
        }
    }
}

/// What a bound file is made as, beside its parts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// What it holds.
    pub(crate) catalogue: &'a Catalogue,
    /// When.
    pub(crate) at: DateTime<Utc>,
}

/// Pages of a PDF; an error says why it cannot be read and bound.
pub fn pages_of(pdf: &[u8]) -> Result<usize, String> {
    let document = read(pdf)?;
    let pages = document.get_pages();
    for id in pages.values() {
        whole_page(&document, *id)?;
    }
    Ok(pages.len())
}

pub(crate) fn read(pdf: &[u8]) -> Result<Document, String> {
    let options = LoadOptions {
        max_decompressed_size: Some(LARGEST_STREAM),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(pdf, options).map_err(|e| e.to_string())?;
    if document.is_encrypted() {
        return Err("encrypted".to_owned());
    }
    if document.get_pages().is_empty() {
        return Err("no pages".to_owned());
    }
    Ok(document)
}

/// One PDF of all parts.
pub(crate) fn merge(made: &Made<'_>, parts: &[Part<'_>]) -> Result<Vec<u8>, VolumeError> {
    let mut bound = Document::with_version("1.7");
    let pages_id = bound.new_object_id();
    let font_id = bound.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type1",
        "BaseFont" => "Helvetica",
    });
    let mut kids = Vec::new();
    for part in parts {
        let unreadable = |reason: String| VolumeError::Unreadable {
            title: part.title.to_owned(),
            reason,
        };
        let mut document = read(part.pdf).map_err(unreadable)?;
        document.renumber_objects_with(bound.max_id + 1);
        bound.max_id = document.max_id;
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut held = BTreeMap::new();
        for (at, id) in pages.iter().enumerate() {
            let mut page = whole_page(&document, *id).map_err(unreadable)?;
            if let Some(first) = part.first_page {
                number(&mut document, &mut page, first + at, font_id);
            }
            page.set("Parent", pages_id);
            held.insert(*id, Object::Dictionary(page));
        }
        // Numbering adds objects of its own.
        bound.max_id = bound.max_id.max(document.max_id);
        for (id, object) in document.objects {
            let kept = !matches!(
                object.type_name(),
                Ok(b"Catalog" | b"Pages" | b"Page" | b"Outlines")
            );
            if kept {
                bound.objects.insert(id, object);
            }
        }
        bound.objects.extend(held);
        if let Some(first) = pages.first() {
            bound.add_bookmark(
                Bookmark::new(part.title.to_owned(), [0.0; 3], 0, *first),
                None,
            );
        }
        kids.extend(pages);
    }
    finish(bound, made, pages_id, kids, parts)
}

fn finish(
    mut bound: Document,
    made: &Made<'_>,
    pages_id: ObjectId,
    kids: Vec<ObjectId>,
    parts: &[Part<'_>],
) -> Result<Vec<u8>, VolumeError> {
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let kids: Vec<Object> = kids.into_iter().map(Object::Reference).collect();
    bound.objects.insert(
        pages_id,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }),
    );
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => pages_id,
        "PageMode" => "UseOutlines",
    };
    let at = made.at.format("D:%Y%m%d%H%M%SZ").to_string();
    let piece = catalogue::piece(&mut bound, made.catalogue, &at)?;
    catalog.set("PieceInfo", piece);
    if let Some(outline) = bound.build_outline() {
        catalog.set("Outlines", outline);
    }
    let catalog_id = bound.add_object(catalog);
    let info = bound.add_object(dictionary! {
        "Title" => text_string(made.title),
        "Creator" => text_string("Yifa"),
    });
    bound.trailer.set("Root", catalog_id);
    bound.trailer.set("Info", info);
    // The same papers make the same file, identity and all.
    let hashes: String = parts.iter().map(|part| sm3_of(part.pdf)).collect();
    let identity = Object::string_literal(sm3_of(hashes.as_bytes()).into_bytes()[..32].to_vec());
    bound.trailer.set("ID", vec![identity.clone(), identity]);
    bound.prune_objects();
    bound.renumber_objects();
    let mut bytes = Vec::new();
    bound
        .save_to(&mut bytes)
        .map_err(|error| VolumeError::Written(error.to_string()))?;
    Ok(bytes)
}

/// A page with everything that it inherits, and without what it starts when it is opened.
fn whole_page(document: &Document, id: ObjectId) -> Result<Dictionary, String> {
    let mut page = document
        .get_dictionary(id)
        .map_err(|e| e.to_string())?
        .clone();
    for name in INHERITED {
        if !page.has(name.as_bytes())
            && let Some(value) = inherited(document, &page, name)
        {
            page.set(name, value);
        }
    }
    if !page.has(b"MediaBox") {
        return Err("a page without size".to_owned());
    }
    page.remove(b"AA");
    // Fields, links and attachments carry actions of their own.
    page.remove(b"Annots");
    // Marks for readers belong to a structure that is not bound.
    page.remove(b"StructParents");
    Ok(page)
}

fn inherited(document: &Document, page: &Dictionary, name: &str) -> Option<Object> {
    let mut node = page;
    for _ in 0..DEEPEST {
        let parent = node.get(b"Parent").ok()?.as_reference().ok()?;
        node = document.get_dictionary(parent).ok()?;
        if let Ok(value) = node.get(name.as_bytes()) {
            return Some(value.clone());
        }
    }
    None
}

/// Writes the page's number in the file into its upper right corner (页号).
fn number(document: &mut Document, page: &mut Dictionary, number: usize, font: ObjectId) {
    let (width, height) = size(document, page).unwrap_or((595.0, 842.0));
    let operations = vec![
        Operation::new("Q", vec![]),
        Operation::new("q", vec![]),
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec![FONT.into(), 12.into()]),
        Operation::new("Td", vec![(width - 62.0).into(), (height - 40.0).into()]),
        Operation::new("Tj", vec![Object::string_literal(number.to_string())]),
        Operation::new("ET", vec![]),
        Operation::new("Q", vec![]),
    ];
    let Ok(encoded) = Content { operations }.encode() else {
        return;
    };
    // What the page itself sets up ends before the number begins.
    let before = document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let after = document.add_object(Stream::new(Dictionary::new(), encoded));
    let mut contents = vec![Object::Reference(before)];
    match page.get(b"Contents") {
        Ok(Object::Reference(id)) => match document.get_object(*id) {
            Ok(Object::Array(parts)) => contents.extend(parts.iter().cloned()),
            _ => contents.push(Object::Reference(*id)),
        },
        Ok(Object::Array(parts)) => contents.extend(parts.iter().cloned()),
        _ => {}
    }
    contents.push(Object::Reference(after));
    page.set("Contents", contents);

    let mut resources = resolved(document, page.get(b"Resources").ok()).unwrap_or_default();
    let mut fonts = resolved(document, resources.get(b"Font").ok()).unwrap_or_default();
    fonts.set(FONT, font);
    resources.set("Font", fonts);
    page.set("Resources", resources);
}

fn resolved(document: &Document, object: Option<&Object>) -> Option<Dictionary> {
    match object? {
        Object::Dictionary(dictionary) => Some(dictionary.clone()),
        Object::Reference(id) => document.get_dictionary(*id).ok().cloned(),
        _ => None,
    }
}

fn size(document: &Document, page: &Dictionary) -> Option<(f32, f32)> {
    let media = page.get(b"MediaBox").ok()?;
    let (_, media) = document.dereference(media).ok()?;
    let sides: Vec<f32> = media
        .as_array()
        .ok()?
        .iter()
        .filter_map(|side| side.as_float().ok())
        .collect();
    let [left, lower, right, upper] = sides.as_slice() else {
        return None;
    };
    Some((right - left, upper - lower))
}
