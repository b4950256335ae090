//! How large a file may be.

/// Bounds of what is read. They are checked before anything is unpacked, and again while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Files inside an archive.
    pub entries: usize,
    /// Bytes of everything inside an archive, unpacked.
    pub unpacked: u64,
    /// How many times larger a file inside an archive may be than it is packed, once it is larger than
    /// [`Limits::small`].
    pub ratio: u64,
    /// Bytes up to which a file inside an archive may be packed as well as it likes.
    pub small: u64,
    /// Bytes of the table of texts of a workbook, which is read whole.
    pub texts: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows, the heading included.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Characters of one cell.
    pub cell: usize,
}

impl Limits {
    /// What a registry of a province needs, with room: 64 MiB packed, 768 MiB unpacked, 400,000 rows of 200 columns.
    pub const REGISTRY: Self = Self {
        bytes: 64 * 1024 * 1024,
        entries: 2_000,
        unpacked: 768 * 1024 * 1024,
        ratio: 120,
        small: 8 * 1024 * 1024,
        texts: 256 * 1024 * 1024,
        sheets: 50,
        rows: 400_000,
        columns: 200,
        cell: 100_000,
    };
}
