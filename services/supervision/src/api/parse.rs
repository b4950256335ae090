//! Reading the fields of requests: what is wrong is named by its path.

use calendar::CivilDate;
use contract::supervision::v1 as proto;
use refusal::Refusal;
use refusal::etag;
use uuid::Uuid;

use crate::rules::{Parameter, RULES, Rule};
use crate::state::State;

/// Longest text, in characters.
const TEXT: usize = 5_000;
/// Longest id, in characters.
const ID: usize = 64;

type Read<T> = Result<T, Refusal>;

/// A UUID that must be there.
pub(super) fn uuid(path: &'static str, text: &str) -> Read<Uuid> {
    let id = Uuid::try_parse(text)
        .ok()
        .filter(|id| !id.is_nil() && text.len() == 36);
    id.ok_or_else(|| {
        Refusal::malformed(
            path,
            "must be a UUID",
            "应为UUID（如“0198c0de-0000-4000-8000-000000000001”）",
        )
    })
}

/// The version last seen; none: no check.
pub(super) fn seen(text: &str) -> Read<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    etag::read(text).map(Some).ok_or_else(|| {
        let rule = "must be a tag that was given before";
        Refusal::malformed("etag", rule, "应为此前返回的版本标签")
    })
}

/// A text that must be there.
pub(super) fn text(path: &'static str, text: &str) -> Read<String> {
    let text = text_if_any(path, text)?;
    if text.is_empty() {
        return Err(Refusal::malformed(path, "must not be empty", "不能为空"));
    }
    Ok(text)
}

/// A text that may be left out.
pub(super) fn text_if_any(path: &'static str, text: &str) -> Read<String> {
    let prints = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    if !text.chars().all(prints) {
        let rule = "must not contain control characters";
        return Err(Refusal::malformed(path, rule, "不能含有控制字符"));
    }
    let text = text.trim();
    if text.chars().count() > TEXT {
        return Err(Refusal::malformed(
            path,
            format!("must have at most {TEXT} characters"),
            format!("不能超过{TEXT}个字"),
        ));
    }
    Ok(text.to_owned())
}

/// An id; none when it is left out.
pub(super) fn id_if_any(path: &'static str, text: &str) -> Read<Option<String>> {
    if text.is_empty() {
        return Ok(None);
    }
    let shaped =
        text.chars().count() <= ID && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if shaped {
        return Ok(Some(text.to_owned()));
    }
    Err(Refusal::malformed(
        path,
        format!("must be an id of at most {ID} characters without blanks"),
        format!("应为不超过{ID}个字符且不含空格的编号"),
    ))
}

/// A day; none when it is left out.
pub(super) fn day_if_any(path: &'static str, text: &str) -> Read<Option<CivilDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = CivilDate::parse(text)
        .ok()
        .filter(|date| (1900..=9999).contains(&date.year()));
    date.map(Some).ok_or_else(|| {
        Refusal::malformed(
            path,
            "must be a date of the form 2026-11-22",
            "应为“2026-11-22”形式的日期",
        )
    })
}

/// A division by its code, with all below; none when it is left out.
pub(super) fn division(text: &str) -> Read<Option<String>> {
    if text.is_empty() {
        return Ok(None);
    }
    let shaped =
        matches!(text.len(), 2 | 4 | 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
    // A county's code may come padded from a city or a province: 350600, 350000.
    let code = match text {
        padded if text.len() == 6 => padded.strip_suffix("0000").or(padded.strip_suffix("00")),
        _ => None,
    };
    if shaped {
        return Ok(Some(code.unwrap_or(text).to_owned()));
    }
    Err(Refusal::malformed(
        "division",
        "must be a division code of 2, 4, 6, 9 or 12 digits",
        "应为2、4、6、9或者12位的行政区划代码",
    ))
}

/// A line of enforcement by its name, e.g. `market_supervision`; none when it is left out.
pub(super) fn domain(text: &str) -> Read<Option<String>> {
    if text.is_empty() {
        return Ok(None);
    }
    let shaped = text.len() <= ID && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if shaped {
        return Ok(Some(text.to_owned()));
    }
    Err(Refusal::malformed(
        "domain",
        "must be the name of a line, e.g. market_supervision",
        "应为领域名称（如“market_supervision”）",
    ))
}

/// A rule by its name.
pub(super) fn rule(text: &str) -> Read<&'static Rule> {
    Rule::named(text).ok_or_else(|| {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        Refusal::malformed(
            "rule",
            format!("must be one of {}", names.join(", ")),
            "应为已有的规则名称",
        )
    })
}

