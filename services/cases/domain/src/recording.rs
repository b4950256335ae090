//! 音像记录 (行政处罚法 §47; 国办发〔2018〕118号 八): what is recorded by sound and picture, what has to be, and why something was not.
//!
//! A text suffices where it records fully. From beginning to end are recorded: sealing and seizing, demolition and other
//! execution upon conduct. As needed: on-site enforcement, taking of evidence, hearings, service by leaving and by public
//! notice. A recording is an exhibit that is linked to what it records; where there is none, the officers say why.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::execution::Obligation;
use crate::exhibit::Link;
use crate::guard::{Fails, View};
use crate::measure::MeasureKind;
use crate::{Case, OfficerId, ServiceManner};

pub use act::{Act, ExplainUnrecorded, Kind};
pub use event::{Event, UnrecordedExplained};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;

/// What can be recorded: the step, with its number in the case where there may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// 现场检查
    Site,
    /// 复查, the n-th
    Revisit(u32),
    /// 询问
    Interview(u32),
    /// 先行登记保存
    Preservation(u32),
    /// 查封、扣押
    Measure(u32),
    /// 强制执行
    Execution(u32),
    /// 听证
    Hearing(u32),
    /// 留置送达处罚决定书
    DecisionLeft,
    /// 公告送达
    PublicNotice(u32),
}

/// How far the rules ask for a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 应当全程音像记录
    Whole,
    /// 根据需要进行音像记录
    AsNeeded,
}

/// Something that happened in the case and can be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub occasion: Occasion,
    /// Day.
    pub on: CivilDate,
    /// How far the rules ask for a recording.
    pub duty: Duty,
    /// Numbers of the exhibits that record it.
    pub exhibits: Vec<u32>,
    /// Why it was not recorded; empty: nobody has said so.
    pub explained: String,
}

/// Why something was not recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unrecorded {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// What.
    pub occasion: Occasion,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who says so.
    pub by: OfficerId,
}

impl Occasion {
    /// Name on the wire: `SITE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "SITE",
            Self::Revisit(_) => "REVISIT",
            Self::Interview(_) => "INTERVIEW",
            Self::Preservation(_) => "PRESERVATION",
            Self::Measure(_) => "MEASURE",
            Self::Execution(_) => "EXECUTION",
            Self::Hearing(_) => "HEARING",
            Self::DecisionLeft => "DECISION_LEFT",
            Self::PublicNotice(_) => "PUBLIC_NOTICE",
        }
    }

    /// Its number in the case; 0: there is only one.
    pub const fn number(self) -> u32 {
        match self {
            Self::Site | Self::DecisionLeft => 0,
            Self::Revisit(number)
            | Self::Interview(number)
            | Self::Preservation(number)
            | Self::Measure(number)
            | Self::Execution(number)
            | Self::Hearing(number)
            | Self::PublicNotice(number) => number,
        }
    }

    /// The occasion of this name and number; none: there is no such name.
    pub fn of(name: &str, number: u32) -> Option<Self> {
        Some(match name {
            "SITE" => Self::Site,
            "REVISIT" => Self::Revisit(number),
            "INTERVIEW" => Self::Interview(number),
            "PRESERVATION" => Self::Preservation(number),
            "MEASURE" => Self::Measure(number),
            "EXECUTION" => Self::Execution(number),
            "HEARING" => Self::Hearing(number),
            "DECISION_LEFT" => Self::DecisionLeft,
            "PUBLIC_NOTICE" => Self::PublicNotice(number),
            _ => return None,
        })
    }

    /// The same in Chinese: `第1号查封扣押`.
    pub fn zh(self) -> String {
        match self {
            Self::Site => "现场检查".to_owned(),
            Self::Revisit(number) => format!("第{number}次复查"),
            Self::Interview(number) => format!("第{number}号询问"),
            Self::Preservation(number) => format!("第{number}号先行登记保存"),
            Self::Measure(number) => format!("第{number}号强制措施"),
            Self::Execution(number) => format!("第{number}号强制执行"),
            Self::Hearing(number) => format!("第{number}号听证"),
            Self::DecisionLeft => "留置送达处罚决定书".to_owned(),
            Self::PublicNotice(number) => format!("第{number}号公告送达"),
        }
    }
}

impl Duty {
    /// The duty in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Whole => "应当全程音像记录",
            Self::AsNeeded => "根据需要进行音像记录",
        }
    }
}

