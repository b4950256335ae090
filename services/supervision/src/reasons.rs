//! Stable reasons of supervision.

use refusal::{Code, Reason};

/// The act is not for a warning in this state.
pub const WARNING_STATE: Reason = Reason {
    name: "WARNING_STATE",
    code: Code::Refused,
    domain: "supervision",
    meaning: "The warning is in a state from which the act does not lead on; metadata.state says in which.",
    remedy: "请刷新查看该预警当前的办理状态。",
};

/// Whoever handles the case does not close the warning about it.
pub const OWN_AGENCY: Reason = Reason {
    name: "OWN_AGENCY",
    code: Code::Forbidden,
    domain: "supervision",
    meaning: "The caller acts for the agency that handles the case; a warning is closed by somebody outside it.",
    remedy: "请由本级或者上级行政执法监督机构的监督人员办结。",
};

/// Only the agency that handles the case explains.
pub const NOT_HANDLING_AGENCY: Reason = Reason {
    name: "NOT_HANDLING_AGENCY",
    code: Code::Forbidden,
    domain: "supervision",
    meaning: "The caller may see the warning but does not act for the agency that handles the case.",
    remedy: "请由办理该案件的执法机关说明。",
};

/// The case is handled in another deployment.
pub const HANDLED_ELSEWHERE: Reason = Reason {
    name: "HANDLED_ELSEWHERE",
    code: Code::Refused,
    domain: "supervision",
    meaning: "The case was received from another deployment (metadata.origin); its agency explains there.",
    remedy: "请在办理该案件的平台上说明。",
};

/// An explanation is held to be good, but none was given.
pub const NOT_EXPLAINED: Reason = Reason {
    name: "NOT_EXPLAINED",
    code: Code::Refused,
    domain: "supervision",
    meaning: "The outcome WARNING_OUTCOME_JUSTIFIED needs an explanation of the agency.",
    remedy: "请先要求执法机关说明，或者选择其他办结结果。",
};

/// The day by which an explanation is asked lies behind.
pub const EXPLAIN_BY_PASSED: Reason = Reason {
    name: "EXPLAIN_BY_PASSED",
    code: Code::Refused,
    domain: "supervision",
    meaning: "The day by which the agency is asked to explain lies before today.",
    remedy: "请填写今日或者以后的日期。",
};

/// A parameter is out of its bounds.
pub const PARAMETER_OUT_OF_BOUNDS: Reason = Reason {
    name: "PARAMETER_OUT_OF_BOUNDS",
    code: Code::Refused,
    domain: "supervision",
    meaning: "The value lies outside metadata.smallest and metadata.largest: a division may be stricter than the rule, not laxer.",
    remedy: "请在允许的范围内设定，只能严于平台规则。",
};

/// The division is not the caller's.
pub const NOT_YOUR_DIVISION: Reason = Reason {
    name: "NOT_YOUR_DIVISION",
    code: Code::Forbidden,
    domain: "supervision",
    meaning: "The division is neither the caller's nor below it.",
    remedy: "请选择本行政区划或者其下级。",
};

/// Every reason of supervision.
pub const ALL: &[&Reason] = &[
    &WARNING_STATE,
    &OWN_AGENCY,
    &NOT_HANDLING_AGENCY,
    &HANDLED_ELSEWHERE,
    &NOT_EXPLAINED,
    &EXPLAIN_BY_PASSED,
    &PARAMETER_OUT_OF_BOUNDS,
    &NOT_YOUR_DIVISION,
];

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn reasons_have_names_of_their_own_and_say_what_to_do() {
        let mut names: Vec<_> = ALL.iter().map(|reason| reason.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
        for reason in ALL {
            assert_eq!(reason.domain, "supervision");
            assert!(reason.remedy.ends_with('。'), "{}", reason.name);
        }
    }
}
