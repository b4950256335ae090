//! Procedures and their steps as readers see them.

/// A procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 行政检查.
    Inspection,
    /// 行政处罚普通程序.
    OrdinaryPenalty,
    /// 行政处罚简易程序.
    SummaryPenalty,
}

impl Kind {
    /// Every procedure.
    pub const ALL: [Self; 3] = [
        Self::Inspection,
        Self::OrdinaryPenalty,
        Self::SummaryPenalty,
    ];

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inspection => "INSPECTION",
            Self::OrdinaryPenalty => "ORDINARY_PENALTY",
            Self::SummaryPenalty => "SUMMARY_PENALTY",
        }
    }

    /// The procedure in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Inspection => "行政检查",
            Self::OrdinaryPenalty => "行政处罚（普通程序）",
            Self::SummaryPenalty => "行政处罚（简易程序）",
        }
    }

    /// The procedure of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Steps of the inspection: name and Chinese.
pub const INSPECTION: &[(&str, &str)] = &[
    ("OPENED", "检查任务已建立"),
    ("RECORDED", "现场检查发现问题"),
    ("CLEAN", "现场检查未发现问题"),
    ("ORDERED", "已责令改正"),
    ("SERVED", "责令改正通知书已送达"),
    ("CORRECTED", "已全部改正"),
    ("CLOSED", "已结案"),
    ("ESCALATED", "已转立案处罚"),
    ("CANCELLED", "已终止"),
];

/// Steps of the penalty: name and Chinese.
pub const PENALTY: &[(&str, &str)] = &[
    ("FILED", "已立案"),
    ("CONCLUDED", "调查已终结"),
    ("REVIEWED", "法制审核已通过"),
    ("NOTICED", "已告知"),
    ("HEARD", "陈述申辩已完成"),
    ("DECIDED", "已作出决定"),
    ("SERVED", "决定书已送达"),
    ("PAID", "罚款已缴清"),
    ("CLOSED", "已结案"),
    ("TERMINATED", "已终止调查"),
    ("WITHDRAWN", "已撤销立案"),
    ("TRANSFERRED", "已移送"),
    ("ARCHIVED", "已归档"),
    ("DISMISSED", "已决定不予处罚、不成立或者移送"),
    ("DISMISSAL_SERVED", "不予处罚等决定书已送达"),
    ("DISMISSAL_CLOSED", "已结案（未予处罚）"),
    ("DISMISSAL_ARCHIVED", "已归档"),
    ("REVOKED", "决定已依法纠正"),
];

/// Steps of the summary penalty: name and Chinese.
pub const SUMMARY: &[(&str, &str)] = &[
    ("OPENED", "已当场查处"),
    ("HEARD", "已听取陈述申辩"),
    ("DECIDED", "已当场决定"),
    ("HANDED_OVER", "决定书已当场交付"),
    ("PERFORMED", "已履行"),
    ("CLOSED", "已结案"),
    ("CONVERTED", "已转普通程序"),
    ("REVOKED", "决定已依法纠正"),
];

/// The name of a step of a procedure; none: it has no such step.
pub fn named(kind: Kind, step: &str) -> Option<&'static str> {
    let steps = match kind {
        Kind::Inspection => INSPECTION,
        Kind::OrdinaryPenalty => PENALTY,
        Kind::SummaryPenalty => SUMMARY,
    };
    let found = steps.iter().find(|(name, _)| *name == step);
    found.map(|(name, _)| *name)
}

/// A step in Chinese; where procedures name a step differently, all of them.
pub fn zh(step: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for (name, zh) in [INSPECTION, PENALTY, SUMMARY].into_iter().flatten() {
        if *name == step && !names.contains(zh) {
            names.push(zh);
        }
    }
    (!names.is_empty()).then(|| names.join("/"))
}

#[cfg(test)]
mod tests {
    use cases_domain::procedure::{Stage, inspection, penalty, summary};

    use super::*;

    fn steps<S: Stage>() -> Vec<(&'static str, &'static str)> {
        let mut steps = Vec::new();
        for step in S::ALL {
            assert_eq!(course::is_final(step.name()), step.is_final(), "{step:?}");
            steps.push((step.name(), step.zh()));
        }
        steps
    }

    #[test]
    fn the_steps_are_those_of_case_handling() {
        assert_eq!(INSPECTION, steps::<inspection::Step>());
        assert_eq!(PENALTY, steps::<penalty::Step>());
        assert_eq!(SUMMARY, steps::<summary::Step>());
    }
}
