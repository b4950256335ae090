//! Stable reasons of service by public notice.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        PAPER_NOT_WAITING:
            "No paper of this kind waits to be served.",
            "请核对公告的文书和公告日期：告知书在法制审核通过后、决定书在作出决定后、责令改正通知书在作出后公告。";
        PUBLIC_NOTICE_REPEATED:
            "The paper is being served by public notice already.",
            "请待公告期满；需要重新公告的，请先撤回原公告。";
        PUBLIC_NOTICE_STILL_RUNNING:
            "The notice has not run its days.",
            "公告期满由系统自动确认，请待期满。";
        PUBLIC_NOTICE_NOT_OVER:
            "Service by public notice is not complete, or not on the day named.",
            "请先发布送达公告，公告期满后以期满之日为送达日期。";
        PUBLIC_NOTICE_NOT_WITHDRAWN:
            "The paper is being served by public notice and by another manner at once.",
            "已能以其他方式送达的，请先撤回送达公告。";
    }
}
