//! Obligations, means and grounds of executions as the contract writes them, and back.

use cases_domain::Means;
use cases_domain::execution::{Harm, Obligation, Spill, SuspensionGround, TerminationGround};
use contract::cases::v1 as proto;

pub(crate) const fn obligation(it: Obligation) -> proto::ExecutionObligation {
    match it {
        Obligation::Money => proto::ExecutionObligation::Money,
        Obligation::Conduct => proto::ExecutionObligation::Conduct,
    }
}

pub(crate) const fn read_obligation(it: proto::ExecutionObligation) -> Option<Obligation> {
    match it {
        proto::ExecutionObligation::Money => Some(Obligation::Money),
        proto::ExecutionObligation::Conduct => Some(Obligation::Conduct),
        proto::ExecutionObligation::Unspecified => None,
    }
}

/// Measures are never decided as an execution: they have no place among its means.
pub(super) const fn means(it: Means) -> proto::ExecutionMeans {
    match it {
        Means::Transfer => proto::ExecutionMeans::Transfer,
        Means::Auction => proto::ExecutionMeans::Auction,
        Means::ClearObstruction => proto::ExecutionMeans::ClearObstruction,
        Means::Restore => proto::ExecutionMeans::Restore,
        Means::Demolish => proto::ExecutionMeans::Demolish,
        Means::Substitute => proto::ExecutionMeans::Substitute,
        Means::OtherExecution => proto::ExecutionMeans::Other,
        Means::Seal | Means::Seize | Means::Freeze | Means::OtherMeasure => {
            proto::ExecutionMeans::Unspecified
        }
    }
}

pub(crate) const fn read_means(it: proto::ExecutionMeans) -> Option<Means> {
    match it {
        proto::ExecutionMeans::Transfer => Some(Means::Transfer),
        proto::ExecutionMeans::Auction => Some(Means::Auction),
        proto::ExecutionMeans::ClearObstruction => Some(Means::ClearObstruction),
        proto::ExecutionMeans::Restore => Some(Means::Restore),
        proto::ExecutionMeans::Demolish => Some(Means::Demolish),
        proto::ExecutionMeans::Substitute => Some(Means::Substitute),
        proto::ExecutionMeans::Other => Some(Means::OtherExecution),
        proto::ExecutionMeans::Unspecified => None,
    }
}

pub(super) const fn harm(it: Harm) -> proto::SubstituteHarm {
    match it {
        Harm::TrafficSafety => proto::SubstituteHarm::TrafficSafety,
        Harm::Pollution => proto::SubstituteHarm::Pollution,
        Harm::NaturalResources => proto::SubstituteHarm::NaturalResources,
    }
}

pub(crate) const fn read_harm(it: proto::SubstituteHarm) -> Option<Harm> {
    match it {
        proto::SubstituteHarm::TrafficSafety => Some(Harm::TrafficSafety),
        proto::SubstituteHarm::Pollution => Some(Harm::Pollution),
        proto::SubstituteHarm::NaturalResources => Some(Harm::NaturalResources),
        proto::SubstituteHarm::Unspecified => None,
    }
}

pub(super) const fn spill(it: Spill) -> proto::SpillKind {
    match it {
        Spill::Spilled => proto::SpillKind::Spilled,
        Spill::Obstacle => proto::SpillKind::Obstacle,
        Spill::Pollutant => proto::SpillKind::Pollutant,
    }
}

pub(crate) const fn read_spill(it: proto::SpillKind) -> Option<Spill> {
    match it {
        proto::SpillKind::Spilled => Some(Spill::Spilled),
        proto::SpillKind::Obstacle => Some(Spill::Obstacle),
        proto::SpillKind::Pollutant => Some(Spill::Pollutant),
        proto::SpillKind::Unspecified => None,
    }
}

pub(super) const fn ground(it: SuspensionGround) -> proto::SuspensionGround {
    match it {
        SuspensionGround::Inability => proto::SuspensionGround::Inability,
        SuspensionGround::ThirdParty => proto::SuspensionGround::ThirdParty,
        SuspensionGround::IrreparableLoss => proto::SuspensionGround::IrreparableLoss,
        SuspensionGround::Other => proto::SuspensionGround::Other,
    }
}

pub(crate) const fn read_ground(it: proto::SuspensionGround) -> Option<SuspensionGround> {
    match it {
        proto::SuspensionGround::Inability => Some(SuspensionGround::Inability),
        proto::SuspensionGround::ThirdParty => Some(SuspensionGround::ThirdParty),
        proto::SuspensionGround::IrreparableLoss => Some(SuspensionGround::IrreparableLoss),
        proto::SuspensionGround::Other => Some(SuspensionGround::Other),
        proto::SuspensionGround::Unspecified => None,
    }
}

pub(super) const fn termination(it: TerminationGround) -> proto::TerminationGround {
    match it {
        TerminationGround::Death => proto::TerminationGround::Death,
        TerminationGround::Dissolution => proto::TerminationGround::Dissolution,
        TerminationGround::ObjectLost => proto::TerminationGround::ObjectLost,
        TerminationGround::DecisionRevoked => proto::TerminationGround::DecisionRevoked,
        TerminationGround::Other => proto::TerminationGround::Other,
    }
}

pub(crate) const fn read_termination(it: proto::TerminationGround) -> Option<TerminationGround> {
    match it {
        proto::TerminationGround::Death => Some(TerminationGround::Death),
        proto::TerminationGround::Dissolution => Some(TerminationGround::Dissolution),
        proto::TerminationGround::ObjectLost => Some(TerminationGround::ObjectLost),
        proto::TerminationGround::DecisionRevoked => Some(TerminationGround::DecisionRevoked),
        proto::TerminationGround::Other => Some(TerminationGround::Other),
        proto::TerminationGround::Unspecified => None,
    }
}
