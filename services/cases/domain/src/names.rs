//! What things are called: ids of cases, of leads and of the elements they rest on.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub Uuid);

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A lead (线索): what a case may come from, and a thing of its own until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LeadId(pub Uuid);

impl fmt::Display for LeadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! element_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

element_ids! {
    /// An agency (执法主体) in the element centre.
    AgencyId,
    /// An officer (执法人员) in the element centre.
    OfficerId,
    /// A party (当事人) in the element centre.
    PartyId,
    /// An item (执法事项) in the element centre.
    ItemId,
    /// A division (行政区划) by its code, e.g. `350604001`.
    Division,
}

impl Division {
    /// Whether the other division is this one or lies below it.
    pub fn covers(&self, other: &Self) -> bool {
        !self.0.is_empty() && other.0.starts_with(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_covers_itself_and_what_lies_below() {
        let county = Division::from("350604");
        assert!(county.covers(&county));
        assert!(county.covers(&Division::from("350604001")));
        assert!(!county.covers(&Division::from("350605001")));
        assert!(!Division::from("350604001").covers(&county));
        assert!(
            !Division::from("").covers(&county),
            "no division is no jurisdiction"
        );
    }
}
