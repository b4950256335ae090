//! Stable reasons of hearings.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        HEARING_NOT_OPEN_TO_PARTY:
            "The party was not told of a right to a hearing, or the case has been decided or is being told anew.",
            "请核对告知书；有权听证的，应当先告知听证权利。";
        HEARING_UNDER_WAY:
            "A hearing of the case is still open.",
            "请先办完本案正在进行的听证。";
        HEARING_REQUEST_LATE:
            "The hearing was asked for too late, or had been waived.",
            "请以超过期限为由答复不予听证；所陈述的意见可以作为陈述、申辩记录。";
        HEARING_MUST_BE_GRANTED:
            "The hearing was asked for in time by a party that was told of its right.",
            "请受理听证申请并指定听证主持人。";
        PRESIDER_HANDLED_CASE:
            "Who is to preside has handled the case.",
            "请指定非本案调查人员主持听证。";
        PRESIDER_RECUSED:
            "Who is to preside has been recused from the case.",
            "请另行指定听证主持人。";
        NOT_THE_PRESIDER:
            "The act is that of who presides over the hearing.",
            "请由指定的听证主持人办理，或者先变更主持人。";
        HEARING_NOTICE_TOO_LATE:
            "The party was told later than seven working days before the hearing.",
            "请另定听证日期，在听证七个工作日前通知当事人。";
        HEARING_CLOSED_WITHOUT_REASON:
            "A hearing that is not public needs its reason.",
            "请写明不公开听证的理由；没有法定理由的，应当公开举行。";
        HEARING_ON_ANOTHER_DAY:
            "The hearing is held on another day than the one told.",
            "请核对听证日期；改期的，请先办理延期并另行通知。";
        TOO_MANY_AGENTS:
            "A party may be represented by one or two agents.",
            "请核对代理人，当事人可以委托一至二人代理。";
        HEARING_RECORD_UNSIGNED:
            "The record of the hearing is neither signed nor says why not.",
            "请由当事人或者其代理人核对无误后签名；拒绝签名的，由听证主持人在笔录中注明。";
        HEARING_NOT_MISSED:
            "The party cannot have missed a hearing whose day was not told or has not come.",
            "请核对听证通知；当事人撤回申请的，请选择撤回。";
    }
}
