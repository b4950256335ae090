//! The press: prints a form with its data and wording as PDF/A in A4 after GB/T 9704.
//!
//! The same wording, data and moment make the same bytes. Data go into the layout as a virtual JSON file, never as markup. A
//! character that no font has is an error that names it. Printing is work for a processor: [`Press::run`] does it on a blocking
//! thread.

mod block;
mod error;
mod fonts;
mod leaf;
mod plate;
mod press;
mod qr;
mod value;
mod wording;
mod world;

pub use error::{Absent, PressError};
pub use fonts::{FAMILIES, Fonts, FontsError, default_folders};
pub use leaf::{Leaf, leaf};
pub use plate::{Drawn, Lines, Plate, PlateBody, Table, TranscriptPage};
pub use press::{Job, Kind, Press, Printed, Spot, SpotKind};
pub use value::shown;
pub use wording::{Extra, Wording};
