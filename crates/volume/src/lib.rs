//! 案卷: the papers of a case in their legal order, bound into one PDF with cover (卷宗封面), catalogue (卷内目录) and final
//! notes (备考表), and packed into one ZIP with every original as it was issued.
//!
//! Pure: papers and days in, bytes out, the same bytes for the same input. The bound PDF is for reading: binding changes bytes,
//! so that seals and signatures prove themselves by the originals in the ZIP.

mod bind;
mod catalogue;
mod file;
mod merge;
mod name;
mod pack;

pub use bind::{Bound, bind, sm3_of};
pub use catalogue::{Catalogue, Entry, catalogue_of};
pub use file::{Item, Lies, Volume, VolumeError, in_order};
pub use merge::pages_of;
pub use name::attached;
pub use pack::{Packed, pack};
