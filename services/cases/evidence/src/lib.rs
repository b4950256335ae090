//! Files of evidence (行政处罚法 §46): which are taken, what a file really is, and what must not be in it.
//!
//! Pure: names, numbers and bytes in, a verdict out. What a file is called or declared to be is never believed; its bytes are
//! looked at ([`examine`]). The original is kept as it was taken; what is shown is made anew from its pixels ([`preview()`]).

mod examine;
mod markup;
mod name;
mod page;
mod pdf;
mod picture;
mod preview;
mod rejected;
mod table;
mod types;
mod zipped;

pub use examine::{Looked, examine};
pub use name::name;
pub use page::{Page, page};
pub use preview::{Preview, preview};
pub use rejected::Rejected;
pub use table::{bound, takes};
pub use types::{Class, FileType};

/// Bytes of the beginning that are enough to tell what a recording is.
pub const HEAD: usize = 64 * 1024;
