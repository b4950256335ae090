//! Kinds, grounds and standings of measures as the contract writes them, and back.

use cases_domain::measure::{Handling, Holding, Left, MeasureKind, ReleaseGround};
use contract::cases::v1 as proto;

use super::{Read, Unreadable};

pub(super) const fn kind(it: MeasureKind) -> proto::MeasureKind {
    match it {
        MeasureKind::Seal => proto::MeasureKind::Seal,
        MeasureKind::Seize => proto::MeasureKind::Seize,
        MeasureKind::Freeze => proto::MeasureKind::Freeze,
        MeasureKind::Other => proto::MeasureKind::Other,
    }
}

pub(crate) const fn read_kind(it: proto::MeasureKind) -> Option<MeasureKind> {
    match it {
        proto::MeasureKind::Seal => Some(MeasureKind::Seal),
        proto::MeasureKind::Seize => Some(MeasureKind::Seize),
        proto::MeasureKind::Freeze => Some(MeasureKind::Freeze),
        proto::MeasureKind::Other => Some(MeasureKind::Other),
        proto::MeasureKind::Unspecified => None,
    }
}

pub(super) const fn ground(it: ReleaseGround) -> proto::ReleaseGround {
    match it {
        ReleaseGround::NoViolation => proto::ReleaseGround::NoViolation,
        ReleaseGround::Unrelated => proto::ReleaseGround::Unrelated,
        ReleaseGround::Decided => proto::ReleaseGround::Decided,
        ReleaseGround::Expired => proto::ReleaseGround::Expired,
        ReleaseGround::NoLongerNeeded => proto::ReleaseGround::NoLongerNeeded,
    }
}

pub(crate) const fn read_ground(it: proto::ReleaseGround) -> Option<ReleaseGround> {
    match it {
        proto::ReleaseGround::NoViolation => Some(ReleaseGround::NoViolation),
        proto::ReleaseGround::Unrelated => Some(ReleaseGround::Unrelated),
        proto::ReleaseGround::Decided => Some(ReleaseGround::Decided),
        proto::ReleaseGround::Expired => Some(ReleaseGround::Expired),
        proto::ReleaseGround::NoLongerNeeded => Some(ReleaseGround::NoLongerNeeded),
        proto::ReleaseGround::Unspecified => None,
    }
}

pub(super) const fn handling(it: Handling) -> proto::ObjectHandling {
    match it {
        Handling::Confiscated => proto::ObjectHandling::Confiscated,
        Handling::Destroyed => proto::ObjectHandling::Destroyed,
        Handling::Transferred => proto::ObjectHandling::Transferred,
        Handling::Offset => proto::ObjectHandling::Offset,
    }
}

pub(crate) const fn read_handling(it: proto::ObjectHandling) -> Option<Handling> {
    match it {
        proto::ObjectHandling::Confiscated => Some(Handling::Confiscated),
        proto::ObjectHandling::Destroyed => Some(Handling::Destroyed),
        proto::ObjectHandling::Transferred => Some(Handling::Transferred),
        proto::ObjectHandling::Offset => Some(Handling::Offset),
        proto::ObjectHandling::Unspecified => None,
    }
}

pub(super) const fn holding(it: Holding) -> proto::ObjectHolding {
    match it {
        Holding::Held => proto::ObjectHolding::Held,
        Holding::Disposed => proto::ObjectHolding::Disposed,
        Holding::Confiscated => proto::ObjectHolding::Confiscated,
        Holding::Destroyed => proto::ObjectHolding::Destroyed,
        Holding::Transferred => proto::ObjectHolding::Transferred,
        Holding::Offset => proto::ObjectHolding::Offset,
        Holding::Released => proto::ObjectHolding::Released,
        Holding::Returned => proto::ObjectHolding::Returned,
    }
}

pub(super) fn read_holding(it: proto::ObjectHolding) -> Read<Holding> {
    Ok(match it {
        proto::ObjectHolding::Held => Holding::Held,
        proto::ObjectHolding::Disposed => Holding::Disposed,
        proto::ObjectHolding::Confiscated => Holding::Confiscated,
        proto::ObjectHolding::Destroyed => Holding::Destroyed,
        proto::ObjectHolding::Transferred => Holding::Transferred,
        proto::ObjectHolding::Offset => Holding::Offset,
        proto::ObjectHolding::Released => Holding::Released,
        proto::ObjectHolding::Returned => Holding::Returned,
        proto::ObjectHolding::Unspecified => return Err(Unreadable("holding of an object")),
    })
}

pub(super) const fn left(it: Left) -> proto::ObjectsLeft {
    match it {
        Left::InPart => proto::ObjectsLeft::InPart,
        Left::ToReturn => proto::ObjectsLeft::ToReturn,
        Left::Settled => proto::ObjectsLeft::Settled,
    }
}

pub(super) fn read_left(it: proto::ObjectsLeft) -> Read<Left> {
    Ok(match it {
        proto::ObjectsLeft::InPart => Left::InPart,
        proto::ObjectsLeft::ToReturn => Left::ToReturn,
        proto::ObjectsLeft::Settled => Left::Settled,
        proto::ObjectsLeft::Unspecified => return Err(Unreadable("what is left of objects")),
    })
}
