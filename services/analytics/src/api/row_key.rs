//! The key of a row behind a figure, as a page token keeps it.

use crate::store::{Place, Row};

/// The key of a row.
pub(super) fn write(row: &Row) -> String {
    format!(
        "{} {} {} {}",
        row.measure, row.division, row.day, row.subject
    )
}

/// Reads it back.
pub(super) fn read(text: &str) -> Option<Place> {
    let mut parts = text.split(' ');
    Some(Place {
        measure: parts.next()?.parse().ok()?,
        division: parts.next()?.to_owned(),
        day: parts.next()?.parse().ok()?,
        subject: parts.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_or_not_at_all() {
        let text = "1 350604 2026-11-22 00000000-0000-0000-0000-000000000007";
        let place = read(text).unwrap();
        assert_eq!((place.measure, place.division.as_str()), (1, "350604"));
        assert_eq!(place.day.to_string(), "2026-11-22");
        for bent in ["", "no place", "1 350604 yesterday 7", &text[..20]] {
            assert!(read(bent).is_none(), "{bent}");
        }
    }
}
