//! The fine of the advertisement's case, weighed by the demonstration's standard.

use contract::cases::v1::{ChosenTier, NamedCircumstance, WeighPenaltyRequest};
use elements::seed::ids;

/// Tier of the standard for advertisements that the facts meet.
const TIER: &str = "较轻";
/// The condition of it that they meet.
const CONDITION: &str = "初次违法，违法行为持续时间较短，及时改正";
/// A circumstance that the standard names.
const FACTOR: &str = "主动消除或者减轻违法行为危害后果";

/// Weighs a fine by the standard for advertisements: its lightest tier, harm removed, proved by the first piece of evidence.
pub fn weigh(request_id: String, case_id: &str, amount_fen: i64) -> WeighPenaltyRequest {
    WeighPenaltyRequest {
        request_id,
        case_id: case_id.to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        tier_at_act: Some(ChosenTier {
            tier: TIER.to_owned(),
            condition: CONDITION.to_owned(),
        }),
        circumstances: vec![NamedCircumstance {
            factor: FACTOR.to_owned(),
            description: "发现当日即停止发布，并更正全部广告。".to_owned(),
            evidence_numbers: vec![1],
            ..NamedCircumstance::default()
        }],
        amount_fen: Some(amount_fen),
        ..WeighPenaltyRequest::default()
    }
}
