//! Stable reasons of reviews and suits.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        REMEDY_BEFORE_DECISION:
            "The decision was not served before the party filed.",
            "请核对日期；决定书送达后方可申请复议、提起诉讼。";
        REMEDY_UNDER_WAY:
            "Another review or suit against the decision is under way.",
            "请先登记前一复议、诉讼的结果。";
        REVIEW_COMES_FIRST:
            "A decision made on the spot cannot be sued before it was reviewed.",
            "请告知当事人先向行政复议机关申请行政复议。";
        REMEDY_DATE_WRONG:
            "The day lies before that of the filing.",
            "请核对日期。";
        CHANGED_FINE_UNFIT:
            "The fine as changed is missing, or the result changes none.",
            "结果为变更的，请写明变更后的罚款；其他结果请留空。";
    }
}
