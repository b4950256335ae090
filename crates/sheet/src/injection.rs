//! Cells that a spreadsheet program would take for a formula when it opens a CSV file.
//!
//! Written, they get an apostrophe in front; read, it is taken away again. Texts that begin with apostrophes of their own
//! before such a sign get one more, so that reading gives back exactly what was written.

/// Signs with which a formula may begin (OWASP: CSV injection).
const SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text with its guard, if it needs one.
pub(crate) fn guard(text: &str) -> Option<String> {
    dangerous(text).then(|| format!("'{text}"))
}

/// The text without its guard.
pub(crate) fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if dangerous(rest) => rest,
        _ => text,
    }
}

fn dangerous(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(SIGNS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_guarded_reads_as_it_was(text in "['=+@a-]{0,6}|.{0,12}") {
            let written = guard(&text).unwrap_or_else(|| text.clone());
            prop_assert_eq!(unguard(&written), &text);
            prop_assert!(!written.starts_with(SIGNS));
        }
    }
}
