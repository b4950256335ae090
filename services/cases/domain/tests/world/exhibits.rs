//! Exhibits, their custody, and recordings: acts, and cases that have them.

use cases_domain::custody::{self, HandOver, Holder, ReceiveCustody, TakeBack};
use cases_domain::exhibit::{
    self, AddExhibit, Exhibit, File, Grant, GrantUse, Granted, Link, LinkExhibit, Step, Taken,
    UseGranted, WithdrawGrant,
};
use cases_domain::recording::{self, ExplainUnrecorded, Occasion};
use cases_domain::*;
use chrono::Duration;
use uuid::Uuid;

use super::{Story, agency, beside, day, force, morning, second, text};

pub(crate) const OTHER_CASE: CaseId = CaseId(Uuid::from_u128(77));

pub(crate) fn file(letter: &str, media_type: &str) -> File {
    File {
        name: format!("{letter}.bin"),
        media_type: media_type.to_owned(),
        size: 10,
        sm3: letter.repeat(64),
        sha256: letter.repeat(64),
    }
}

pub(crate) fn taken(on: CivilDate) -> Taken {
    Taken {
        at: morning(on) - Duration::minutes(5),
        device: text("执法记录仪01"),
        place: text("当事人仓库"),
    }
}

pub(crate) fn add(on: CivilDate, letter: &str, link: Option<Link>) -> Act {
    Act::Exhibit(exhibit::Act::AddExhibit(AddExhibit {
        upload: Uuid::from_u128(5),
        co_officer: second(),
        kind: EvidenceKind::Audiovisual,
        file: file(letter, "video/mp4"),
        taken: taken(on),
        proves: text("现场存放涉案商品"),
        alone: true,
        link,
    }))
}

pub(crate) fn link(number: u32, link: Link) -> Act {
    Act::Exhibit(exhibit::Act::LinkExhibit(LinkExhibit { number, link }))
}

/// A recording of something on a day, from before ten in the morning.
pub(crate) fn of(occasion: Occasion, on: CivilDate) -> Link {
    let from = morning(on) - Duration::hours(1);
    Link::Recording(occasion, from, from + Duration::minutes(30))
}

pub(crate) fn grant(until: CivilDate) -> Act {
    Act::Exhibit(exhibit::Act::GrantUse(GrantUse {
        number: 1,
        to: beside::urban().id,
        purpose: text("同一违法建设案件取证"),
        until,
    }))
}

pub(crate) fn withdraw_grant() -> Act {
    Act::Exhibit(exhibit::Act::WithdrawGrant(WithdrawGrant {
        number: 1,
        grant: 1,
        reasons: text("案件涉密"),
    }))
}

pub(crate) fn use_granted() -> Act {
    Act::Exhibit(exhibit::Act::UseGranted(UseGranted {
        co_officer: second(),
        case: OTHER_CASE,
        exhibit: 4,
        grant: 1,
        purpose: text("证明同一当事人的经营行为"),
        recognition: text("已向取得机关核对原始载体，与本案事实相关"),
    }))
}

/// What another agency took, lent to ours.
pub(crate) fn granted() -> Granted {
    let on = day("2026-01-05");
    Granted {
        case: OTHER_CASE,
        code: CaseCode::from_random([9; 10]),
        agency: beside::urban(),
        exhibit: Exhibit {
            number: 4,
            step: Step::OnFile,
            kind: EvidenceKind::Audiovisual,
            file: file("e", "video/mp4"),
            taken: taken(on),
            received: morning(on),
            officers: Vec::new(),
            proves: text("占道经营"),
            evidence: 0,
            links: Vec::new(),
            grants: Vec::new(),
            origin: None,
        },
        grant: Some(Grant {
            number: 1,
            to: agency(),
            purpose: text("取证"),
            from: on,
            until: day("2027-01-05"),
            by: "o-urban".into(),
            withdrawn: None,
        }),
        custody: Vec::new(),
    }
}

pub(crate) fn hand_over(to: Holder) -> Act {
    Act::Custody(custody::Act::HandOver(HandOver {
        exhibit: 1,
        to,
        why: text("送检"),
    }))
}

pub(crate) fn laboratory() -> Holder {
    Holder::Outside(text("市质检所 张某"))
}

pub(crate) fn receive() -> Act {
    Act::Custody(custody::Act::ReceiveCustody(ReceiveCustody {
        number: 1,
        remark: text("封条完好，收条第3号"),
    }))
}

pub(crate) fn take_back() -> Act {
    Act::Custody(custody::Act::TakeBack(TakeBack {
        number: 1,
        reasons: text("改由专人送达"),
    }))
}

pub(crate) fn explain(occasion: Occasion) -> Act {
    Act::Recording(recording::Act::ExplainUnrecorded(ExplainUnrecorded {
        occasion,
        reasons: text("执法记录仪当日故障，有维修记录"),
    }))
}

/// A case in which things were seized on 2026-03-04.
pub(crate) fn seizure() -> Story {
    force::measure_at("IN_FORCE")
}

/// The measure of such a case.
pub(crate) fn sealed() -> cases_domain::measure::Measure {
    seizure().case().measures[0].clone()
}
