//! 离线操作: an act that an officer's phone recorded without a network and sent later (福建省人民政府令第242号 §17).
//!
//! Nothing here moves a case: the act does, judged like everybody's. What is kept beside it is what the phone says of the
//! recording and what the platform makes of that.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use statute::{Citation, limits};
use uuid::Uuid;

use crate::{BackEntry, OfficerId};

/// What the clock of a device showed, beside the platform's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceClock {
    /// The device's clock when the act was recorded.
    pub recorded: DateTime<Utc>,
    /// The device's clock when it was sent.
    pub sent: DateTime<Utc>,
    /// The platform's clock when it arrived.
    pub received: DateTime<Utc>,
}

/// A recorded act that became one of the case's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandReplayed {
    /// The phone's id of the command: the request id of the act.
    pub command: Uuid,
    /// Method (gRPC path).
    pub method: String,
    /// The device.
    pub device: String,
    /// Number of the command on the device.
    pub sequence: i64,
    /// What the clocks showed.
    pub clock: DeviceClock,
    /// Whether the device's clock is not to be relied on.
    pub clock_off: bool,
    /// Why it was recorded off-line, on which day by the platform's reckoning, and whether it was entered too late.
    pub entry: BackEntry,
    /// Officer who sent it; empty: the account is no officer's.
    pub by: OfficerId,
}

impl DeviceClock {
    /// By how much the device's clock was ahead of the platform's when it sent, in whole seconds; less than nothing: behind. What
    /// the way took is in it.
    pub fn ahead(&self) -> TimeDelta {
        TimeDelta::seconds((self.sent - self.received).num_seconds())
    }

    /// When the act was recorded by the platform's reckoning: the device's clock, set right by how far it was off when it sent.
    /// Never after the arrival.
    pub fn reckoned(&self) -> DateTime<Utc> {
        let reckoned = self.recorded.checked_sub_signed(self.ahead());
        reckoned.map_or(self.received, |at| at.min(self.received))
    }

    /// Whether the device's clock is not to be relied on: further off than `tolerance`, or turned back between recording and
    /// sending.
    pub fn is_off(&self, tolerance: TimeDelta) -> bool {
        self.ahead().abs() > tolerance || self.recorded - self.sent > tolerance
    }
}

impl CommandReplayed {
    /// The article that lets acts be entered afterwards.
    pub const fn citation() -> Citation {
        limits::BACK_ENTRY.citation
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        let (reason, clock) = (self.entry.offline.reason.zh(), &self.clock);
        let late = if self.entry.late {
            "，补录已超过五个工作日"
        } else {
            ""
        };
        let off = if self.clock_off {
            format!("，设备时钟有误（{}）", ahead(clock.ahead()))
        } else {
            String::new()
        };
        format!(
            "离线办理后补录（{reason}）：设备记录时间{}，平台收到时间{}{off}{late}",
            minute(clock.recorded),
            minute(clock.received)
        )
    }
}

/// A minute in Shanghai: `2023年11月20日09:05`.
fn minute(at: DateTime<Utc>) -> String {
    let there = at + TimeDelta::hours(8);
    format!(
        "{}{}",
        calendar::CivilDate::of(at).zh(),
        there.format("%H:%M")
    )
}

/// By how much a clock is ahead, in Chinese: `快3天`, `慢12分钟`.
fn ahead(by: TimeDelta) -> String {
    let word = if by < TimeDelta::zero() { "慢" } else { "快" };
    let by = by.abs() + TimeDelta::seconds(30);
    match (by.num_days(), by.num_hours(), by.num_minutes()) {
        (0, 0, 0) => "记录时间晚于发送时间".to_owned(),
        (0, 0, minutes) => format!("{word}{minutes}分钟"),
        (0, hours, _) => format!("{word}{hours}小时"),
        (days, _, _) => format!("{word}{days}天"),
    }
}

#[cfg(test)]
mod tests {
    use calendar::CivilDate;

    use super::*;
    use crate::{Offline, OfflineReason};

    fn clock(recorded: &str, sent: &str, received: &str) -> DeviceClock {
        let at = |text: &str| text.parse().unwrap();
        DeviceClock {
            recorded: at(recorded),
            sent: at(sent),
            received: at(received),
        }
    }

    const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

    #[test]
    fn a_clock_three_days_ahead_is_set_right_and_flagged() {
        let clock = clock(
            "2023-11-23T09:00:00+08:00",
            "2023-11-23T18:00:00+08:00",
            "2023-11-20T18:00:02+08:00",
        );
        assert!(clock.is_off(TOLERANCE));
        assert_eq!(
            clock.reckoned(),
            "2023-11-20T09:00:02+08:00"
                .parse::<DateTime<Utc>>()
                .unwrap()
        );
        let day = CivilDate::parse("2023-11-20").unwrap();
        let replayed = CommandReplayed {
            command: Uuid::nil(),
            method: String::new(),
            device: "p-1".to_owned(),
            sequence: 1,
            clock,
            clock_off: true,
            entry: BackEntry {
                offline: Offline {
                    reason: OfflineReason::NoNetwork,
                    handled_on: day,
                    obstacle_ended_on: day,
                },
                late: true,
            },
            by: OfficerId("o".to_owned()),
        };
        assert_eq!(
            replayed.summary(),
            "离线办理后补录（现场无网络）：设备记录时间2023年11月23日09:00，平台收到时间2023年11月20日18:00，\
             设备时钟有误（快3天），补录已超过五个工作日"
        );
    }

    #[test]
    fn a_clock_that_is_right_is_not_flagged() {
        let clock = clock(
            "2023-11-20T09:00:00+08:00",
            "2023-11-20T18:00:00+08:00",
            "2023-11-20T18:00:03+08:00",
        );
        assert!(!clock.is_off(TOLERANCE));
        assert_eq!(clock.ahead(), TimeDelta::seconds(-3));
    }

    #[test]
    fn a_clock_that_was_turned_back_is_flagged_and_reckons_nothing_into_the_future() {
        let clock = clock(
            "2023-11-21T09:00:00+08:00",
            "2023-11-20T18:00:00+08:00",
            "2023-11-20T18:00:00+08:00",
        );
        assert!(clock.is_off(TOLERANCE));
        assert_eq!(clock.reckoned(), clock.received);
    }
}
