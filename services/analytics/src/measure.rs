//! What is tallied: the smallest things that figures are made of.

use subscription::Log;

/// One kind of thing that counts. The number is its key in the database and never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i16)]
pub enum Measure {
    /// A case opened that was handled on-line, on the day of opening; told apart by kind of party.
    OpenedOnline = 1,
    /// A case that was first handled off-line and entered afterwards, on the day of opening; told apart by kind of party.
    OpenedOffline = 2,
    /// A case that is not closed; told apart by step. Stands now.
    Open = 3,
    /// An inspection whose site record was made, on the day of the site visit.
    Inspected = 4,
    /// A visit to a firm, on its day; the parties are counted.
    Visited = 5,
    /// An order to rectify, on its day.
    Ordered = 6,
    /// A penalty decision that stands, on the day of the decision; the amount is its fine in fen.
    Decided = 7,
    /// A penalty decision that was revoked or declared void, on the day of the decision; the amount is its fine in fen.
    DecidedFallen = 8,
    /// A penalty decision served, on the day of service.
    Served = 9,
    /// Fines paid in a case on a day; the amount is in fen.
    Paid = 10,
    /// A case closed, on the day of closing.
    Closed = 11,
    /// A penalty decision, on its day; the amount is the days since filing, also told apart by them.
    Took = 12,
    /// A decision revoked, changed or declared illegal or void, on that day.
    Revoked = 13,
    /// A warning raised, on its day; told apart by level.
    WarningRaised = 21,
    /// A warning that is not closed; told apart by level. Stands now.
    WarningOpen = 22,
    /// A decision published within its limit, on the day of publication.
    PublishedInTime = 31,
    /// A decision published after its limit, on the day of publication.
    PublishedLate = 32,
    /// A publication withdrawn, on that day.
    Withdrawn = 33,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 18] = [
        Self::OpenedOnline,
        Self::OpenedOffline,
        Self::Open,
        Self::Inspected,
        Self::Visited,
        Self::Ordered,
        Self::Decided,
        Self::DecidedFallen,
        Self::Served,
        Self::Paid,
        Self::Closed,
        Self::Took,
        Self::Revoked,
        Self::WarningRaised,
        Self::WarningOpen,
        Self::PublishedInTime,
        Self::PublishedLate,
        Self::Withdrawn,
    ];

    /// Its key in the database.
    pub const fn key(self) -> i16 {
        self as i16
    }

    /// The measure of that key.
    pub fn keyed(key: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == key)
    }

    /// The log whose events it is made of.
    pub const fn log(self) -> Log {
        match self {
            Self::OpenedOnline
            | Self::OpenedOffline
            | Self::Open
            | Self::Inspected
            | Self::Visited
            | Self::Ordered
            | Self::Decided
            | Self::DecidedFallen
            | Self::Served
            | Self::Paid
            | Self::Closed
            | Self::Took
            | Self::Revoked => Log::Cases,
            Self::WarningRaised | Self::WarningOpen => Log::Supervision,
            Self::PublishedInTime | Self::PublishedLate | Self::Withdrawn => Log::Disclosure,
        }
    }

    /// Whether it stands now, and has no day.
    pub const fn stands(self) -> bool {
        matches!(self, Self::Open | Self::WarningOpen)
    }

    /// The keys of every measure that is made of a log.
    pub fn keys_of(log: Log) -> Vec<i16> {
        let of_log = Self::ALL.into_iter().filter(|measure| measure.log() == log);
        of_log.map(Self::key).collect()
    }
}
