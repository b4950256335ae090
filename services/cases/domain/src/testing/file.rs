//! What a testing has on file.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Step;
use crate::{OfficerId, OfficerSnapshot, Service, Signature};

/// A testing, with the sample it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Testing {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The sample; none: an object was tested as a whole.
    pub sample: Option<Sample>,
    /// Officers who took the sample.
    pub officers: Vec<OfficerSnapshot>,
    /// What institutions were asked, in order: the first time and again.
    pub orders: Vec<Order>,
    /// What they answered.
    pub outcomes: Vec<Outcome>,
    /// How the results were told.
    pub told: Vec<Telling>,
    /// Why it ended without a result; empty: it did not.
    pub reasons: String,
}

/// A sample (抽样取证凭证).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// What, with batch and specification.
    pub what: String,
    /// From how much it was taken.
    pub base: String,
    /// How much was taken.
    pub quantity: String,
    /// The counterpart that is kept, and where; empty: none.
    pub counterpart: String,
    /// Why no counterpart could be kept; empty: one is.
    pub without_counterpart: String,
    /// Where it was taken.
    pub place: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How the party signed; who was not there or refused has a witness.
    pub signature: Signature,
}

/// What an institution is asked (检测、检验、检疫、鉴定委托书) and how the party was told of the time it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Kind.
    pub kind: TestingKind,
    /// What is tested.
    pub object: String,
    /// What is asked.
    pub questions: String,
    /// Who tests.
    pub institution: Institution,
    /// Last day of the time it takes, as told to the party.
    pub until: CivilDate,
    /// Number of the measure the object is under; 0: none.
    pub measure: u32,
    /// How the party was told of the time.
    pub service: Service,
    /// Officer who asked the institution.
    pub by: OfficerId,
}

/// Kinds of testing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestingKind {
    /// 检测
    Measurement,
    /// 检验
    Inspection,
    /// 检疫
    Quarantine,
    /// 鉴定
    Appraisal,
}

/// An institution that tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    /// Name.
    pub name: String,
    /// Number of its qualification.
    pub qualification: String,
    /// Last day of the qualification.
    pub qualified_until: CivilDate,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Number of the report.
    pub report: String,
    /// What it says.
    pub conclusion: String,
    /// Day on which it came.
    pub on: CivilDate,
    /// SM3 of the report's bytes; empty: no file.
    pub content_hash: String,
}

/// How a result was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// How, when and to whom.
    pub service: Service,
    /// The right to another test; none: there is none, or none any more.
    pub retest: Option<Retest>,
}

/// The right to have it tested again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retest {
    /// Last day to ask for it.
    pub until: CivilDate,
    /// The provision that sets it, in Chinese.
    pub basis: String,
}

impl TestingKind {
    /// The kind in Chinese: `检验`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Measurement => "检测",
            Self::Inspection => "检验",
            Self::Quarantine => "检疫",
            Self::Appraisal => "鉴定",
        }
    }
}
