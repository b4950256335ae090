//! What is proposed, told and decided as the contract writes it, and back.

use std::collections::BTreeSet;

use cases_domain::disposal::{Mitigation, MitigationGround, SpareGround};
use cases_domain::{Disposal, Fen, Ruling, Sanction, SanctionKind};
use contract::cases::v1 as proto;
use statute::legal_review::Ground;

use super::{Unreadable, parts};

type Read<T> = Result<T, Unreadable>;

/// The disposal as the contract writes it.
pub(crate) fn write(it: &Disposal) -> proto::Disposal {
    let (ruling, spare_ground, transfer_to) = match &it.ruling {
        Ruling::Punished => (proto::Ruling::Punished, None, ""),
        Ruling::Spared(ground) => (proto::Ruling::Spared, Some(*ground), ""),
        Ruling::NotEstablished => (proto::Ruling::NotEstablished, None, ""),
        Ruling::ToPolice(to) => (proto::Ruling::ToPolice, None, to.as_str()),
        Ruling::ToOther(to) => (proto::Ruling::ToOther, None, to.as_str()),
    };
    let mitigation = it.mitigation.as_ref();
    proto::Disposal {
        ruling: ruling.into(),
        spare_ground: spare_ground
            .map_or(proto::SpareGround::Unspecified, spare)
            .into(),
        sanctions: it.sanctions.iter().map(sanction).collect(),
        mitigation_ground: mitigation
            .map_or(proto::MitigationGround::Unspecified, |it| {
                mitigated(it.ground)
            })
            .into(),
        mitigation_reasons: mitigation.map(|it| it.reasons.clone()).unwrap_or_default(),
        refund: it.refund.clone(),
        departure: it.departure.clone(),
        review_grounds: it.grounds.iter().map(|it| ground(*it).into()).collect(),
        transfer_to: transfer_to.to_owned(),
    }
}

/// The disposal of a record; of one from before the whole was kept: the fine alone.
pub(super) fn read(it: Option<proto::Disposal>, fine_fen: i64) -> Read<Disposal> {
    let Some(it) = it else {
        return Ok(match parts::amount(fine_fen)? {
            Fen::ZERO => Disposal::default(),
            fine => Disposal::fined(fine),
        });
    };
    let ruling =
        read_ruling(it.ruling(), it.spare_ground(), &it.transfer_to).ok_or(Unreadable("ruling"))?;
    let mitigation = read_mitigated(it.mitigation_ground()).map(|ground| Mitigation {
        ground,
        reasons: it.mitigation_reasons.clone(),
    });
    let grounds = it.review_grounds().map(read_ground);
    Ok(Disposal {
        ruling,
        mitigation,
        grounds: grounds
            .collect::<Option<BTreeSet<_>>>()
            .ok_or(Unreadable("ground of a review"))?,
        sanctions: it
            .sanctions
            .into_iter()
            .map(read_sanction)
            .collect::<Read<_>>()?,
        refund: it.refund,
        departure: it.departure,
    })
}

fn sanction(it: &Sanction) -> proto::Sanction {
    proto::Sanction {
        kind: kind(it.kind).into(),
        amount_fen: parts::fen(it.amount),
        term_days: parts::count(it.days),
        object: it.object.clone(),
        basis: it.basis.clone(),
    }
}

fn read_sanction(it: proto::Sanction) -> Read<Sanction> {
    Ok(Sanction {
        kind: read_kind(it.kind()).ok_or(Unreadable("kind of sanction"))?,
        amount: parts::amount(it.amount_fen)?,
        days: parts::number(it.term_days)?,
        object: it.object,
        basis: it.basis,
    })
}

