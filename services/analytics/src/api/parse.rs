//! Reading the fields of requests: what is wrong is named by its path.

use actor::Actor;
use calendar::CivilDate;
use chrono::NaiveDate;
use refusal::Refusal;
use statute::Domain;

use crate::division::Scope;

type Read<T> = Result<T, Refusal>;

/// A division with all below, that is the caller's own or below it; nothing: the caller's own.
pub(super) fn division(actor: &Actor, text: &str) -> Read<Scope> {
    let code = if text.is_empty() {
        &actor.division
    } else {
        unpadded(text)
    };
    let scope = Scope::whole(code);
    if scope.is_none() && !text.is_empty() {
        return Err(Refusal::malformed(
            "filter.division",
            "must be a division code of 2, 4, 6 or 9 digits",
            "应为2、4、6或者9位的行政区划代码",
        ));
    }
    scope
        .filter(|scope| oversees(actor, &scope.code))
        .ok_or_else(|| Refusal::absent("division", "行政区划"))
}

/// Whether the division is the caller's own or below it.
pub(super) fn oversees(actor: &Actor, code: &str) -> bool {
    !actor.division.is_empty() && code.starts_with(&actor.division)
}

/// A county's code may come padded from a city or a province: 350600, 350000.
fn unpadded(text: &str) -> &str {
    match text.len() {
        6 => text
            .strip_suffix("0000")
            .or_else(|| text.strip_suffix("00"))
            .unwrap_or(text),
        _ => text,
    }
}

/// A line, or nothing.
pub(super) fn domain(text: &str) -> Read<Option<String>> {
    if text.is_empty() {
        return Ok(None);
    }
    let known: Result<Domain, _> = text.parse();
    known
        .map(|domain| Some(domain.code().to_owned()))
        .map_err(|_| {
            Refusal::malformed(
                "filter.domain",
                "must be the code of a line, e.g. market_supervision",
                "应为已有的执法领域代码",
            )
        })
}

/// A day, or nothing.
pub(super) fn day(path: &'static str, text: &str) -> Read<Option<NaiveDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = CivilDate::parse(text)
        .ok()
        .filter(|day| (1900..=9998).contains(&day.year()));
    day.map(|day| Some(day.naive())).ok_or_else(|| {
        Refusal::malformed(
            path,
            "must be a date of the form 2026-11-22, not before 1900",
            "应为“2026-11-22”形式的日期，且不早于1900年",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(division: &str) -> Actor {
        testkit::actor::person("o-hong", "justice", division, &["analytics.read"])
    }

    #[test]
    fn a_division_is_the_callers_own_or_below_it() {
        let code = |own: &str, text: &str| division(&actor(own), text).map(|scope| scope.code);
        assert_eq!(code("3506", "").as_deref(), Ok("3506"));
        assert_eq!(code("3506", "350604001").as_deref(), Ok("350604001"));
        assert_eq!(code("3506", "350600").as_deref(), Ok("3506"));
        for foreign in ["35", "3507", "350704", "350000"] {
            let refused = code("3506", foreign).unwrap_err();
            assert_eq!(refused.reason().name, "NOT_FOUND", "{foreign}");
        }
        assert_eq!(code("", "35").unwrap_err().reason().name, "NOT_FOUND");
        assert_eq!(code("", "").unwrap_err().reason().name, "NOT_FOUND");
        for wrong in ["3", "35060a", "350604001003"] {
            let refused = code("3506", wrong).unwrap_err();
            assert_eq!(refused.reason().name, "MALFORMED_FIELD", "{wrong}");
        }
    }
}
