//! 追责时效: until when an act that is found out may still be punished.

use calendar::CivilDate;

use crate::{Law, Limit, limits};

/// Which law the act breaks, as far as limitation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// 行政处罚法 36
    General,
    /// 生态环境法典 1054, before it 行政处罚法 36
    Ecological,
    /// 治安管理处罚法 25
    PublicSecurity,
}

/// Whether the act touches 公民生命健康安全 or 金融安全.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// Life and health, or financial security.
    LifeHealthOrFinance,
    /// Anything else.
    Other,
}

/// Whether harm was done: 危害后果, in ecology 污染或者生态破坏.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// Harm was done.
    Done,
    /// None was.
    None,
}

/// The limitation of an act that ended on `ended`, a continuing act when it stopped.
///
/// The five years of 生态环境法典 1054 bind only acts that ended under it: an act that was over
/// before keeps the shorter period of its time (从旧兼从轻, 行政处罚法 37).
pub fn limitation(field: Field, ended: CivilDate, concern: Concern, harm: Harm) -> Limit {
    let under_the_code = || {
        Law::EcologicalEnvironmentCode
            .in_force_from()
            .is_some_and(|from| ended >= from)
    };
    match (field, concern, harm) {
        (Field::PublicSecurity, _, _) => limits::LIMITATION_OF_PUBLIC_SECURITY,
        (Field::Ecological, _, Harm::Done) if under_the_code() => {
            limits::LIMITATION_OF_ECOLOGICAL_HARM
        }
        (_, Concern::LifeHealthOrFinance, Harm::Done) => limits::LIMITATION_OF_HARM,
        _ => limits::LIMITATION,
    }
}

/// The last day on which finding the act out still allows a penalty; never moved off a day of rest.
pub fn last_day(limit: &Limit, ended: CivilDate) -> CivilDate {
    limit.period.nominal_from(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    fn last(field: Field, ended: &str, concern: Concern, harm: Harm) -> String {
        let ended = day(ended);
        last_day(&limitation(field, ended, concern, harm), ended).to_string()
    }

    #[test]
    fn five_years_take_both_the_concern_and_the_harm() {
        use Concern::{LifeHealthOrFinance, Other};
        let last = |concern, harm| last(Field::General, "2021-11-22", concern, harm);
        assert_eq!(last(LifeHealthOrFinance, Harm::Done), "2026-11-22");
        assert_eq!(last(LifeHealthOrFinance, Harm::None), "2023-11-22");
        assert_eq!(last(Other, Harm::Done), "2023-11-22");
    }

    #[test]
    fn the_ecological_code_does_not_reach_back() {
        let last = |ended| last(Field::Ecological, ended, Concern::Other, Harm::Done);
        assert_eq!(last("2026-08-14"), "2028-08-14");
        assert_eq!(last("2026-08-15"), "2031-08-15");
    }

    #[test]
    fn public_security_has_six_months() {
        assert_eq!(
            last(
                Field::PublicSecurity,
                "2026-08-31",
                Concern::Other,
                Harm::None
            ),
            "2027-02-28"
        );
    }
}
