//! Names of files that every system takes.

/// Longest title in a name, in characters.
const LONGEST: usize = 60;

/// A title as a part of a file's name: no folders, no control characters, nothing that a system reads as more than a letter.
pub(crate) fn safe(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '.' => '_',
            c if c.is_control() || is_invisible(c) => '_',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .take(LONGEST)
        .collect();
    let trimmed = kept.trim();
    if trimmed.is_empty() {
        "无题".to_owned()
    } else {
        trimmed.to_owned()
    }
}

/// Marks of direction and joiners, by which a name shows another than it is.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_title_leaves_its_folder_or_hides_its_end() {
        assert_eq!(safe("../../etc/passwd"), "______etc_passwd");
        assert_eq!(safe("C:\\窗.exe"), "C__窗_exe");
        assert_eq!(safe("决定书\u{202E}fdp.exe"), "决定书_fdp_exe");
        assert_eq!(safe(" \n "), "_");
        assert_eq!(safe(""), "无题");
        assert_eq!(safe(&"长".repeat(300)).chars().count(), 60);
        assert_eq!(
            safe("查封、扣押决定书（龙市监查扣〔2026〕3号）"),
            "查封、扣押决定书（龙市监查扣〔2026〕3号）"
        );
    }
}
