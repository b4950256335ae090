//! Who is competent (事权划分), which powers an agency holds (权责清单), and with which numbers it acts (参数包), as of both
//! time axes.
//!
//! The rules themselves are pure: crate `competence`, and the parameter packs of `elements_domain`.

mod lookup;
mod parameters;
mod powers;
mod subject;
mod words;

pub(crate) use parameters::{apply, norms};
pub(crate) use powers::{Held, adjustments, held};
pub(crate) use subject::{Asked, resolve};
