//! 参数包 of the ministries' procedure rules (data/packs, data/README.md), recorded for the whole province.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, ParameterDirection, ParameterUnit};
use serde::Deserialize;
use statute::{Law, Rank};

use super::{Entry, SeedError, day, ids};

struct Sheet {
    id: &'static str,
    name: &'static str,
    domain: Domain,
    document: Law,
    in_force: CivilDate,
    content: &'static str,
}

#[derive(Deserialize)]
struct Line {
    key: String,
    value: i64,
    unit: Unit,
    direction: Direction,
    citation: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    WorkingDays,
    Days,
    Hours,
    Months,
    Fen,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Minimum,
    Maximum,
    Equal,
}

/// The packs.
pub(super) fn all() -> Result<Vec<Entry>, SeedError> {
    sheets().into_iter().map(Sheet::entry).collect()
}

fn sheets() -> [Sheet; 7] {
    [
        Sheet {
            id: "pack-market-supervision",
            name: "市场监管行政处罚程序参数",
            domain: Domain::MarketSupervision,
            document: Law::MarketPenaltyProcedure,
            in_force: day(2022, 11, 1),
            content: include_str!("../../data/packs/market-supervision-2022.csv"),
        },
        Sheet {
            id: "pack-agriculture",
            name: "农业行政处罚程序参数",
            domain: Domain::Agriculture,
            document: Law::AgriculturePenaltyProcedure,
            in_force: day(2022, 2, 1),
            content: include_str!("../../data/packs/agriculture-2021.csv"),
        },
        Sheet {
            id: "pack-housing",
            name: "住建、城管行政处罚程序参数",
            domain: Domain::Housing,
            document: Law::HousingPenaltyProcedure,
            in_force: day(2022, 5, 1),
            content: include_str!("../../data/packs/housing-2022.csv"),
        },
        Sheet {
            id: "pack-transport",
            name: "交通运输行政执法程序参数",
            domain: Domain::Transport,
            document: Law::TransportEnforcementProcedure,
            in_force: day(2021, 7, 15),
            content: include_str!("../../data/packs/transport-2021.csv"),
        },
        Sheet {
            id: "pack-medical-insurance",
            name: "医疗保障行政处罚程序参数",
            domain: Domain::MedicalInsurance,
            document: Law::MedicalInsurancePenaltyProcedure,
            in_force: day(2021, 7, 15),
            content: include_str!("../../data/packs/medical-insurance-2021.csv"),
        },
        Sheet {
            id: "pack-environment",
            name: "生态环境行政处罚程序参数",
            domain: Domain::Environment,
            document: Law::EnvironmentPenaltyMeasures,
            in_force: day(2023, 7, 1),
            content: include_str!("../../data/packs/environment-2023.csv"),
        },
        Sheet {
            id: "pack-public-security",
            name: "治安管理处罚程序参数",
            domain: Domain::PublicSecurity,
            document: Law::PublicSecurityPenaltyLaw,
            in_force: day(2026, 1, 1),
            content: include_str!("../../data/packs/public-security-2025.csv"),
        },
    ]
}

impl Sheet {
    fn entry(self) -> Result<Entry, SeedError> {
        let parameters = csv::Reader::from_reader(self.content.as_bytes())
            .deserialize()
            .map(|line| line.map(Line::parameter))
            .collect::<Result<_, _>>()
            .map_err(|error| SeedError::Data(Box::new(error)))?;
        // Departments' rules as far as they were read; 治安管理处罚法 is a law.
        let rank = match self.document.rank() {
            Rank::Law => Rank::Law,
            _ => Rank::DepartmentRule,
        };
        let pack = proto::ParameterPack {
            parameter_pack_id: self.id.to_owned(),
            name: self.name.to_owned(),
            domain: self.domain.into(),
            division: ids::DIVISION_FUJIAN.to_owned(),
            document: self.document.full().to_owned(),
            rank: rank.zh().to_owned(),
            parameters,
        };
        Ok(Entry::since(self.in_force, Body::ParameterPack(pack)))
    }
}

impl Line {
    fn parameter(self) -> proto::Parameter {
        let unit = match self.unit {
            Unit::WorkingDays => ParameterUnit::WorkingDays,
            Unit::Days => ParameterUnit::Days,
            Unit::Hours => ParameterUnit::Hours,
            Unit::Months => ParameterUnit::Months,
            Unit::Fen => ParameterUnit::Fen,
        };
        let direction = match self.direction {
            Direction::Minimum => ParameterDirection::Minimum,
            Direction::Maximum => ParameterDirection::Maximum,
            Direction::Equal => ParameterDirection::Equal,
        };
        proto::Parameter {
            key: self.key,
            value: self.value,
            unit: unit.into(),
            direction: direction.into(),
            citation: self.citation,
            verified: self.verified,
        }
    }
}

#[cfg(test)]
mod tests {
    use calendar::Period;
    use elements_domain::breaches;
    use statute::{Citation, Limit, Mark};

    use super::*;

