//! Stable reasons of service.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        DOCUMENT_NOT_ISSUED:
            "There is no such document in the case, or it is void.",
            "请先制发文书；已作废的文书不得送达。";
        DOCUMENT_SERVED_TWICE:
            "The document is being served already, or was served.",
            "请在原送达记录上继续办理；未能送达的可以换用其他方式。";
        PAPER_DOES_NOT_FIT:
            "What the service is to set going does not fit the document.",
            "请按文书种类选择送达事项，例如处罚决定书应当选择“行政处罚决定书”。";
        SERVICE_MANNER_DOES_NOT_FIT:
            "The act does not serve in this manner.",
            "直接、留置送达请记录送达过程；邮寄、委托、转交、电子送达请先发出；公告送达请发布公告。";
        SERVICE_DAY_DOES_NOT_FIT:
            "The day lies before that of the document or of its sending, or what the platform sends is not sent today.",
            "送达日期不得早于文书制发之日和发出之日；电子送达不填日期，以当日为准。";
        SERVICE_CONSENT_MISSING:
            "The party has not consented to electronic service at this address with its signature.",
            "请先由当事人签署送达地址确认书并同意电子送达，或者改用其他方式送达。";
        RECEIPT_NOT_WHOLE:
            "The receipt does not say who received the document, or why it could not be served.",
            "请填写收件人及其与当事人的关系；未能送达的，请填写原因。";
        LEAVING_NOT_PROVEN:
            "A document left behind has neither the reason of the refusal nor a witness or recording.",
            "留置送达应当注明拒收事由，由见证人签名，或者以拍照、录像记录送达过程。";
        OTHER_MANNERS_FIRST:
            "Public notice is for a party that is missing, or after the other manners have failed.",
            "请先以其他方式送达；当事人下落不明的，请写明查找经过。";
        SERVICE_NOTED_BY_PLATFORM:
            "That a public notice has run its days is noted by the platform.",
            "公告期满由系统自动记录；当事人已签收的，请记录直接送达。";
        ATTEMPT_NOT_UNDER_WAY:
            "The attempt is not the one that is under way.",
            "该次发送已有结果，请查看送达记录。";
        DOCUMENT_NOT_ON_PAGE:
            "The document is not on the party's page.",
            "该文书没有以电子方式送达，请向执法机关领取。";
        DOCUMENT_SIGNED_TWICE:
            "The document was signed for already.",
            "该文书已签收，无需重复签收。";
        SERVICE_NOTICE_STILL_RUNNING:
            "The notice has not run its days.",
            "公告期满由系统自动确认，请待期满。";
    }
}
