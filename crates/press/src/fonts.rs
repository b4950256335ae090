//! The fonts of the press: found by family name in the folders of the settings, read into memory when they are first used.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// A family that papers are set in, the package that has it, what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// Name in the font files.
    pub name: &'static str,
    /// Package of Debian that has it.
    pub package: &'static str,
    /// What it stands for: 宋体, 黑体, 楷体.
    pub zh: &'static str,
}

/// The families that papers are set in. Where a text needs a character that its family lacks, the others are asked in this order.
pub const FAMILIES: [Family; 3] = [
    Family {
        name: "Noto Serif CJK SC",
        package: "fonts-noto-cjk",
        zh: "宋体",
    },
    Family {
        name: "Noto Sans CJK SC",
        package: "fonts-noto-cjk",
        zh: "黑体",
    },
    Family {
        name: "AR PL KaitiM GB",
        package: "fonts-arphic-gkai00mp",
        zh: "楷体",
    },
];

/// Faces in a collection, at most: a file that claims more is not a font.
const MOST_FACES: u32 = 64;
/// Folders within folders that are looked through, at most.
const DEEPEST: usize = 6;

/// Where Debian keeps fonts.
pub fn default_folders() -> Vec<PathBuf> {
    ["/usr/share/fonts", "/usr/local/share/fonts"]
        .iter()
        .map(PathBuf::from)
        .collect()
}

/// Why there are no fonts to print with.
#[derive(Debug, thiserror::Error)]
pub enum FontsError {
    /// Families that no folder has.
    #[error("no font of the families {} in {}", names(.families), folders(.looked_in))]
    Absent {
        /// The families.
        families: Vec<Family>,
        /// The folders that were looked through.
        looked_in: Vec<PathBuf>,
    },
}

impl FontsError {
    /// What is wrong and what helps, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Absent {
                families,
                looked_in,
            } => {
                let missing: Vec<String> = families
                    .iter()
                    .map(|family| format!("{}（{}）", family.zh, family.name))
                    .collect();
                format!(
                    "在{}中找不到制作文书所需的字体：{}；请安装：apt-get install {}",
                    folders(looked_in),
                    missing.join("、"),
                    packages(families).join(" ")
                )
            }
        }
    }
}

/// The packages that have the families, each once.
fn packages(families: &[Family]) -> Vec<&'static str> {
    let mut packages: Vec<_> = families.iter().map(|family| family.package).collect();
    packages.dedup();
    packages
}

fn names(families: &[Family]) -> String {
    let names: Vec<_> = families.iter().map(|family| family.name).collect();
    names.join(", ")
}

fn folders(paths: &[PathBuf]) -> String {
    let paths: Vec<_> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    paths.join("、")
}

/// One face: where it is, and the face itself once it was needed.
#[derive(Debug)]
struct Face {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

/// The fonts that were found.
#[derive(Debug)]
pub struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<Face>,
}

impl Fonts {
    /// Looks for every family of [`FAMILIES`] in the folders and in folders within them. Of equal faces the first in the order
    /// of file names is taken.
    pub fn find(places: &[PathBuf]) -> Result<Self, FontsError> {
        let mut files = Vec::new();
        for place in places {
            collect(place, DEEPEST, &mut files);
        }
        files.sort();
        let mut book = FontBook::new();
        let mut faces = Vec::new();
        for path in files {
            let Ok(data) = fs::read(&path) else {
                // Unreadable files beside those that are needed harm nobody; a family that is missing is told below.
                continue;
            };
            for (index, info) in infos(&data) {
                book.push(info);
                faces.push(Face {
                    path: path.clone(),
                    index,
                    font: OnceLock::new(),
                });
            }
        }
        let families: Vec<Family> = FAMILIES
            .into_iter()
            .filter(|family| !book.contains_family(&family.name.to_lowercase()))
            .collect();
        if families.is_empty() {
            return Ok(Self {
                book: LazyHash::new(book),
                faces,
            });
        }
        Err(FontsError::Absent {
            families,
            looked_in: places.to_vec(),
        })
    }

    /// What is known of the faces without reading them.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face of that number, read when it is first asked for.
    pub(crate) fn font(&self, number: usize) -> Option<Font> {
        let face = self.faces.get(number)?;
        face.font.get_or_init(|| face.read().ok().flatten()).clone()
    }

    /// Whether a face has the character.
    pub(crate) fn has(&self, character: char) -> bool {
        (0..self.faces.len()).any(|number| {
            self.book
                .info(number)
                .is_some_and(|info| info.coverage.contains(u32::from(character)))
        })
    }

    /// The files that the faces are in, each once.
    pub fn files(&self) -> Vec<&Path> {
        let mut files: Vec<_> = self.faces.iter().map(|face| face.path.as_path()).collect();
        files.dedup();
        files
    }
}

impl Face {
    fn read(&self) -> Result<Option<Font>, io::Error> {
        let data = fs::read(&self.path)?;
        Ok(Font::new(Bytes::new(data), self.index))
    }
}

/// The faces of our families in a font file.
fn infos(data: &[u8]) -> impl Iterator<Item = (u32, FontInfo)> {
    (0..MOST_FACES)
        .map_while(|index| FontInfo::new(data, index).map(|info| (index, info)))
        .filter(|(_, info)| FAMILIES.iter().any(|family| family.name == info.family))
}

/// The font files in a folder and the folders within it.
fn collect(place: &Path, deep: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(place) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if deep > 0 {
                collect(&path, deep - 1, files);
            }
        } else if is_font(&path) {
            files.push(path);
        }
    }
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|end| end.to_str());
    extension.is_some_and(|end| {
        ["ttf", "otf", "ttc", "otc"]
            .iter()
            .any(|font| end.eq_ignore_ascii_case(font))
    })
}
