//! 补录: what was handled off-line and is entered afterwards (福建省人民政府令第242号 §17).

use calendar::{Calendar, CivilDate};
use serde::{Deserialize, Serialize};
use statute::limits;

/// Why a case was first handled off-line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfflineReason {
    /// 现场无网络
    NoNetwork,
    /// 平台故障且情况紧急
    PlatformFailure,
    /// 法律法规另有规定
    Law,
}

/// How a case was first handled off-line, as its officer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offline {
    /// Why.
    pub reason: OfflineReason,
    /// Day on which it was handled, not after the obstacle ended.
    pub handled_on: CivilDate,
    /// Day on which the obstacle ended, not in the future.
    pub obstacle_ended_on: CivilDate,
}

/// A case that was entered afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackEntry {
    /// How it was handled.
    pub offline: Offline,
    /// Whether it was entered later than five working days after the obstacle ended.
    pub late: bool,
}

impl Offline {
    /// The back-entry made on a day. What a holiday schedule that is not yet known may still move is not called late.
    pub fn entered(self, on: CivilDate, calendar: &Calendar) -> BackEntry {
        let due = limits::BACK_ENTRY.due(calendar, self.obstacle_ended_on);
        BackEntry {
            offline: self,
            late: due.is_ok_and(|due| on > due.due),
        }
    }
}

impl OfflineReason {
    /// The reason in Chinese: `现场无网络`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::NoNetwork => "现场无网络",
            Self::PlatformFailure => "平台故障且情况紧急",
            Self::Law => "法律法规另有规定",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_late_from_the_sixth_working_day_after_the_obstacle_ended() {
        let day = |text| CivilDate::parse(text).unwrap();
        let calendar = Calendar::state_council();
        let offline = |ended| Offline {
            reason: OfflineReason::NoNetwork,
            handled_on: day("2026-09-20"),
            obstacle_ended_on: day(ended),
        };
        // 2026-09-25 to 27 and 2026-10-01 to 07 are days of rest.
        let late = |on| offline("2026-09-23").entered(day(on), &calendar).late;
        assert!(!late("2026-10-08"));
        assert!(late("2026-10-09"));
        let unknown_year = offline("2026-12-30").entered(day("2027-01-20"), &calendar);
        assert!(
            !unknown_year.late,
            "a schedule that is not known accuses nobody"
        );
    }
}
