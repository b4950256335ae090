//! Tags of an aggregate's state, as callers give them back: its version.

/// The tag of a version.
pub fn write(version: i64) -> String {
    format!("v{version}")
}

/// The version of a tag; `None` if it is no tag of ours.
pub fn read(etag: &str) -> Option<i64> {
    let version = etag.strip_prefix('v')?.parse().ok()?;
    (version > 0 && write(version) == etag).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_reads_back_and_nothing_else_does() {
        assert_eq!(read(&write(7)), Some(7));
        for other in [
            "",
            "7",
            "v",
            "v0",
            "v-1",
            "v+7",
            "v07",
            "v7 ",
            "V7",
            "v99999999999999999999",
        ] {
            assert_eq!(read(other), None, "{other:?}");
        }
    }
}
