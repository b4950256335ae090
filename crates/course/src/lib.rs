//! Where the events of its record bring a case: the one reading that supervision, disclosure and analytics share.
//!
//! Case handling decides by its tables what may happen; here it is only followed what did. That both say the same is held against
//! every story that case handling's tests play over its routes.

use contract::cases::v1 as proto;
use prost::{DecodeError, Message};

/// Package of the events that are followed.
const PACKAGE: &str = "yifa.cases.v1.";

/// The step a case is at after an event; none: the event moves no step. `now` is the step before, empty for a case that is
/// opened; `type_name` the event's, e.g. `yifa.cases.v1.CaseFiled`.
///
/// # Errors
/// A payload that is not of that type.
pub fn step_after(
    now: &str,
    type_name: &str,
    payload: &[u8],
) -> Result<Option<&'static str>, DecodeError> {
    let Some(event) = type_name.strip_prefix(PACKAGE) else {
        return Ok(None);
    };
    Ok(match event {
        "InspectionOpened" | "SummaryOpened" => Some("OPENED"),
        "SiteRecorded" => {
            let site = proto::SiteRecorded::decode(payload)?;
            Some(if site.findings.is_empty() {
                "CLEAN"
            } else {
                "RECORDED"
            })
        }
        "RectificationOrdered" => Some("ORDERED"),
        "OrderServed" => Some("SERVED"),
        "RevisitRecorded" => {
            let revisit = proto::RevisitRecorded::decode(payload)?;
            revisit.all_corrected.then_some("CORRECTED")
        }
        "InspectionClosed" => {
            let closed = proto::InspectionClosed::decode(payload)?;
            Some(match closed.ending() {
                proto::InspectionEnding::Unspecified | proto::InspectionEnding::Completed => {
                    "CLOSED"
                }
                proto::InspectionEnding::Escalated => "ESCALATED",
                proto::InspectionEnding::Cancelled => "CANCELLED",
            })
        }
        "SummaryHeard" | "StatementRecorded" | "StatementWaived" | "StatementLapsed" => {
            Some("HEARD")
        }
        "SummaryHandedOver" => {
            let handed = proto::SummaryHandedOver::decode(payload)?;
            Some(if handed.to_pay {
                "HANDED_OVER"
            } else {
                "PERFORMED"
            })
        }
        "SummaryConverted" => Some("CONVERTED"),
        "CaseFiled" => Some("FILED"),
        "InquiryConcluded" => Some("CONCLUDED"),
        "LegalityReviewed" => {
            let review = proto::LegalityReviewed::decode(payload)?;
            match (review.opinion(), now) {
                (proto::ReviewOpinion::Returned, _) => Some("FILED"),
                // After a hearing it is reviewed once more, and goes on from there.
                (_, "HEARD") => None,
                _ => Some("REVIEWED"),
            }
        }
        "ReviewForgone" => Some("REVIEWED"),
        "NoticeServed" => Some("NOTICED"),
        "DecisionEndorsed" => {
            let endorsed = proto::DecisionEndorsed::decode(payload)?;
            (endorsed.opinion() == proto::ReviewOpinion::Returned).then_some("FILED")
        }
        "PenaltyDecided" | "SummaryDecided" => Some("DECIDED"),
        "CaseDismissed" => Some("DISMISSED"),
        "DecisionServed" => Some(match now {
            "DISMISSED" => "DISMISSAL_SERVED",
            _ => "SERVED",
        }),
        "PaymentRecorded" => {
            let payment = proto::PaymentRecorded::decode(payload)?;
            payment.paid_in_full.then_some(match now {
                "HANDED_OVER" => "PERFORMED",
                _ => "PAID",
            })
        }
        "CaseClosed" => Some(match now {
            "DISMISSED" | "DISMISSAL_SERVED" => "DISMISSAL_CLOSED",
            _ => "CLOSED",
        }),
        "CaseTransferred" => Some("TRANSFERRED"),
        "CaseEnded" => {
            let ended = proto::CaseEnded::decode(payload)?;
            Some(match ended.ground() {
                proto::EndGround::Unfounded => "WITHDRAWN",
                _ => "TERMINATED",
            })
        }
        "CaseArchived" => Some(match now {
            "DISMISSAL_CLOSED" => "DISMISSAL_ARCHIVED",
            _ => "ARCHIVED",
        }),
        "DecisionRevoked" => {
            let revoked = proto::DecisionRevoked::decode(payload)?;
            Some(match (revoked.changed, revoked.paid_in_full, now) {
                (Some(_), true, _) => "PAID",
                (Some(_), false, "DECIDED") => "DECIDED",
                (Some(_), false, _) => "SERVED",
                (None, ..) if revoked.redo => "FILED",
                (None, ..) => "REVOKED",
            })
        }
        _ => None,
    })
}

/// Whether nothing follows a step but what corrects it.
pub fn is_final(step: &str) -> bool {
    matches!(
        step,
        "CLOSED"
            | "TERMINATED"
            | "WITHDRAWN"
            | "TRANSFERRED"
            | "ARCHIVED"
            | "DISMISSAL_CLOSED"
            | "DISMISSAL_ARCHIVED"
            | "REVOKED"
            | "ESCALATED"
            | "CANCELLED"
            | "CONVERTED"
    )
}
