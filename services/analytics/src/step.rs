//! Procedures and their steps as readers see them.

/// A procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 行政检查.
    Inspection,
    /// 行政处罚普通程序.
    OrdinaryPenalty,
}

impl Kind {
    /// Every procedure.
    pub const ALL: [Self; 2] = [Self::Inspection, Self::OrdinaryPenalty];

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inspection => "INSPECTION",
            Self::OrdinaryPenalty => "ORDINARY_PENALTY",
        }
    }

    /// The procedure in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Inspection => "行政检查",
            Self::OrdinaryPenalty => "行政处罚（普通程序）",
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
    (CLOSED, "已结案"),
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
    (CLOSED, "已结案"),
    (REVOKED, "决定已依法纠正"),
];

/// 已结案, of every procedure.
pub const CLOSED: &str = "CLOSED";
/// 决定已依法纠正, before the case was closed or after.
pub const REVOKED: &str = "REVOKED";

/// Whether nothing follows a step.
pub fn is_final(step: &str) -> bool {
    [CLOSED, REVOKED].contains(&step)
}

/// The name of a step of a procedure; none: it has no such step.
pub fn named(kind: Kind, step: &str) -> Option<&'static str> {
    let steps = match kind {
        Kind::Inspection => INSPECTION,
        Kind::OrdinaryPenalty => PENALTY,
    };
    let found = steps.iter().find(|(name, _)| *name == step);
    found.map(|(name, _)| *name)
}

/// A step in Chinese; where procedures name a step alike, both.
pub fn zh(step: &str) -> Option<String> {
    let of = |steps: &[(&'static str, &'static str)]| {
        let found = steps.iter().find(|(name, _)| *name == step);
        found.map(|(_, zh)| *zh)
    };
    match (of(INSPECTION), of(PENALTY)) {
        (Some(inspection), Some(penalty)) if inspection != penalty => {
            Some(format!("{inspection}/{penalty}"))
        }
        (Some(zh), _) | (None, Some(zh)) => Some(zh.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use cases_domain::procedure::{Stage, inspection, penalty};

    use super::*;

    fn steps<S: Stage>() -> Vec<(&'static str, &'static str)> {
        let mut steps = Vec::new();
        for step in S::ALL {
            assert_eq!(is_final(step.name()), step.is_final(), "{step:?}");
            steps.push((step.name(), step.zh()));
        }
        steps
    }

    #[test]
    fn the_steps_are_those_of_case_handling() {
        assert_eq!(INSPECTION, steps::<inspection::Step>());
        assert_eq!(PENALTY, steps::<penalty::Step>());
    }
}
