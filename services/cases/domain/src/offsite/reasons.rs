//! Stable reasons of records of devices.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        CAPTURE_OUTSIDE_INQUIRY:
            "Records of devices belong to the inquiry of an undecided penalty.",
            "请在行政处罚案件作出决定前登记。";
        DEVICE_NOT_REVIEWED:
            "The device was not reviewed, legally and technically, when it recorded.",
            "未经法制和技术审核的设备所作记录不得作为证据，请以其他方式取证。";
        DEVICE_PLACE_NOT_PUBLISHED:
            "The device's place was not published when it recorded.",
            "设置地点未向社会公布的设备所作记录不得作为证据，请以其他方式取证。";
        CAPTURE_TOLD_UNVERIFIED:
            "The party is told of what was verified, not before.",
            "请在记录审核后告知当事人。";
        CAPTURE_OPEN:
            "A record of a device is not verified, or the party was not told of it.",
            "请审核记录内容，并将符合要求的记录所载违法事实及查询、陈述、申辩途径告知当事人。";
    }
}
