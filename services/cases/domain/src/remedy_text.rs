//! What a decision says of the party's remedies (行政处罚法 §52(2), §59; 行政复议法 §20, §22 to §24, §32; 行政诉讼法 §45, §46).
//!
//! The sentence follows the law of the day of the decision: the revised 行政复议法 is in force from 2024-01-01. Since then review
//! comes first against a decision made on the spot, it goes to the local government, and both a decision made on the spot and
//! one that rests on an electronic device may be challenged through the agency that made it.

use calendar::CivilDate;

use crate::{Capture, Case};

/// How the decision was made, as far as it changes the remedies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decided {
    /// 普通程序
    Ordinarily,
    /// 当场作出
    OnTheSpot,
    /// 依据电子技术监控设备记录的违法事实作出
    ByDevice,
}

impl Decided {
    /// How a decision of the ordinary procedure was made: one that punishes rests on a device where a record of one was found sound.
    pub fn ordinarily_of(case: &Case, punishes: bool) -> Self {
        let sound = |it: &Capture| it.verified.as_ref().is_some_and(|it| it.sound);
        if punishes && case.captures.iter().any(sound) {
            Self::ByDevice
        } else {
            Self::Ordinarily
        }
    }
}

/// First day of the revised 行政复议法.
const REVISED: (i32, u32, u32) = (2024, 1, 1);

/// The sentence for a decision of a day; `government` is the one to which the party applies for review (行政复议法 §24), e.g.
/// `漳州市龙海区人民政府`.
pub fn remedy_text(decided: Decided, on: CivilDate, government: &str) -> String {
    let body = if government.is_empty() {
        "本级人民政府"
    } else {
        government
    };
    if (on.year(), on.month(), on.day()) < REVISED {
        // The law of before: the party chose between the government and the department above, and between review and suit.
        return format!(
            "如不服本决定，可以自收到本决定书之日起六十日内向{body}或者上一级主管部门申请行政复议，\
             也可以自收到本决定书之日起六个月内向人民法院提起行政诉讼。{AFTER_REVIEW}"
        );
    }
    match decided {
        Decided::OnTheSpot => format!(
            "如不服本决定，应当自收到本决定书之日起六十日内先向{body}申请行政复议，\
             也可以通过本机关提交行政复议申请；未经行政复议不得提起行政诉讼。{AFTER_REVIEW}"
        ),
        Decided::ByDevice => format!("{}{THROUGH_US}{AFTER_REVIEW}", either(body)),
        Decided::Ordinarily => format!("{}{AFTER_REVIEW}", either(body)),
    }
}

const THROUGH_US: &str = "行政复议申请也可以通过本机关提交。";
const AFTER_REVIEW: &str =
    "对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向人民法院提起行政诉讼。";

fn either(body: &str) -> String {
    format!(
        "如不服本决定，可以自收到本决定书之日起六十日内向{body}申请行政复议，\
         也可以自收到本决定书之日起六个月内直接向人民法院提起行政诉讼。"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTY: &str = "漳州市龙海区人民政府";

    fn text(decided: Decided, on: &str) -> String {
        remedy_text(decided, CivilDate::parse(on).unwrap(), COUNTY)
    }

    #[test]
    fn the_matrix_of_kinds_and_days_says_what_the_law_of_the_day_says() {
        use Decided::{ByDevice, OnTheSpot, Ordinarily};
        // Kind, day; review first, suit at once, department above, through the agency.
        for (decided, on, first, suit, above, through) in [
            (Ordinarily, "2023-12-31", false, true, true, false),
            (OnTheSpot, "2023-12-31", false, true, true, false),
            (ByDevice, "2023-12-31", false, true, true, false),
            (Ordinarily, "2024-01-01", false, true, false, false),
            (OnTheSpot, "2024-01-01", true, false, false, true),
            (ByDevice, "2024-01-01", false, true, false, true),
        ] {
            let said = text(decided, on);
            let says = |words: &str| said.contains(words);
            assert!(says("六十日内") && says(COUNTY), "{said}");
            assert!(says("行政复议决定书之日起十五日内"), "{said}");
            assert_eq!(says("先向"), first, "{decided:?} {on}: {said}");
            assert_eq!(says("六个月内"), suit, "{decided:?} {on}: {said}");
            assert_eq!(says("上一级主管部门"), above, "{decided:?} {on}: {said}");
            assert_eq!(says("通过本机关提交"), through, "{decided:?} {on}: {said}");
        }
    }

    #[test]
    fn a_government_that_is_not_known_is_called_by_its_level() {
        let said = remedy_text(
            Decided::OnTheSpot,
            CivilDate::parse("2026-03-02").unwrap(),
            "",
        );
        assert!(said.contains("先向本级人民政府申请"), "{said}");
    }
}
