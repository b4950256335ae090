//! Names of files that every system takes.

use crate::catalogue::Entry;

/// Longest title in a name, in characters.
const LONGEST: usize = 60;

/// Where the original of a paper lies in the archive: in the folder of its volume, by its number in the file.
pub(crate) fn in_volume(entry: &Entry) -> String {
    let number = if entry.number.is_empty() {
        String::new()
    } else {
        format!("（{}）", entry.number)
    };
    let name = safe(&format!("{}{number}", entry.title));
    format!("{}/{:03}-{name}.pdf", entry.volume, entry.nth)
}

/// Where something lies in the archive that is no paper of a volume: `what` and its number tell it from all others.
pub fn attached(what: &str, number: u32, title: &str, ending: &str) -> String {
    let (title, ending) = (safe(title), safe(ending).to_ascii_lowercase());
    format!("随卷附件/{what}{number:03}-{title}.{ending}")
}

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

/// A title as the catalogue shows it: without what is not seen and would be read.
pub(crate) fn shown(title: &str) -> String {
    title
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .collect()
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
