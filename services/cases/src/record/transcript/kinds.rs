//! The choices of a transcript as the contract writes them, and back.

use cases_domain::transcript::{AttendantRole, Condition, MarkManner, Reading, UnsignedManner};
use contract::cases::v1 as proto;

pub(super) const fn condition(it: Condition) -> proto::TranscriptCondition {
    match it {
        Condition::CannotRead => proto::TranscriptCondition::CannotRead,
        Condition::OtherLanguage => proto::TranscriptCondition::OtherLanguage,
        Condition::DeafMute => proto::TranscriptCondition::DeafMute,
        Condition::Minor => proto::TranscriptCondition::Minor,
    }
}

pub(crate) const fn read_condition(it: proto::TranscriptCondition) -> Option<Condition> {
    match it {
        proto::TranscriptCondition::CannotRead => Some(Condition::CannotRead),
        proto::TranscriptCondition::OtherLanguage => Some(Condition::OtherLanguage),
        proto::TranscriptCondition::DeafMute => Some(Condition::DeafMute),
        proto::TranscriptCondition::Minor => Some(Condition::Minor),
        proto::TranscriptCondition::Unspecified => None,
    }
}

pub(super) const fn attendant_role(it: AttendantRole) -> proto::TranscriptAttendantRole {
    match it {
        AttendantRole::Interpreter => proto::TranscriptAttendantRole::Interpreter,
        AttendantRole::Guardian => proto::TranscriptAttendantRole::Guardian,
        AttendantRole::Witness => proto::TranscriptAttendantRole::Witness,
        AttendantRole::Presider => proto::TranscriptAttendantRole::Presider,
        AttendantRole::Clerk => proto::TranscriptAttendantRole::Clerk,
        AttendantRole::Agent => proto::TranscriptAttendantRole::Agent,
        AttendantRole::Other => proto::TranscriptAttendantRole::Other,
    }
}

pub(crate) const fn read_attendant_role(
    it: proto::TranscriptAttendantRole,
) -> Option<AttendantRole> {
    match it {
        proto::TranscriptAttendantRole::Interpreter => Some(AttendantRole::Interpreter),
        proto::TranscriptAttendantRole::Guardian => Some(AttendantRole::Guardian),
        proto::TranscriptAttendantRole::Witness => Some(AttendantRole::Witness),
        proto::TranscriptAttendantRole::Presider => Some(AttendantRole::Presider),
        proto::TranscriptAttendantRole::Clerk => Some(AttendantRole::Clerk),
        proto::TranscriptAttendantRole::Agent => Some(AttendantRole::Agent),
        proto::TranscriptAttendantRole::Other => Some(AttendantRole::Other),
        proto::TranscriptAttendantRole::Unspecified => None,
    }
}

pub(super) const fn mark_manner(it: MarkManner) -> proto::TranscriptMarkManner {
    match it {
        MarkManner::Strokes => proto::TranscriptMarkManner::Strokes,
        MarkManner::Paper => proto::TranscriptMarkManner::Paper,
        MarkManner::Seal => proto::TranscriptMarkManner::Seal,
        MarkManner::Fingerprint => proto::TranscriptMarkManner::Fingerprint,
        MarkManner::Otherwise => proto::TranscriptMarkManner::Otherwise,
    }
}

pub(crate) const fn read_mark_manner(it: proto::TranscriptMarkManner) -> Option<MarkManner> {
    match it {
        proto::TranscriptMarkManner::Strokes => Some(MarkManner::Strokes),
        proto::TranscriptMarkManner::Paper => Some(MarkManner::Paper),
        proto::TranscriptMarkManner::Seal => Some(MarkManner::Seal),
        proto::TranscriptMarkManner::Fingerprint => Some(MarkManner::Fingerprint),
        proto::TranscriptMarkManner::Otherwise => Some(MarkManner::Otherwise),
        proto::TranscriptMarkManner::Unspecified => None,
    }
}

pub(super) const fn reading(it: Option<Reading>) -> proto::TranscriptReading {
    match it {
        Some(Reading::Read) => proto::TranscriptReading::Read,
        Some(Reading::ReadOut) => proto::TranscriptReading::ReadOut,
        None => proto::TranscriptReading::Unspecified,
    }
}

pub(crate) const fn read_reading(it: proto::TranscriptReading) -> Option<Reading> {
    match it {
        proto::TranscriptReading::Read => Some(Reading::Read),
        proto::TranscriptReading::ReadOut => Some(Reading::ReadOut),
        proto::TranscriptReading::Unspecified => None,
    }
}

pub(super) const fn unsigned_manner(it: UnsignedManner) -> proto::TranscriptUnsignedManner {
    match it {
        UnsignedManner::Refused => proto::TranscriptUnsignedManner::Refused,
        UnsignedManner::Absent => proto::TranscriptUnsignedManner::Absent,
    }
}

pub(crate) const fn read_unsigned_manner(
    it: proto::TranscriptUnsignedManner,
) -> Option<UnsignedManner> {
    match it {
        proto::TranscriptUnsignedManner::Refused => Some(UnsignedManner::Refused),
        proto::TranscriptUnsignedManner::Absent => Some(UnsignedManner::Absent),
        proto::TranscriptUnsignedManner::Unspecified => None,
    }
}
