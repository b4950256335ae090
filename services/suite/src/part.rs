//! The parts of the product: what each is called, stands on, may call, and how it starts.

use std::fmt;

use anyhow::Context as _;
use host::{Host, Secret, Service, database};
use serde::{Deserialize, Serialize};
use sqlx::migrate::Migrator;
use subscription::{Kept, Subscription, Upkeep};

use crate::Settings;

/// A part that may run in a process of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The one door.
    Gateway,
    /// 执法要素中心.
    Elements,
    /// 执法办案.
    Cases,
    /// 执法监督.
    Supervision,
    /// 执法公示.
    Disclosure,
    /// 数据分析查询.
    Analytics,
    /// 业务协同·数据交换.
    Exchange,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 7] = [
        Self::Gateway,
        Self::Elements,
        Self::Cases,
        Self::Supervision,
        Self::Disclosure,
        Self::Analytics,
        Self::Exchange,
    ];

    /// Its name: that of its database, its log, its account and its table of settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gateway => gateway::NAME,
            Self::Elements => elements::NAME,
            Self::Cases => cases::NAME,
            Self::Supervision => supervision::NAME,
            Self::Disclosure => disclosure::NAME,
            Self::Analytics => analytics::NAME,
            Self::Exchange => exchange::NAME,
        }
    }

    /// The part of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// The package of its contracts, by which the gateway routes.
    pub fn package(self) -> String {
        format!("yifa.{}.v1", self.name())
    }

    /// Its name as it stands in records.
    pub(crate) const fn zh(self) -> &'static str {
        match self {
            Self::Gateway => "统一网关",
            Self::Elements => "执法要素中心",
            Self::Cases => "执法办案",
            Self::Supervision => "执法监督",
            Self::Disclosure => "执法公示",
            Self::Analytics => "数据分析查询",
            Self::Exchange => "业务协同与数据交换",
        }
    }

    /// What its service account may call.
    pub(crate) const fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Gateway => &[],
            Self::Elements => &["exchange.feed"],
            Self::Cases => &["disclosure.feed", "elements.feed", "elements.read"],
            Self::Supervision => &["cases.feed", "elements.feed", "exchange.feed"],
            Self::Disclosure => &["cases.feed", "disclosure.feed", "exchange.feed"],
            Self::Analytics | Self::Exchange => &[
                "cases.feed",
                "disclosure.feed",
                "elements.feed",
                "exchange.feed",
                "supervision.feed",
            ],
        }
    }

    /// What its database is made of.
    pub(crate) fn migrations(self) -> Vec<&'static Migrator> {
        match self {
            Self::Gateway => vec![&gateway::MIGRATOR],
            Self::Elements => vec![&feed::MIGRATOR, &elements::MIGRATOR],
            Self::Cases => cases::migrations().into(),
            Self::Supervision => supervision::migrations().into(),
            Self::Disclosure => disclosure::migrations().into(),
            Self::Analytics => analytics::migrations().into(),
            Self::Exchange => exchange::migrations().into(),
        }
    }

    /// Where its database is.
    pub const fn database(self, settings: &Settings) -> &database::Settings {
        match self {
            Self::Gateway => &settings.gateway.database,
            Self::Elements => &settings.elements.database,
            Self::Cases => &settings.cases.database,
            Self::Supervision => &settings.supervision.database,
            Self::Disclosure => &settings.disclosure.database,
            Self::Analytics => &settings.analytics.database,
            Self::Exchange => &settings.exchange.database,
        }
    }

    /// The same, to be filled in.
    pub const fn database_mut(self, settings: &mut Settings) -> &mut database::Settings {
        match self {
            Self::Gateway => &mut settings.gateway.database,
            Self::Elements => &mut settings.elements.database,
            Self::Cases => &mut settings.cases.database,
            Self::Supervision => &mut settings.supervision.database,
            Self::Disclosure => &mut settings.disclosure.database,
            Self::Analytics => &mut settings.analytics.database,
            Self::Exchange => &mut settings.exchange.database,
        }
    }

    /// The key of its log; none: it keeps none.
    pub(crate) const fn log_key(self, settings: &Settings) -> Option<&Secret> {
        match self {
            Self::Elements => Some(&settings.elements.log_key),
            Self::Cases => Some(&settings.cases.log_key),
            Self::Supervision => Some(&settings.supervision.log_key),
            Self::Disclosure => Some(&settings.disclosure.log_key),
            Self::Gateway | Self::Analytics | Self::Exchange => None,
        }
    }

    /// The same, to be filled in.
    pub(crate) const fn log_key_mut(self, settings: &mut Settings) -> Option<&mut Secret> {
        match self {
            Self::Elements => Some(&mut settings.elements.log_key),
            Self::Cases => Some(&mut settings.cases.log_key),
            Self::Supervision => Some(&mut settings.supervision.log_key),
            Self::Disclosure => Some(&mut settings.disclosure.log_key),
            Self::Gateway | Self::Analytics | Self::Exchange => None,
        }
    }

    /// Whether it makes something of others' feeds that can be made anew.
    pub(crate) const fn follows(self) -> bool {
        match self {
            Self::Cases | Self::Supervision | Self::Disclosure | Self::Analytics => true,
            Self::Gateway | Self::Elements | Self::Exchange => false,
        }
    }

    /// Makes what it keeps of a feed anew, or replays what was set aside.
    pub(crate) async fn keep(
        self,
        settings: &Settings,
        host: &Host,
        subscription: &Subscription,
        upkeep: Upkeep,
    ) -> anyhow::Result<Kept> {
        match self {
            Self::Cases => cases::follow::keep(&settings.cases, host, subscription, upkeep).await,
            Self::Supervision => {
                supervision::follow::keep(&settings.supervision, host, subscription, upkeep).await
            }
            Self::Disclosure => {
                disclosure::keep(&settings.disclosure, host, subscription, upkeep).await
            }
            Self::Analytics => {
                analytics::follow::keep(&settings.analytics, host, subscription, upkeep).await
            }
            Self::Gateway | Self::Elements | Self::Exchange => {
                anyhow::bail!("{self} keeps nothing that can be made anew")
            }
        }
    }

    /// Makes its index of words anew.
    pub(crate) async fn rebuild_search(
        self,
        settings: &Settings,
        host: &Host,
    ) -> anyhow::Result<()> {
        match self {
            Self::Elements => elements::rebuild_search(&settings.elements, host).await,
            Self::Cases => cases::rebuild_search(&settings.cases, host).await,
            Self::Disclosure => disclosure::rebuild_search(&settings.disclosure, host).await,
            Self::Gateway | Self::Supervision | Self::Analytics | Self::Exchange => {
                anyhow::bail!("{self} keeps no index of words")
            }
        }
    }

    /// Starts it; the gateway is none of the services and is started by itself.
    pub(crate) async fn start(self, settings: &Settings, host: &Host) -> anyhow::Result<Service> {
        match self {
            Self::Gateway => anyhow::bail!("the gateway is no service"),
            Self::Elements => elements::start(settings.elements.clone(), host).await,
            Self::Cases => cases::start(settings.cases.clone(), host).await,
            Self::Supervision => supervision::start(settings.supervision.clone(), host).await,
            Self::Disclosure => disclosure::start(settings.disclosure.clone(), host).await,
            Self::Analytics => analytics::start(settings.analytics.clone(), host).await,
            Self::Exchange => exchange::start(settings.exchange.clone(), host).await,
        }
        .with_context(|| self.name())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Part {
    type Err = UnknownPart;

    fn from_str(name: &str) -> Result<Self, UnknownPart> {
        Self::named(name).ok_or_else(|| UnknownPart(name.to_owned()))
    }
}

/// A name that no part has.
#[derive(Debug, thiserror::Error)]
#[error(
    "no part {0}; there are gateway, elements, cases, supervision, disclosure, analytics, exchange"
)]
pub struct UnknownPart(String);
