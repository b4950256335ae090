//! Stable reasons of transcripts.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Forbidden {
        TRANSCRIPT_DRAFT_NOT_YOURS:
            "A draft is changed and concluded by its two officers only.",
            "请由草稿的询问（检查）人员或者记录人员办理。";
    }
    Refused {
        TRANSCRIPT_DRAFT_DISCARDED:
            "The draft was thrown away.",
            "请另行制作笔录。";
        TRANSCRIPT_DRAFT_CONCLUDED:
            "The draft was concluded already.",
            "该草稿已定稿，请查看案件中的笔录；需要修改的，请另立版本。";
        TRANSCRIPT_DUTY_NOT_TOLD:
            "Whoever is asked is told of the duty to answer truthfully.",
            "请告知被询问人应当如实回答询问并协助调查，并在笔录中载明。";
        TRANSCRIPT_RECUSAL_NOT_ASKED:
            "Whoever is asked is asked whether it applies for recusal.",
            "请询问是否申请执法人员回避，并在笔录中记明回答。";
        TRANSCRIPT_RECUSAL_NOT_REGISTERED:
            "A recusal that the transcript tells of is not registered in the case.",
            "请先登记当事人的回避申请；作出决定之前，不停止调查。";
        TRANSCRIPT_EMPTY:
            "A transcript records something.",
            "请如实记录询问的问题和回答，或者检查、勘验的情况。";
        TRANSCRIPT_ANSWER_MISSING:
            "A question stands without an answer.",
            "请记录回答；不回答的，请写明“不回答”。";
        TRANSCRIPT_NOT_SEPARATE:
            "Whoever is asked is asked separately.",
            "请个别询问，并在笔录中载明。";
        TRANSCRIPT_OFFICERS_ELSEWHERE:
            "An officer asked somebody else at the same time.",
            "询问应当个别进行，请核对询问的起止时间和执法人员。";
        TRANSCRIPT_WITHOUT_HELP:
            "A person who cannot follow alone has neither help nor a note why there was none.",
            "请列明在场的翻译人员或者监护人；未能到场的，请注明原因。";
        TRANSCRIPT_CORRECTION_UNCONFIRMED:
            "A correction is not confirmed by the person.",
            "更正、补充之处应当由被询问人签名、盖章或者以其他方式确认。";
        TRANSCRIPT_HEARING_UNKNOWN:
            "A hearing's transcript names neither a hearing of the case nor who presided over it.",
            "请载明听证的编号，并列明听证主持人。";
        TRANSCRIPT_DATA_UNIDENTIFIED:
            "A transcript of taking electronic data does not say from where, how, and with which hash.",
            "请载明电子数据的来源、提取方法和校验值。";
        TRANSCRIPT_REPLACED:
            "Another version has taken the place of this one.",
            "请在最新版本的笔录上办理。";
        TRANSCRIPT_OTHER_MATTER:
            "A new version is of the same paper and the same person.",
            "笔录种类或者人员不同的，请另行制作笔录。";
        TRANSCRIPT_PAGE_NOT_AS_SHOWN:
            "The page that was shown is not the page that stands on record.",
            "请重新打开笔录，核对后再签名。";
        TRANSCRIPT_SIGNER_UNKNOWN:
            "Whoever signs is neither the person nor somebody who attended.",
            "请由笔录载明的人员签名。";
        TRANSCRIPT_PAGE_SIGNED_TWICE:
            "The page was signed by this person already.",
            "该页已签名，请继续签署其余各页。";
        TRANSCRIPT_NOT_CHECKED:
            "Before the last page is signed it is said whether the transcript was read or read out.",
            "请将笔录交其核对，注明本人阅读或者已向其宣读。";
        TRANSCRIPT_NOT_READ_OUT:
            "To a person who cannot read it the transcript is read out.",
            "请向其宣读笔录，并注明已向其宣读。";
        TRANSCRIPT_UNWITNESSED:
            "A missing signature has neither a witness nor a recording.",
            "请注明情况，并由见证人签名或者载明录音录像编号。";
        TRANSCRIPT_ABSENCE_UNWITNESSED:
            "Where the party is absent from the scene a witness is invited.",
            "当事人不到场的，请邀请见证人到场，由见证人和执法人员在现场笔录上签名或者盖章。";
        TRANSCRIPT_NOT_ITS_OFFICER:
            "The caller is not an officer of the transcript, or has signed already.",
            "请由笔录载明且尚未签名的执法人员签名。";
        TRANSCRIPT_OF_STATEMENT_UNSIGNED:
            "The transcript that a statement names is not one of a statement of that day that was signed.",
            "请指明当日已签名（或者已注明未签名）的陈述申辩笔录，或者直接填写陈述申辩内容。";
        TRANSCRIPT_NOT_AS_SHOWN:
            "What was shown to the officer is not what stands on record.",
            "请重新打开笔录，核对后再签名。";
    }
}
