//! What the typesetter can see: the layout, one JSON file, a code, at most a picture, the fonts. No folder, no network, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::Fonts;

/// The parts of the layout, by their fixed names: a process has no more file ids than these, however much it prints.
static LAYOUT: LazyLock<Vec<Source>> = LazyLock::new(|| {
    [
        ("main.typ", include_str!("../layout/main.typ")),
        ("parts.typ", include_str!("../layout/parts.typ")),
        ("letter.typ", include_str!("../layout/letter.typ")),
        ("record.typ", include_str!("../layout/record.typ")),
        ("table.typ", include_str!("../layout/table.typ")),
        ("list.typ", include_str!("../layout/list.typ")),
        ("file.typ", include_str!("../layout/file.typ")),
        ("plate.typ", include_str!("../layout/plate.typ")),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some(Source::new(id(name)?, text.to_owned())))
    .collect()
});
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
/// Never asked for: stands where a fixed name could not be made, which cannot happen.
static NOWHERE: LazyLock<FileId> = LazyLock::new(|| LAYOUT[0].id());
static PAGE: LazyLock<FileId> = LazyLock::new(|| id("page.json").unwrap_or(*NOWHERE));
static CODE: LazyLock<FileId> = LazyLock::new(|| id("code.svg").unwrap_or(*NOWHERE));
static PICTURE: LazyLock<FileId> = LazyLock::new(|| id("picture").unwrap_or(*NOWHERE));

fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One paper to be set.
pub(crate) struct Desk<'a> {
    fonts: &'a Fonts,
    page: Bytes,
    code: Bytes,
    picture: Bytes,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(fonts: &'a Fonts, page: Vec<u8>, code: String) -> Self {
        Self {
            fonts,
            page: Bytes::new(page),
            code: Bytes::from_string(code),
            picture: Bytes::new(Vec::new()),
        }
    }

    /// The same with a picture beside the text.
    pub(crate) fn with_picture(self, picture: Vec<u8>) -> Self {
        Self {
            picture: Bytes::new(picture),
            ..self
        }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        LAYOUT[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = LAYOUT.iter().find(|source| source.id() == id);
        source.cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *PAGE {
            Ok(self.page.clone())
        } else if id == *CODE {
            Ok(self.code.clone())
        } else if id == *PICTURE {
            Ok(self.picture.clone())
        } else {
            Err(absent(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// A paper's dates are data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