    fn packs() -> Vec<proto::ParameterPack> {
        let body = |entry: Entry| match entry.body {
            Body::ParameterPack(pack) => pack,
            other => panic!("{other:?}"),
        };
        all().unwrap().into_iter().map(body).collect()
    }

    fn domain(pack: &proto::ParameterPack) -> statute::Domain {
        match pack.domain() {
            Domain::Unspecified => panic!("{pack:?}"),
            Domain::MarketSupervision => statute::Domain::MarketSupervision,
            Domain::Agriculture => statute::Domain::Agriculture,
            Domain::Housing => statute::Domain::Housing,
            Domain::Transport => statute::Domain::Transport,
            Domain::MedicalInsurance => statute::Domain::MedicalInsurance,
            Domain::Environment => statute::Domain::Environment,
            Domain::PublicSecurity => statute::Domain::PublicSecurity,
            Domain::FireSafety => statute::Domain::FireSafety,
        }
    }

    /// What `statute` holds of the same number: unit and value, where it stands if it is the line's own, how far it was
    /// verified. `None`: it holds none.
    type Twice = Option<(ParameterUnit, i64, Option<Citation>, Mark)>;

    fn held_twice(domain: statute::Domain, key: &str) -> Twice {
        let p = domain.parameters();
        let period = |period: Period| {
            let unit = match period {
                Period::WorkingDays(_) => ParameterUnit::WorkingDays,
                Period::Days { .. } => ParameterUnit::Days,
                Period::Hours(_) => ParameterUnit::Hours,
                Period::Months { .. } | Period::Years { .. } => ParameterUnit::Months,
            };
            (unit, i64::from(period.count()))
        };
        let of = |limit: Limit| {
            let (unit, value) = period(limit.period);
            let own = Some(limit.citation).filter(|citation| Some(citation.law) == p.procedure);
            (unit, value, own, limit.mark)
        };
        let extension = |extension: Option<statute::Extension>| {
            let extension = extension?;
            let (unit, value) = period(extension.most?);
            Some((unit, value, Some(extension.citation), extension.mark))
        };
        let fen = |fen: statute::Fen| {
            let value = i64::try_from(fen.0).unwrap();
            (ParameterUnit::Fen, value, None, p.hearing_thresholds_mark)
        };
        match key {
            "clue_check_period" => p.clue_check.map(of),
            "clue_check_extension" => p.clue_check_extension.map(of),
            "dispute_negotiation_period" => p.jurisdiction_negotiation.map(of),
            "dispute_designation_period" => p.jurisdiction_designation.map(of),
            "assistance_reply_period" => p.assistance_reply.map(of),
            "statement_period" => Some(of(p.statement)),
            "hearing_request_period" => Some(of(p.hearing_request)),
            "hearing_threshold_person" => Some(fen(p.hearing_thresholds.person)),
            "hearing_threshold_organisation" => Some(fen(p.hearing_thresholds.organisation)),
            "legal_review_period" => p.legal_review.map(of),
            "legal_review_extension" => p.legal_review_extension.map(of),
            "decision_period" => Some(of(p.decision)),
            "decision_extension" => extension(p.extension1),
            "decision_second_extension" => extension(p.extension2),
            "public_notice_period" => Some(of(p.public_notice_service)),
            "closing_period" => p.closing.map(of),
            "summary_filing_period" => p.summary_filing.map(of),
            "limitation_period" => {
                let limit = statute::limits::LIMITATION_OF_PUBLIC_SECURITY;
                Some(of(limit)).filter(|_| domain == statute::Domain::PublicSecurity)
            }
            _ => None,
        }
    }

    #[test]
    fn the_packs_say_what_the_law_as_data_says() {
        let mut compared = 0;
        for pack in packs() {
            let domain = domain(&pack);
            for parameter in &pack.parameters {
                let Some((unit, value, own, mark)) = held_twice(domain, &parameter.key) else {
                    continue;
                };
                let what = format!("{domain}: {}", parameter.key);
                assert_eq!((parameter.unit(), parameter.value), (unit, value), "{what}");
                if let Some(own) = own {
                    assert_eq!(parameter.citation.parse(), Ok(own), "{what}");
                    let read = matches!(mark, Mark::Verified | Mark::InPart);
                    assert_eq!(parameter.verified, read, "{what}");
                }
                compared += 1;
            }
        }
        assert!(compared >= 60, "{compared}");
    }

    #[test]
    fn whatever_the_law_as_data_holds_of_a_line_stands_in_its_pack() {
        for pack in packs() {
            let domain = domain(&pack);
            for norm in elements_domain::NORMS {
                let own = held_twice(domain, norm.key).is_some_and(|(_, _, own, _)| own.is_some());
                let stands = pack.parameters.iter().any(|it| it.key == norm.key);
                assert!(!own || stands, "{domain}: {}", norm.key);
            }
        }
    }

    #[test]
    fn no_ministry_undercuts_national_law() {
        for pack in packs() {
            assert_eq!(breaches(&pack, []), [], "{}", pack.name);
        }
    }
}
