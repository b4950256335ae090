//! Stable reasons about recordings.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        OCCASION_UNKNOWN:
            "The step of which it is said that it was not recorded is not in the case.",
            "请核对步骤及其编号。";
        RECORDED_OR_EXPLAINED:
            "The step is recorded, or it was said before why it is not.",
            "无需再作说明。";
        RECORDING_OWED:
            "A step that has to be recorded from beginning to end has no recording, and nobody has said why.",
            "请上传录音录像并关联该步骤；确实没有的，请说明未作音像记录的原因。";
    }
}
