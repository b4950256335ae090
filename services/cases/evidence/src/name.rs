//! Names of files: what a person reads must be what a machine does.

use crate::{FileType, Rejected};

/// Bytes that a name may have on every file system.
const LONGEST: usize = 200;
/// What no name may hold on some system, or what leads out of a folder.
const NOT_IN_NAMES: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
/// Names of devices on Windows, whatever their ending.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// The type that a name says, if it is one that can be trusted to be shown and kept.
///
/// # Errors
/// [`Rejected::Name`], [`Rejected::Ending`].
pub fn name(name: &str) -> Result<FileType, Rejected> {
    let bad = |what: &str| Err(Rejected::Name(what.to_owned()));
    if name.trim().is_empty() {
        return bad("不能为空");
    }
    if name.len() > LONGEST {
        return Err(Rejected::Name(format!(
            "过长：{}字节，最多{LONGEST}字节",
            name.len()
        )));
    }
    if name.chars().any(char::is_control) {
        return bad("含有控制字符");
    }
    if let Some(hidden) = name.chars().find(|c| is_hidden(*c)) {
        return Err(Rejected::Name(format!(
            "含有不可见或者改变文字方向的字符（U+{:04X}）",
            u32::from(hidden)
        )));
    }
    if let Some(bad) = name.chars().find(|c| NOT_IN_NAMES.contains(c)) {
        return Err(Rejected::Name(format!("不能含有“{bad}”")));
    }
    if name.starts_with('.') || name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return bad("不能以点或者空格开头、结尾");
    }
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    if is_device(stem) {
        return Err(Rejected::Name(format!("“{stem}”是系统保留名称")));
    }
    let (_, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    FileType::ending(ending).ok_or_else(|| Rejected::Ending(ending.to_ascii_lowercase()))
}

/// Characters that are not seen, or let a name be read in another order than it is written.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{061C}'
            | '\u{00AD}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

fn is_device(stem: &str) -> bool {
    let stem = stem.to_uppercase();
    let numbered = |prefix: &str| {
        let rest = stem.strip_prefix(prefix);
        rest.is_some_and(|rest| {
            let mut rest = rest.chars();
            matches!(
                (rest.next(), rest.next()),
                (Some('0'..='9' | '¹' | '²' | '³'), None)
            )
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}
