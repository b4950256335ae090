//! Stable reasons of referrals.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        REFERRAL_NOT_OF_PENALTY:
            "Only a penalty case is referred to the police.",
            "检查中发现涉嫌犯罪的，请先立案再移送。";
        REFERRAL_UNDER_WAY:
            "A referral of the case is under way already.",
            "请在已有的移送中继续办理，待其有结果后再报告。";
        REFERRAL_DECIDED_BY_GROUP:
            "Whoever reported the crime, or handled the case, decides on the transfer.",
            "请由未参与本案办理的行政机关正职负责人或者主持工作的负责人决定。";
        DOSSIER_INCOMPLETE:
            "A paper of the dossier is missing.",
            "请补齐移送书、调查报告；有涉案物品的，附物品清单。";
        REFUSAL_WITHOUT_REASONS:
            "A refusal to file is recorded without its reasons.",
            "公安机关不予立案应当书面说明理由，请按通知书填写。";
        OBJECTION_OUT_OF_TIME:
            "The three days to object to a refusal have passed.",
            "异议期限已过，请依法作行政处理；有新证据的，可重新报告移送。";
        OBJECTION_STILL_OPEN:
            "The three days to object to a refusal have not passed.",
            "请待异议期限届满，或者由负责人决定接受不予立案决定。";
        PARTY_NOT_TOLD_OF_GOODS:
            "Goods under a measure go along, and the party was not told in writing.",
            "请先书面告知当事人查封、扣押物品已一并移送，再填写告知日期。";
        GOODS_NOT_HELD:
            "Goods named as held under a measure are not held under it.",
            "请核对强制措施编号和物品名称，按查封、扣押清单填写。";
        REFERRAL_PENDING:
            "A referral to the police is pending, or has ended in a conviction: no fine is put in its place.",
            "移送期间不得以罚款代替移送；已判处刑罚的，不再给予罚款。";
        POLICE_NOT_FILED:
            "The police have not filed the case, so it does not end as transferred.",
            "请待公安机关立案；不予立案的，应当依法作行政处理。";
    }
}
