//! Stable reasons of weighing.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        NOT_A_PENALTY_CASE:
            "The case punishes nobody.",
            "裁量只用于行政处罚案件。";
        PROPOSAL_ALREADY_MADE:
            "What is to be told or decided has been proposed; it can be weighed again once the inquiry goes on.",
            "请在调查终结之前，或者因陈述申辩恢复调查之后再适用裁量基准。";
        LAW_NOT_KNOWN:
            "The item with its range on the day of the act is not known, so nothing can be weighed.",
            "请核对处罚事项在违法行为发生之日的权责清单。";
        TIER_NOT_OF_STANDARD:
            "The tier, or the condition of it that is met, is not in the standard in force, or a standard is in force and no tier is named.",
            "请从当时有效的裁量基准中选择阶次和适用条件。";
        CIRCUMSTANCE_NOT_KNOWN:
            "Neither the standard nor a list in force names the circumstance, or the case contradicts it.",
            "请从裁量基准、清单中选择情节，并核对当事人情况。";
        CIRCUMSTANCE_NOT_PROVED:
            "A circumstance names no evidence of the case.",
            "请为每一项情节指明案卷中的证据编号。";
        AMOUNT_OUTSIDE_LAW:
            "The intended fine lies outside what the law allows with these circumstances.",
            "请在法定幅度内确定罚款；减轻处罚需具备法定减轻情节。";
        DEPARTURE_WITHOUT_REASONS:
            "The intended fine departs from the standard without reasons.",
            "请说明调整适用裁量基准的理由，并报机关主要负责人批准或者集体讨论。";
        NOT_AS_WEIGHED:
            "The proposal does not agree with the newest weighing, or there is none although a standard is in force, or its departure was not approved.",
            "请先适用裁量基准，按确定的数额提出处罚建议；调整适用的应当先经批准。";
    }
}
