//! What a file's name tells of the statute in it: folders, title, version.

use calendar::CivilDate;

use crate::dates;

/// A file's name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FileName {
    /// Folders, outermost first.
    pub(crate) folders: Vec<String>,
    /// Name without ending and day.
    pub(crate) title: String,
    /// Day of the version.
    pub(crate) day: Option<CivilDate>,
}

impl FileName {
    /// Takes a name apart; both kinds of slashes divide folders.
    pub(crate) fn read(name: &str) -> Self {
        let mut folders: Vec<String> = name
            .split(['/', '\\'])
            .filter(|part| !part.is_empty() && *part != "." && *part != "..")
            .map(|part| part.trim().to_owned())
            .collect();
        let file = folders.pop().unwrap_or_default();
        let stem = ["md", "markdown", "txt", "text", "docx", "doc", "zip"]
            .iter()
            .find_map(|ending| {
                let (stem, found) = file.rsplit_once('.')?;
                found.eq_ignore_ascii_case(ending).then_some(stem)
            })
            .unwrap_or(&file);
        Self {
            title: dates::without_day(stem),
            day: dates::of_name(stem),
            folders,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_apart() {
        let name = FileName::read("部门规章/公安部\\机动车登记规定(2021-12-17).md");
        assert_eq!(name.folders, ["部门规章", "公安部"]);
        assert_eq!(name.title, "机动车登记规定");
        assert_eq!(name.day, CivilDate::ymd(2021, 12, 17));
        assert_eq!(FileName::read(""), FileName::default());
    }
}