/// What is done with a case; none: not stated, or without what belongs to it.
pub(crate) fn read_ruling(
    ruling: proto::Ruling,
    ground: proto::SpareGround,
    to: &str,
) -> Option<Ruling> {
    let to = || (!to.is_empty()).then(|| to.to_owned());
    match ruling {
        proto::Ruling::Punished => Some(Ruling::Punished),
        proto::Ruling::Spared => read_spare(ground).map(Ruling::Spared),
        proto::Ruling::NotEstablished => Some(Ruling::NotEstablished),
        proto::Ruling::ToPolice => to().map(Ruling::ToPolice),
        proto::Ruling::ToOther => to().map(Ruling::ToOther),
        proto::Ruling::Unspecified => None,
    }
}

const fn spare(ground: SpareGround) -> proto::SpareGround {
    match ground {
        SpareGround::MinorCorrected => proto::SpareGround::MinorCorrected,
        SpareGround::FirstOffence => proto::SpareGround::FirstOffence,
        SpareGround::NoFault => proto::SpareGround::NoFault,
        SpareGround::UnderFourteen => proto::SpareGround::UnderFourteen,
        SpareGround::Incapable => proto::SpareGround::Incapable,
    }
}

const fn read_spare(ground: proto::SpareGround) -> Option<SpareGround> {
    match ground {
        proto::SpareGround::MinorCorrected => Some(SpareGround::MinorCorrected),
        proto::SpareGround::FirstOffence => Some(SpareGround::FirstOffence),
        proto::SpareGround::NoFault => Some(SpareGround::NoFault),
        proto::SpareGround::UnderFourteen => Some(SpareGround::UnderFourteen),
        proto::SpareGround::Incapable => Some(SpareGround::Incapable),
        proto::SpareGround::Unspecified => None,
    }
}

const fn mitigated(ground: MitigationGround) -> proto::MitigationGround {
    match ground {
        MitigationGround::Minor => proto::MitigationGround::Minor,
        MitigationGround::HarmRemoved => proto::MitigationGround::HarmRemoved,
        MitigationGround::Coerced => proto::MitigationGround::Coerced,
        MitigationGround::Disclosed => proto::MitigationGround::Disclosed,
        MitigationGround::Merit => proto::MitigationGround::Merit,
        MitigationGround::OtherByLaw => proto::MitigationGround::OtherByLaw,
    }
}

pub(crate) const fn read_mitigated(ground: proto::MitigationGround) -> Option<MitigationGround> {
    match ground {
        proto::MitigationGround::Minor => Some(MitigationGround::Minor),
        proto::MitigationGround::HarmRemoved => Some(MitigationGround::HarmRemoved),
        proto::MitigationGround::Coerced => Some(MitigationGround::Coerced),
        proto::MitigationGround::Disclosed => Some(MitigationGround::Disclosed),
        proto::MitigationGround::Merit => Some(MitigationGround::Merit),
        proto::MitigationGround::OtherByLaw => Some(MitigationGround::OtherByLaw),
        proto::MitigationGround::Unspecified => None,
    }
}

pub(crate) const fn ground(ground: Ground) -> proto::LegalReviewGround {
    match ground {
        Ground::MajorPublicInterest => proto::LegalReviewGround::MajorPublicInterest,
        Ground::HearingHeld => proto::LegalReviewGround::HearingHeld,
        Ground::Complex => proto::LegalReviewGround::Complex,
        Ground::OtherByLaw => proto::LegalReviewGround::OtherByLaw,
        Ground::Heavy => proto::LegalReviewGround::Heavy,
    }
}

pub(crate) const fn read_ground(ground: proto::LegalReviewGround) -> Option<Ground> {
    match ground {
        proto::LegalReviewGround::MajorPublicInterest => Some(Ground::MajorPublicInterest),
        proto::LegalReviewGround::HearingHeld => Some(Ground::HearingHeld),
        proto::LegalReviewGround::Complex => Some(Ground::Complex),
        proto::LegalReviewGround::OtherByLaw => Some(Ground::OtherByLaw),
        proto::LegalReviewGround::Heavy => Some(Ground::Heavy),
        proto::LegalReviewGround::Unspecified => None,
    }
}

