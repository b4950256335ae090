//! Stable reasons of distinctions of acts.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        NOT_ANOTHER_CASE:
            "The case named is not another one that was filed against the party.",
            "请填写限制本案罚款的另一案件的身份码。";
        FINED_ALREADY:
            "A fine for the same act stands already.",
            "对同一违法行为不得给予两次以上罚款；可依法给予其他种类的处罚，确属不同违法行为的，请机关负责人认定。";
        FILED_ALREADY:
            "The act was filed already; whoever filed first handles it.",
            "请由最先立案的机关办理；认为应当由本机关管辖的，可凭案件身份码提出管辖争议；确属另一违法行为的，请说明理由。";
        NOT_A_FIRST_OFFENCE:
            "A breach of the same kind is on record within the window.",
            "不符合首次违法的条件，请改用其他理由或者依法处罚。";
    }
}
