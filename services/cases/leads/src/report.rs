//! What was reported. It never changes.

use calendar::CivilDate;
use cases_domain::{Division, PartyId};
use serde::{Deserialize, Serialize};

/// Declares a choice: variant, name on the wire, name in Chinese.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($kind:ident = $wire:literal, $zh:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = $zh] $kind,)*
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $wire,)* }
            }

            /// Name in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }
        }
    };
}
pub(crate) use choice;

choice! {
    /// Where a lead comes from.
    Source {
        Hotline = "HOTLINE", "12345热线";
        Grid = "GRID", "网格上报";
        Patrol = "PATROL", "巡查发现";
        Inspection = "INSPECTION", "检查发现";
        Transfer = "TRANSFER", "其他机关移送";
        Assignment = "ASSIGNMENT", "上级交办";
        Media = "MEDIA", "媒体曝光";
        Complaint = "COMPLAINT", "投诉举报";
    }
}

choice! {
    /// How urgent it is.
    Urgency {
        Normal = "NORMAL", "一般";
        Urgent = "URGENT", "紧急";
        Critical = "CRITICAL", "特急";
    }
}

/// What was reported. Who told of it is kept beside the record, never in it (行政处罚法 §50).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Source.
    pub source: Source,
    /// Number that the source knows it by, e.g. of the hotline's work order; empty: it has none.
    pub source_number: String,
    /// Principal that reported it: an account or a system.
    pub reported_by: String,
    /// Day on which the agency received it: its clock starts on it.
    pub received_on: CivilDate,
    /// Division of the place.
    pub division: Division,
    /// The place in words.
    pub place: String,
    /// The place on the map.
    pub geo: Option<Geo>,
    /// What is reported.
    pub content: String,
    /// Who is reported, in words; empty: nobody knows.
    pub suspect: String,
    /// Who is reported, in the register of parties; none: not registered, or not known.
    pub party: Option<PartyId>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Whether somebody waits to be told what was done.
    pub feedback_wanted: bool,
}

/// A point on the map (CGCS2000), in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Geo {
    /// Latitude, north positive.
    pub latitude_e6: i32,
    /// Longitude, east positive.
    pub longitude_e6: i32,
}

impl Source {
    /// Whether somebody behind this source waits to be told what was done, even where no name was given.
    pub const fn expects_feedback(self) -> bool {
        match self {
            Self::Hotline | Self::Grid | Self::Transfer | Self::Assignment | Self::Complaint => {
                true
            }
            Self::Patrol | Self::Inspection | Self::Media => false,
        }
    }

    /// Whether a lead from it always has a number there.
    pub const fn is_numbered(self) -> bool {
        matches!(self, Self::Hotline | Self::Transfer | Self::Assignment)
    }
}
