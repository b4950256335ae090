//! 较大数额罚款: from which fine on the party must be told of its right to a hearing.

use statute::Domain;

use crate::{Fen, PartyKind};

/// The fine from which 行政处罚法 §63(1) item 1 applies.
///
/// The law names no figure. Where a line's rule reads "over" (农业 §59) the figure itself is taken
/// as reached: telling of a right too early harms no one.
///
/// Sources: 市场监督管理行政处罚听证办法 §5, 农业行政处罚程序规定 §59, 福建省住房和城乡建设厅 2021-11-16
/// (10,000 and 100,000 yuan, which stand for the lines without a figure too);
/// 公安机关办理行政案件程序规定 (2,000 and 10,000 yuan); 环境行政处罚办法 2010 (5,000 and 50,000 yuan; the
/// figure of 2023 could not be read, the lower one is kept).
pub fn threshold(domain: Domain, party: PartyKind) -> Fen {
    let (person, organisation) = match domain {
        Domain::PublicSecurity => (2_000, 10_000),
        Domain::Environment => (5_000, 50_000),
        Domain::MarketSupervision
        | Domain::Agriculture
        | Domain::Housing
        | Domain::Transport
        | Domain::MedicalInsurance
        | Domain::FireSafety
        | Domain::NaturalResources
        | Domain::Culture
        | Domain::Health
        | Domain::Water
        | Domain::Forestry
        | Domain::Fisheries
        | Domain::Labour
        | Domain::CivilAffairs => (10_000, 100_000),
    };
    Fen::yuan(if party.counts_as_person() { person } else { organisation })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_individual_business_is_told_as_a_person_is() {
        for domain in Domain::ALL {
            let person = threshold(domain, PartyKind::Person);
            assert_eq!(threshold(domain, PartyKind::IndividualBusiness), person);
            assert!(person < threshold(domain, PartyKind::Organisation), "{domain}");
        }
        let market = Domain::MarketSupervision;
        assert_eq!(threshold(market, PartyKind::Organisation), Fen::yuan(100_000));
        assert_eq!(threshold(market, PartyKind::Person), Fen::yuan(10_000));
    }
}
