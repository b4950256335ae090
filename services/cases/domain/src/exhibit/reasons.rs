//! Stable reasons of exhibits.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        FILE_ARCHIVED:
            "The file of the case is archived, or the case has ended for good.",
            "归档后案卷不再变动；需要补充的，依法在新的程序中办理。";
        EXHIBIT_ON_FILE:
            "A file of the same content is on file in this case.",
            "无需重复入卷；需要说明其他用途的，请关联已入卷的证据材料。";
        EXHIBIT_LINK_UNKNOWN:
            "The step or listed object that the exhibit is said to belong to is not in the case.",
            "请先记录该步骤，或者核对步骤和清单物品的编号。";
        RECORDING_TIMES_WRONG:
            "The times of the recording do not fit the step that it is said to record.",
            "请核对录音录像的起止时间和所记录的步骤。";
        GRANTEE_UNKNOWN:
            "The agency that is to rely on the exhibit is unknown, or is the one that handles the case.",
            "请在执法要素中心核对机关编号。";
        GRANT_PERIOD_OVER:
            "The last day of the grant has passed.",
            "请填写今日或者以后的截止日期。";
        GRANT_NOT_STANDING:
            "There is no such grant, or it was withdrawn before.",
            "请刷新案件页面，核对授权编号。";
        USE_NOT_GRANTED:
            "No such grant was made to the agency that handles the case.",
            "请向取得证据的机关申请授权，并核对案件、证据材料和授权的编号。";
        GRANT_WITHDRAWN_OR_OVER:
            "The grant was withdrawn, or its last day has passed.",
            "需要使用的，请向取得证据的机关重新申请授权；此前已经使用的不受影响。";
        GRANT_OF_OWN_CASE:
            "The exhibit is on file in this very case.",
            "请直接引用本案的证据材料。";
        EXHIBIT_UNKNOWN:
            "The evidence names an exhibit that is not on file.",
            "请先上传文件入卷，再填写证据材料的编号。";
    }
}
