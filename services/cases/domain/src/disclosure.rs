//! What disclosure tells of a case, and which duties are settled by it.

use calendar::CivilDate;

use crate::DeadlineKind;

/// What disclosure did with a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disclosed {
    /// 已公示
    Published,
    /// 不予公示
    Withheld,
    /// 已撤回
    Withdrawn,
}

/// Notes what disclosure did. By the platform only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteDisclosure {
    /// What.
    pub disclosed: Disclosed,
    /// Day.
    pub on: CivilDate,
}

impl Disclosed {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Published, Self::Withheld, Self::Withdrawn];

    /// The duties it settles, where they run. Where nothing may be published there is nothing to withdraw either.
    pub const fn settles(self) -> &'static [DeadlineKind] {
        match self {
            Self::Published => &[DeadlineKind::Publicity],
            Self::Withheld => &[DeadlineKind::Publicity, DeadlineKind::Withdrawal],
            Self::Withdrawn => &[DeadlineKind::Withdrawal],
        }
    }

    /// Name in storage: `PUBLISHED`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Published => "PUBLISHED",
            Self::Withheld => "WITHHELD",
            Self::Withdrawn => "WITHDRAWN",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|disclosed| disclosed.name() == name)
    }
}
