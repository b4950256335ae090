//! Stable reasons of registered preservations.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        PRESERVATION_AFTER_DECISION:
            "The penalty has been decided; there is no evidence left to keep.",
            "先行登记保存应当在调查取证时办理。";
        PRESERVATION_APPROVED_BY_HANDLER:
            "Whoever approves a preservation has handled the case.",
            "请由未参与本案办理的机关负责人批准。";
        PRESERVATION_BEFORE_APPROVAL:
            "The preservation is dated before its approval.",
            "请核对实施时间；情况紧急先行实施的，按紧急先行登记保存办理。";
        HANDLED_BEFORE_KEPT:
            "The handling is dated before the preservation.",
            "请核对处理日期。";
        OBJECT_WITHOUT_FATE:
            "Not every object of the list is dealt with exactly once.",
            "请对清单所列物品逐项写明处理意见，每项一种。";
        SEIZED_WITHOUT_MEASURE:
            "An object is said to be seized, but no such measure runs.",
            "请先实施查封、扣押，并写明该措施的编号。";
        PRESERVATION_TIME_RUNNING:
            "The days to deal with what was kept are not over.",
            "请待期限届满；届满仍未处理的由系统自动解除。";
        PRESERVATION_OPEN:
            "A registered preservation is not yet dealt with.",
            "请先对先行登记保存的证据作出处理，或者撤回未实施的申请。";
    }
}