/// A parameter of a rule by its name.
pub(super) fn parameter(rule: &'static Rule, text: &str) -> Read<&'static Parameter> {
    rule.parameter(text).ok_or_else(|| {
        let names: Vec<&str> = rule
            .parameters
            .iter()
            .map(|parameter| parameter.id)
            .collect();
        Refusal::malformed(
            "parameter",
            format!("must be one of {}", names.join(", ")),
            "应为该规则已有的参数名称",
        )
    })
}

/// Rules that a rule and a level leave; none: all.
pub(super) fn rules(named: &str, level: i32) -> Read<Option<Vec<String>>> {
    let unknown = |_| Refusal::malformed("level", "must be one that exists", "应为已有的级别");
    let level = proto::WarningLevel::try_from(level).map_err(unknown)?;
    let named = if named.is_empty() {
        None
    } else {
        Some(rule(named)?.id)
    };
    if named.is_none() && level == proto::WarningLevel::Unspecified {
        return Ok(None);
    }
    let fits = |rule: &&Rule| {
        named.is_none_or(|name| rule.id == name)
            && (level == proto::WarningLevel::Unspecified
                || proto::WarningLevel::from(rule.level) == level)
    };
    let rules = RULES.iter().filter(fits);
    Ok(Some(rules.map(|rule| rule.id.to_owned()).collect()))
}

/// A state; none when it is not stated.
pub(super) fn state(state: i32) -> Read<Option<&'static str>> {
    let unknown = |_| Refusal::malformed("state", "must be one that exists", "应为已有的状态");
    let state = proto::WarningState::try_from(state).map_err(unknown)?;
    let found = State::ALL
        .into_iter()
        .find(|known| proto::WarningState::from(*known) == state);
    Ok(found.map(State::name))
}

/// How a supervisor closes a warning.
pub(super) fn outcome(outcome: i32) -> Read<proto::WarningOutcome> {
    use proto::WarningOutcome::{Corrected, FalseAlarm, Justified, Pursued};
    let outcome = proto::WarningOutcome::try_from(outcome).ok();
    outcome
        .filter(|outcome| matches!(outcome, Corrected | Pursued | Justified | FalseAlarm))
        .ok_or_else(|| {
            let rule = "must be stated, and not be the platform's own";
            Refusal::malformed(
                "outcome",
                rule,
                "请选择办结结果；“情形已消除”由平台自动办结",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stands_for_its_rules() {
        let red = proto::WarningLevel::Red.into();
        let yellow = proto::WarningLevel::Yellow.into();
        assert_eq!(rules("", 0).unwrap(), None);
        assert_eq!(
            rules("", red).unwrap().unwrap(),
            [
                "CLOCK_PASSED",
                "INSPECTION_CAP",
                "DECISION_LATE",
                "BACK_ENTRY_LATE"
            ]
        );
        assert_eq!(
            rules("CLOCK_NEAR", yellow).unwrap().unwrap(),
            ["CLOCK_NEAR"]
        );
        assert!(rules("CLOCK_NEAR", red).unwrap().unwrap().is_empty());
        assert!(rules("NO_SUCH", 0).is_err());
        assert!(rules("", 9).is_err());
    }

    #[test]
    fn the_platforms_own_outcome_is_nobodys() {
        for refused in [0, proto::WarningOutcome::GroundGone.into(), 9] {
            assert!(outcome(refused).is_err(), "{refused}");
        }
        assert!(outcome(proto::WarningOutcome::FalseAlarm.into()).is_ok());
    }

    #[test]
    fn padded_division_codes_mean_the_level_they_pad() {
        assert_eq!(division("350600").unwrap().as_deref(), Some("3506"));
        assert_eq!(division("350604001").unwrap().as_deref(), Some("350604001"));
        assert_eq!(division("").unwrap(), None);
        assert!(division("35060").is_err());
    }
}