const fn kind(kind: SanctionKind) -> proto::SanctionKind {
    match kind {
        SanctionKind::Warning => proto::SanctionKind::Warning,
        SanctionKind::Criticism => proto::SanctionKind::Criticism,
        SanctionKind::Fine => proto::SanctionKind::Fine,
        SanctionKind::IncomeConfiscation => proto::SanctionKind::IncomeConfiscation,
        SanctionKind::GoodsConfiscation => proto::SanctionKind::GoodsConfiscation,
        SanctionKind::LicenceSuspension => proto::SanctionKind::LicenceSuspension,
        SanctionKind::Downgrading => proto::SanctionKind::Downgrading,
        SanctionKind::LicenceRevocation => proto::SanctionKind::LicenceRevocation,
        SanctionKind::BusinessRestriction => proto::SanctionKind::BusinessRestriction,
        SanctionKind::BusinessSuspension => proto::SanctionKind::BusinessSuspension,
        SanctionKind::Closure => proto::SanctionKind::Closure,
        SanctionKind::TradeBar => proto::SanctionKind::TradeBar,
        SanctionKind::Detention => proto::SanctionKind::Detention,
        SanctionKind::Other => proto::SanctionKind::Other,
    }
}

pub(crate) const fn read_kind(kind: proto::SanctionKind) -> Option<SanctionKind> {
    match kind {
        proto::SanctionKind::Warning => Some(SanctionKind::Warning),
        proto::SanctionKind::Criticism => Some(SanctionKind::Criticism),
        proto::SanctionKind::Fine => Some(SanctionKind::Fine),
        proto::SanctionKind::IncomeConfiscation => Some(SanctionKind::IncomeConfiscation),
        proto::SanctionKind::GoodsConfiscation => Some(SanctionKind::GoodsConfiscation),
        proto::SanctionKind::LicenceSuspension => Some(SanctionKind::LicenceSuspension),
        proto::SanctionKind::Downgrading => Some(SanctionKind::Downgrading),
        proto::SanctionKind::LicenceRevocation => Some(SanctionKind::LicenceRevocation),
        proto::SanctionKind::BusinessRestriction => Some(SanctionKind::BusinessRestriction),
        proto::SanctionKind::BusinessSuspension => Some(SanctionKind::BusinessSuspension),
        proto::SanctionKind::Closure => Some(SanctionKind::Closure),
        proto::SanctionKind::TradeBar => Some(SanctionKind::TradeBar),
        proto::SanctionKind::Detention => Some(SanctionKind::Detention),
        proto::SanctionKind::Other => Some(SanctionKind::Other),
        proto::SanctionKind::Unspecified => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_decided_reads_back() {
        let rulings = [
            Ruling::Punished,
            Ruling::NotEstablished,
            Ruling::ToPolice("漳州市公安局龙海分局".to_owned()),
            Ruling::ToOther("龙海区城市管理局".to_owned()),
        ];
        let spared = SpareGround::ALL.iter().copied().map(Ruling::Spared);
        for ruling in rulings.into_iter().chain(spared) {
            for mitigation in MitigationGround::ALL {
                let whole = Disposal {
                    ruling: ruling.clone(),
                    sanctions: SanctionKind::ALL
                        .iter()
                        .map(|kind| Sanction {
                            amount: Fen(7),
                            days: 30,
                            object: "许可证".to_owned(),
                            basis: "产品质量法第五十四条".to_owned(),
                            ..Sanction::new(*kind)
                        })
                        .collect(),
                    mitigation: Some(Mitigation {
                        ground: *mitigation,
                        reasons: "主动召回".to_owned(),
                    }),
                    refund: "无需退赔".to_owned(),
                    departure: "不适用从重".to_owned(),
                    grounds: Ground::ALL.iter().copied().collect(),
                };
                assert_eq!(read(Some(write(&whole)), 7), Ok(whole));
            }
        }
        assert_eq!(
            read(None, 300_000),
            Ok(Disposal::fined(Fen::yuan(3000))),
            "from before the whole was kept"
        );
    }
}
