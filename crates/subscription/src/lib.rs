//! A consumer's way to what has happened: the feeds of this deployment, and those that lower deployments have handed over.
//!
//! A service names the logs it follows and says how to make a projection for one of them. [`Subscriptions`] follows the
//! deployment's own feed, asks exchange which feeds have been received, and follows each of those with a checkpoint of its own:
//! what comes from a county is supervised, disclosed and counted in a city like the city's own (D13).

mod received;
mod remote;
mod subscriptions;
mod upkeep;

use std::fmt;

pub use received::ReceivedFeed;
pub use remote::RemoteFeed;
pub use subscriptions::{Subscription, Subscriptions};
pub use upkeep::{Kept, Upkeep};

/// The logs that others follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    /// 执法办案.
    Cases,
    /// 执法要素中心.
    Elements,
    /// 执法监督.
    Supervision,
    /// 执法公示.
    Disclosure,
}

impl Log {
    /// Every log.
    pub const ALL: [Self; 4] = [
        Self::Cases,
        Self::Elements,
        Self::Supervision,
        Self::Disclosure,
    ];

    /// Its name, that of the service that writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Elements => "elements",
            Self::Supervision => "supervision",
            Self::Disclosure => "disclosure",
        }
    }

    /// The log of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|log| log.name() == name)
    }

    /// The service that serves it, as gRPC names it.
    const fn service(self) -> &'static str {
        match self {
            Self::Cases => "yifa.cases.v1.CaseFeedService",
            Self::Elements => "yifa.elements.v1.ElementFeedService",
            Self::Supervision => "yifa.supervision.v1.SupervisionFeedService",
            Self::Disclosure => "yifa.disclosure.v1.DisclosureFeedService",
        }
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The deployment that something comes from: this one, or a lower one by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin(String);

impl Origin {
    /// This deployment.
    pub const HERE: Self = Self(String::new());

    /// A lower deployment by its name; the empty name is this one.
    pub fn named(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Its name; empty for this deployment.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether it is this deployment.
    pub const fn is_here(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
