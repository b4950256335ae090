//! Stable reasons of collective discussions.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        NOTHING_TO_DISCUSS:
            "No proposal is on file, or the case has been decided.",
            "请先办理调查终结，提出处理意见；已作出决定的案件不再提请集体讨论。";
        MEETING_UNDER_WAY:
            "A discussion of the case is still open.",
            "请先记录或者取消已提请的集体讨论。";
        MEETING_TOO_SMALL:
            "Too few members are called, or one of them twice.",
            "请核对参加讨论的负责人名单，人数不少于三人且不重复。";
        MEMBER_HANDLED_CASE:
            "A member has handled the case.",
            "承办人可以列席汇报，但不作为集体讨论成员；请更换成员。";
        MEMBER_RECUSED:
            "A member has been recused from the case.",
            "被决定回避的人员不得参加讨论，请更换成员。";
        MEETING_ON_OTHER_PROPOSAL:
            "The proposal has changed since the discussion was called.",
            "拟处理意见已变更，请取消本次讨论后重新提请。";
        VOICE_NOT_OF_MEMBER:
            "Somebody who was not called is recorded, or a member twice.",
            "请按提请时的成员名单逐人记录意见，不得重复。";
        QUORUM_NOT_MET:
            "Not more than half of the members were there.",
            "到会成员应当超过应到人数的半数，请另行组织讨论。";
        PRESIDER_NOT_THERE:
            "Who presided is not among the members who were there.",
            "请由到会的负责人主持讨论。";
        DISSENT_NOT_EXPLAINED:
            "A member disagrees, and the record does not say why.",
            "请如实记录不同意见及其理由。";
    }
}
