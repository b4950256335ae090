//! What the platform signs, and that nothing of it can be changed unseen.

mod cards;
mod certificates;
mod hands;
mod parcels;
mod pdfs;
mod world;