impl Happened {
    /// Whether it has to be recorded, and is neither recorded nor explained.
    pub const fn is_owed(&self) -> bool {
        matches!(self.duty, Duty::Whole) && self.exhibits.is_empty() && self.explained.is_empty()
    }
}

/// Everything that happened in the case and can be recorded, in the order of the procedure.
pub fn happened(case: &Case) -> Vec<Happened> {
    let mut all: Vec<(Occasion, CivilDate, Duty)> = Vec::new();
    let mut add = |occasion, on, duty| all.push((occasion, on, duty));
    if let Some(inspection) = case.inspection() {
        if let Some(visit) = &inspection.visit {
            add(Occasion::Site, CivilDate::of(visit.started), Duty::AsNeeded);
        }
        for (number, revisit) in (1..).zip(&inspection.revisits) {
            let on = CivilDate::of(revisit.visited);
            add(Occasion::Revisit(number), on, Duty::AsNeeded);
        }
    }
    for it in &case.interviews {
        if let Some(held) = &it.held {
            let on = CivilDate::of(held.started);
            add(Occasion::Interview(it.number), on, Duty::AsNeeded);
        }
    }
    for it in &case.preservations {
        if let Some(at) = it.at {
            let on = CivilDate::of(at);
            add(Occasion::Preservation(it.number), on, Duty::AsNeeded);
        }
    }
    for it in &case.measures {
        // A deposit is frozen by a paper to a bank: there is nothing to be seen.
        if let Some(site) = it.site.as_ref().filter(|_| it.kind != MeasureKind::Freeze) {
            let on = CivilDate::of(site.started);
            add(Occasion::Measure(it.number), on, Duty::Whole);
        }
    }
    for it in &case.hearings {
        if let Some(minutes) = &it.minutes {
            add(Occasion::Hearing(it.number), minutes.on, Duty::AsNeeded);
        }
    }
    let penalty = case.penalty();
    if let Some(service) = penalty.and_then(|it| it.decision_service.as_ref())
        && service.manner == ServiceManner::Left
    {
        add(Occasion::DecisionLeft, service.on, Duty::AsNeeded);
    }
    for it in &case.public_notices {
        let on = it.publication.on;
        add(Occasion::PublicNotice(it.number), on, Duty::AsNeeded);
    }
    for it in &case.executions {
        let carried = it.carried.first().map(|it| it.started);
        let cleared = it.clearing.as_ref().map(|it| it.at);
        if let Some(at) = carried.or(cleared) {
            let duty = match it.obligation {
                Obligation::Conduct => Duty::Whole,
                Obligation::Money => Duty::AsNeeded,
            };
            add(Occasion::Execution(it.number), CivilDate::of(at), duty);
        }
    }
    let all = all.into_iter();
    all.map(|(occasion, on, duty)| Happened {
        occasion,
        on,
        duty,
        exhibits: recorded_by(case, occasion),
        explained: explained(case, occasion),
    })
    .collect()
}

/// Numbers of the exhibits that record something by sound or picture.
fn recorded_by(case: &Case, of: Occasion) -> Vec<u32> {
    let exhibits = case.exhibits.iter().filter(|exhibit| {
        let media = &exhibit.file.media_type;
        let heard_or_seen = media.starts_with("video/") || media.starts_with("audio/");
        let mut links = exhibit.links.iter();
        heard_or_seen
            && links.any(|link| matches!(*link, Link::Recording(occasion, ..) if occasion == of))
    });
    exhibits.map(|it| it.number).collect()
}

fn explained(case: &Case, of: Occasion) -> String {
    let mut unrecorded = case.unrecorded.iter();
    let found = unrecorded.find(|it| it.occasion == of);
    found.map(|it| it.reasons.clone()).unwrap_or_default()
}

/// What happened on an occasion; none: it did not happen.
pub(crate) fn find(case: &Case, occasion: Occasion) -> Option<Happened> {
    happened(case)
        .into_iter()
        .find(|it| it.occasion == occasion)
}

/// Where each of the case's explanations stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    case.unrecorded
        .iter()
        .map(|it| (it.number, it.step))
        .collect()
}

/// Everything that has to be recorded is, or it is said why not.
pub(crate) fn none_owed(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    match happened(case).into_iter().find(Happened::is_owed) {
        Some(owed) => Err(format!(
            "{}（{}）应当全程音像记录，尚无录音录像入卷",
            owed.occasion.zh(),
            owed.on.zh()
        )),
        None => Ok(()),
    }
}
