//! 送达: on which day a document counts as served (民事诉讼法 87–95, 行政处罚法 61).

use calendar::{CivilDate, Period};

use crate::{Citation, Law};

/// How a document reached the party, with what decides the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// 直接送达: signed for.
    InPerson {
        /// The day of signature.
        signed_on: CivilDate,
    },
    /// 留置送达: left behind after refusal.
    Left {
        /// The day it was left.
        on: CivilDate,
        /// What proves it.
        proof: LeavingProof,
    },
    /// 邮寄送达.
    Post {
        /// The day on the receipt; none came back yet.
        receipt: Option<CivilDate>,
    },
    /// 电子送达.
    Electronic {
        /// The day it reached the designated receiving system.
        arrived_on: CivilDate,
        /// Whether the party signed the confirmation.
        consent: Consent,
    },
    /// 公告送达.
    PublicNotice {
        /// The day of publication.
        published_on: CivilDate,
        /// The time that must pass: the domain's parameter.
        period: Period,
    },
}

/// What proves that a document was left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeavingProof {
    /// A witness, or a full photo or video record in his place.
    WitnessOrRecord,
    /// Nothing.
    Missing,
}

/// Whether the party signed the confirmation that allows electronic service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Signed.
    Signed,
    /// Not signed: what is sent is not served.
    Missing,
}

impl Delivery {
    /// The day of service; `None` while the document is not served in law.
    ///
    /// A day of rest is a day of service like any other: what runs from it starts the next day.
    pub fn served_on(&self) -> Option<CivilDate> {
        match *self {
            Self::InPerson { signed_on } => Some(signed_on),
            Self::Left {
                on,
                proof: LeavingProof::WitnessOrRecord,
            } => Some(on),
            Self::Post { receipt } => receipt,
            Self::Electronic {
                arrived_on,
                consent: Consent::Signed,
            } => Some(arrived_on),
            Self::PublicNotice {
                published_on,
                period,
            } => Some(period.nominal_from(published_on)),
            Self::Left {
                proof: LeavingProof::Missing,
                ..
            }
            | Self::Electronic {
                consent: Consent::Missing,
                ..
            } => None,
        }
    }

    /// The place that sets the day.
    pub const fn citation(&self) -> Citation {
        let article = match self {
            Self::InPerson { .. } => 88,
            Self::Left { .. } => 89,
            Self::Electronic { .. } => 90,
            Self::Post { .. } => 91,
            Self::PublicNotice { .. } => 95,
        };
        Citation::article(Law::CivilProcedureLaw, article)
    }
}

/// Whether something sent or handed in by the last day is in time: posted in time is in time,
/// travel is not counted (民事诉讼法 85(4)).
pub fn in_time(deadline: CivilDate, posted: Option<CivilDate>, arrived: Option<CivilDate>) -> bool {
    posted.or(arrived).is_some_and(|on| on <= deadline)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn what_is_sent_without_consent_is_not_served() {
        let sent = |consent| {
            Delivery::Electronic {
                arrived_on: day("2026-11-22"),
                consent,
            }
            .served_on()
        };
        assert_eq!(sent(Consent::Signed), Some(day("2026-11-22")));
        assert_eq!(sent(Consent::Missing), None);
    }

    #[test]
    fn a_document_left_without_proof_is_not_served() {
        let left = |proof| {
            Delivery::Left {
                on: day("2026-11-18"),
                proof,
            }
            .served_on()
        };
        assert_eq!(left(LeavingProof::WitnessOrRecord), Some(day("2026-11-18")));
        assert_eq!(left(LeavingProof::Missing), None);
    }

    #[test]
    fn a_public_notice_serves_on_its_last_day() {
        let notice = Delivery::PublicNotice {
            published_on: day("2026-06-01"),
            period: crate::limits::PUBLIC_NOTICE_SERVICE.period,
        };
        assert_eq!(notice.served_on(), Some(day("2026-07-01")));
        assert_eq!(notice.citation().to_string(), "民事诉讼法第九十五条");
    }

    #[test]
    fn posted_in_time_is_in_time() {
        let deadline = day("2026-10-12");
        assert!(in_time(deadline, Some(deadline), Some(day("2026-10-16"))));
        assert!(!in_time(deadline, None, Some(day("2026-10-13"))));
        assert!(!in_time(deadline, Some(day("2026-10-13")), None));
        assert!(!in_time(deadline, None, None));
    }
}
