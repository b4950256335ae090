//! Stable reasons of case handling. docs/refusals.md is generated from them.

use refusal::{Code, Reason};

use crate::{
    account, assistance, concurrence, custody, execution, exhibit, fast, handover, hearing,
    inspection, interview, issuing, jurisdiction, measure, meeting, offsite, presentation,
    preservation, public_notice, recording, recusal, referral, remedy, serving, summary_penalty,
    suspension, task, testing, transcript, weighing,
};

/// Declares reasons: under each code a name, what it means, and in Chinese what to do.
#[macro_export]
macro_rules! reasons {
    ($($code:ident { $($name:ident: $meaning:literal, $remedy:literal;)* })*) => {
        $($(
            #[doc = $meaning]
            pub const $name: Reason = Reason {
                name: stringify!($name),
                code: Code::$code,
                domain: "cases",
                meaning: $meaning,
                remedy: $remedy,
            };
        )*)*

        /// Every reason of this area.
        pub const ALL: &[&Reason] = &[$($(&$name),*),*];
    };
}
pub(crate) use reasons;

/// Every reason of case handling, those of side procedures last.
pub fn all() -> impl Iterator<Item = &'static Reason> {
    let sides = [
        inspection::reasons::ALL,
        summary_penalty::reasons::ALL,
        fast::reasons::ALL,
        recusal::reasons::ALL,
        referral::reasons::ALL,
        measure::reasons::ALL,
        execution::reasons::ALL,
        account::reasons::ALL,
        remedy::reasons::ALL,
        preservation::reasons::ALL,
        testing::reasons::ALL,
        suspension::reasons::ALL,
        exhibit::reasons::ALL,
        custody::reasons::ALL,
        recording::reasons::ALL,
        interview::reasons::ALL,
        presentation::reasons::ALL,
        public_notice::reasons::ALL,
        serving::reasons::ALL,
        offsite::reasons::ALL,
        concurrence::reasons::ALL,
        assistance::reasons::ALL,
        jurisdiction::reasons::ALL,
        handover::reasons::ALL,
        task::reasons::ALL,
        weighing::reasons::ALL,
        hearing::reasons::ALL,
        meeting::reasons::ALL,
        issuing::reasons::ALL,
        transcript::reasons::ALL,
    ];
    let sides = sides.into_iter().flatten();
    ALL.iter().chain(sides).copied()
}

reasons! {
    Forbidden {
        ROLE_NOT_PERMITTED:
            "None of the caller's roles lets the caller handle cases.",
            "请由具有办案权限的执法人员办理。";
        READING_NOT_PERMITTED:
            "None of the caller's roles lets the caller see cases.",
            "请由本机关的工作人员办理。";
        REVIEW_NOT_PERMITTED:
            "The caller is not a legal reviewer of the agency.",
            "请提交本机关法制审核人员审核。";
        NOT_HEAD_OF_UNIT:
            "The caller is not the head of a unit of the agency that handles cases.",
            "请提交办案机构负责人审核。";
        MAY_NOT_PRESIDE:
            "None of the caller's roles lets the caller preside over hearings.",
            "请由指定的听证主持人办理。";
        NOT_A_RESPONSIBLE_LEADER:
            "Only a responsible leader of the agency decides.",
            "请提请本机关负责人审查决定。";
        REVOCATION_NOT_PERMITTED:
            "Only a responsible leader of the agency records what became of a decision.",
            "请提请本机关负责人办理。";
        NOT_OF_THIS_AGENCY:
            "The caller does not act for the agency that handles the case.",
            "案件由其他机关办理；如需参与，请先办理派驻或者协办手续。";
        DESIGNATION_NOT_PERMITTED:
            "Only a responsible leader of a superior agency designates who handles a case.",
            "请提请有权指定管辖的上级行政机关负责人办理。";
        CLOCK_ONLY:
            "Only the platform's clock does this.",
            "无需人工办理，期限届满后由系统自动记录。";
    }
    Refused {
        // The officers.
        CALLER_NOT_AN_OFFICER:
            "The caller's account is not that of an officer known to the element centre on the day of the act.",
            "请由已入库的执法人员办理，或者先在执法要素中心登记人员信息。";
        FEWER_THAN_TWO_OFFICERS:
            "An enforcement act needs two officers; the second is not named.",
            "请指明第二名具有执法资格的执法人员。";
        SAME_OFFICER_TWICE:
            "The second officer is the caller.",
            "请另行指明一名执法人员，两名执法人员不得为同一人。";
        OFFICER_UNKNOWN:
            "The second officer is not known to the element centre on the day of the act.",
            "请核对人员编号，或者先在执法要素中心登记该人员。";
        OFFICER_NOT_OF_AGENCY:
            "The second officer neither belongs nor is posted to the handling agency or one that takes part.",
            "请指明本机关、派驻本机关或者参加联合检查机关的执法人员。";
        OFFICER_RECUSED:
            "An officer of the act has been recused from the case.",
            "请更换未被决定回避的人员办理。";
        CERTIFICATE_MISSING:
            "An officer holds no enforcement certificate.",
            "请更换持有行政执法证件的执法人员。";
        CERTIFICATE_REVOKED:
            "An officer's certificate was revoked.",
            "请更换持有有效执法证件的执法人员。";
        CERTIFICATE_SUSPENDED:
            "An officer's certificate is suspended.",
            "请更换执法人员，或者待暂扣解除后再行办理。";
        CERTIFICATE_NOT_YET_VALID:
            "An officer's certificate was not yet valid on the day of the act.",
            "请更换执法人员，或者核对办理日期。";
        CERTIFICATE_LAPSED:
            "An officer's certificate had expired on the day of the act.",
            "请更换执法人员，或者先办理换证。";
        CERTIFICATE_NOT_FOR_DOMAIN:
            "No certificate of an officer that is in force covers the line of the case.",
            "请更换持有该领域执法证件的执法人员。";
        CERTIFICATE_NOT_FOR_DIVISION:
            "No certificate of an officer that is in force covers the division of the case.",
            "请更换证件适用区域包含本区域的执法人员。";
        CERTIFICATE_NOT_SHOWN:
            "The officers did not show their certificates, or the record does not say so.",
            "执法人员应当主动出示执法证件并在笔录中载明。";
        RIGHTS_NOT_TOLD:
            "The party was not told of its rights, or the record does not say so.",
            "请告知当事人陈述、申辩和申请回避的权利并在笔录中载明。";
        // Competence.
        AGENCY_NOT_QUALIFIED:
            "The agency is not an enforcement subject on the day of the act.",
            "请核对执法主体；主体资格已终止的，应当由承继其职权的机关办理。";
        JOINT_AGENCY_NOT_QUALIFIED:
            "An agency named to take part is not an enforcement subject on the day of the act.",
            "请核对参加联合检查的执法主体。";
        AGENCY_NOT_COMPETENT:
            "The agency is not competent for the item where and when the act is done.",
            "请移送有管辖权的机关，或者选择本机关权责清单内的事项。";
        ITEM_NOT_ENTRUSTED:
            "The entrusted organisation was not entrusted with the item.",
            "请由委托机关的执法人员办理，或者先依法委托并公布委托书。";
        INSPECTION_ITEM_NOT_LISTED:
            "An item is not a listed inspection item on the day of the act.",
            "请选择已公布的行政检查事项。";
        PENALTY_ITEM_NOT_LISTED:
            "The item is not a listed penalty item on the day of the act.",
            "请选择权责清单中的行政处罚事项。";
        BASIS_NOT_IN_FORCE:
            "No law that the item rests on was in force on the day that counts.",
            "请选择当时有有效依据的事项；依据已修订的，请执法要素管理员更新事项的依据。";
        ITEM_WITHOUT_FINE:
            "The item knows no fine for this kind of party.",
            "请选择对该类当事人规定有罚款的事项。";
        ITEM_NOT_OF_CASE:
            "A finding names an item on which the case does not rest.",
            "请选择本次检查任务所列事项。";
        PARTY_UNKNOWN:
            "The party is not known to the element centre.",
            "请先在执法要素中心登记当事人。";
        PARTY_MERGED:
            "The party was merged into another, which stands for it.",
            "请以合并后的当事人办理。";
        LIMITATION_EXPIRED:
            "The act was not found within the period of limitation.",
            "超过追责时效的不再给予行政处罚：尚未立案的不予立案，已经立案的请作不予处罚处理或者撤销立案；违法行为有连续或者继续状态的，请核对行为终了之日；涉及公民生命健康安全、金融安全且有危害后果的，请载明。";
        // Inspection.
        SITE_NOT_RECORDED:
            "The on-site record has not been made.",
            "请先制作现场检查笔录。";
        NOTHING_FOUND:
            "Nothing was found on site, so there is nothing to rectify.",
            "未发现问题的检查可直接结案。";
        ORDER_NOT_MADE:
            "No order to rectify has been made.",
            "请先制作责令改正通知书。";
        ORDER_NOT_SERVED:
            "The order to rectify has not been served.",
            "请先送达责令改正通知书并制作送达回证。";
        RECTIFICATION_DATE_PASSED:
            "The last day to rectify must lie in the future.",
            "请给当事人留出改正的时间，改正期限应当晚于今日。";
        FINDING_UNKNOWN:
            "A finding of this number is not on record.",
            "请核对现场检查笔录中的问题编号。";
        CORRECTION_WITHOUT_EVIDENCE:
            "A finding is marked as corrected without evidence.",
            "请写明整改证据，例如照片编号、购置凭证。";
        FINDINGS_UNCORRECTED:
            "Not every finding is corrected.",
            "请在全部问题整改到位并复查确认后结案。";
        // Penalty.
        EVIDENCE_MISSING:
            "There is no evidence on file.",
            "请先将证据入卷，查明违法事实。";
        INQUIRY_NOT_CONCLUDED:
            "The inquiry has not been concluded.",
            "请先办理调查终结，提出处理意见。";
        SANCTIONS_DO_NOT_FIT:
            "A penalty names no sanction, or what is no penalty names one.",
            "给予处罚的，请逐项写明处罚种类；不予处罚、不成立或者移送的，不列处罚种类。";
        SANCTION_INCOMPLETE:
            "A sanction lacks its amount, its term or what it is about, or is not this agency's to impose.",
            "请补全该项处罚的数额、期限或者所涉财物、证件、业务。";
        REFUND_NOT_STATED:
            "Income is to be confiscated, and nothing is said of what has to be refunded first.",
            "请写明责令退赔的数额和对象；依法无需退赔的，写明理由。";
        FINE_OUTSIDE_RANGE:
            "The fine lies outside what the item allows for this kind of party, and no ground for going below is named.",
            "请在法定幅度内提出罚款数额；有法定减轻情形的，写明情形和依据。";
        HEAVIER_AFTER_DEFENCE:
            "A heavier penalty than the one told is proposed without evidence that came after the notice.",
            "不得因当事人陈述、申辩加重处罚；确有新的事实的，请先将新证据入卷。";
        LEGAL_REVIEW_NOT_PASSED:
            "The case has not passed the legal review.",
            "请先提交法制审核并取得同意意见。";
        LEGAL_REVIEW_FIRST:
            "The case needs a legal review before the party is told.",
            "请先提交法制审核。";
        LEGAL_REVIEW_NEEDED:
            "The case needs a legal review, and the last opinion on this proposal is no consent.",
            "请提交法制审核；经过听证的，应当在听证后审核。";
        LEGAL_REVIEW_NOT_EXTENDABLE:
            "The field's rules do not prolong the time to review, or it was prolonged already.",
            "请在法制审核期限内出具意见。";
        ENDORSER_HANDLED_CASE:
            "The head of the unit has handled the case.",
            "请由未参与本案办理的办案机构负责人审核。";
        ENDORSEMENT_MISSING:
            "The head of the unit has not agreed to the proposal on file.",
            "请先由办案机构负责人出具意见，再提请机关负责人决定。";
        DECIDER_REVIEWED_CASE:
            "Who reviewed or endorsed the case does not decide it.",
            "请由未审核本案的机关负责人决定。";
        HEARING_OPEN:
            "A hearing of the case is still open.",
            "请待听证结束、出具听证报告或者依法终止听证后办理。";
        MEETING_NEEDED:
            "The decision needs collective discussion, and none was concluded on this proposal.",
            "请提请负责人集体讨论，并在讨论形成结论后决定。";
        HEAVIER_THAN_MEETING:
            "The decision is heavier than the collective discussion concluded.",
            "请按集体讨论的结论决定，或者重新提请集体讨论。";
        DECIDER_NOT_AT_MEETING:
            "Who decides did not take part in the collective discussion.",
            "请由参加集体讨论的负责人签发决定。";
        NO_PENALTY_PROPOSED:
            "No penalty is proposed, so there is none to tell of.",
            "拟不予处罚、不成立或者移送的，无需告知，请提请机关负责人决定。";
        DECISION_OF_OTHER_KIND:
            "A penalty is decided by one act, everything else by another.",
            "给予行政处罚的请作出处罚决定；不予处罚、不成立或者移送的请使用相应事项。";
        EDUCATION_MISSING:
            "A party that is not punished has to be educated, and nothing is said of it.",
            "请记录对当事人进行教育的情况。";
        REVENUE_NOT_MAPPED:
            "What is to be paid has no revenue item, so that it could not be paid.",
            "请由执法要素管理员为本机关登记非税收入项目对照后再办理。";
        CHANGE_NOT_STATED:
            "A change does not say what is decided instead, or what is no change does.",
            "变更的，请写明变更后的处罚；撤销、确认违法或者无效的，不填写变更内容；责令重新作出仅适用于撤销。";
        CHANGE_HEAVIER:
            "What is decided instead is heavier than what was decided.",
            "变更不得加重处罚；确需加重的，应当撤销后依法重新调查、告知、决定。";
        CLOSING_GROUND_DOES_NOT_FIT:
            "The ground of closing does not fit what was decided, or the decision has not been served.",
            "请核对结案情形和决定的送达。";
        CLOSING_NOT_PROPOSED:
            "The officers have not proposed to close the case.",
            "请先由承办人申请结案。";
        PUBLICITY_RUNNING:
            "A duty to publish or to report is still open.",
            "请待公示、报送或者撤回有结果后归档。";
        REVIEWER_HANDLED_CASE:
            "The reviewer has handled the case.",
            "请由未参与本案办理的法制审核人员审核。";
        REVIEWER_NOT_QUALIFIED:
            "The reviewer does not hold the national legal-profession qualification.",
            "请由取得国家统一法律职业资格的人员审核。";
        NOTICE_NOT_SERVED:
            "The notice of the intended penalty has not been served.",
            "请先送达行政处罚告知书，听取当事人陈述申辩。";
        HEARING_RIGHT_NOT_TOLD:
            "The fine reaches the figure from which the right to a hearing must be told.",
            "请在告知书中一并告知当事人有要求听证的权利。";
        STATEMENT_WINDOW_OPEN:
            "The party's days for statement and defence are neither used, waived nor over.",
            "请待期限届满，或者记录当事人的陈述申辩、书面放弃。";
        HEARING_WINDOW_OPEN:
            "The party may still ask for a hearing.",
            "请待要求听证的期限届满，或者取得当事人放弃听证的书面材料。";
        WAIVER_NOT_SIGNED:
            "A waiver must be signed by the party; a refusal to sign is none.",
            "请由当事人签名确认放弃；未签名的，应当等待期限届满。";
        FINE_ABOVE_NOTICE:
            "The fine is heavier than the one told.",
            "拟加重处罚的，应当重新调查终结、审核并另行告知。";
        DOCUMENT_WORD_MISSING:
            "The agency has no word for document numbers, so the document cannot be numbered.",
            "请由执法要素管理员在执法要素中心为本机关登记机关代字后再办理。";
        MEASURE_OPEN:
            "A measure of compulsion is open.",
            "请先对查封、扣押、冻结的财物作出处理或者解除，并办结该措施。";
        EXECUTION_OPEN:
            "An execution by force is under way.",
            "请先记录履行完毕、终结执行或者不再执行。";
        DECIDER_HANDLED_CASE:
            "Who handled the case does not decide it.",
            "请由未参与本案办理的机关负责人决定。";
        DECISION_NOT_MADE:
            "No decision has been made.",
            "请先由机关负责人作出处罚决定。";
        DECISION_NOT_SERVED:
            "The decision has not been served.",
            "请先送达行政处罚决定书。";
        REVOCATION_BEFORE_DECISION:
            "What became of the decision is dated before the decision itself.",
            "请核对撤销、变更处罚决定的文书日期。";
        PAYMENT_EXCEEDS_FINE:
            "With this payment more than the fine would be paid.",
            "请核对缴款数额；多缴的款项应当退还当事人。";
        RECEIPT_REPEATED:
            "A payment with this receipt is on record already.",
            "请核对票据号码，同一票据不得重复入账。";
        FINE_NOT_PAID:
            "The fine has not been paid whole.",
            "请在罚款缴清后结案。";
        // Papers.
        ELECTRONIC_CONSENT_MISSING:
            "The party has not consented to electronic service at this address with its signature.",
            "请先取得当事人签署的送达地址确认书，或者改用其他送达方式。";
        SERVICE_WITNESS_MISSING:
            "Service by leaving the document needs a witness or a recording.",
            "请载明拒收事由、见证人或者录像编号。";
        SIGNATURE_WITNESS_MISSING:
            "A refused or absent signature needs a witness or a recording.",
            "请注明情况，并由见证人签名或者载明录像编号。";
        // Days.
        DATE_IN_FUTURE:
            "The act is dated in the future.",
            "请核对日期，不得晚于今日。";
        DATE_BEFORE_PREVIOUS_STEP:
            "The act is dated before the step that precedes it.",
            "请核对日期，各步骤应当依次办理。";
        DEADLINE_NOT_RUNNING:
            "No clock of this kind runs in the case.",
            "该期限未起算或者已有结果，无需处理。";
        DEADLINE_NOT_OVER:
            "The last day of the period has not passed.",
            "请待期限届满。";
        DEADLINE_START_IMPOSSIBLE:
            "The clock cannot have started on that day, or starts on it already.",
            "请核对起算日期；仅更正记载有误的起算日。";
        DEADLINE_PROVISIONAL:
            "The period runs into a year whose holiday schedule is not loaded; its last day is not certain.",
            "请系统管理员载入该年度国务院办公厅节假日安排后再办理。";
        // The table.
        STEP_PASSED:
            "The case has moved past the steps from which the act is possible, or has not to do it again.",
            "请核对案件当前步骤，该事项无需再次办理。";
        CASE_CLOSED:
            "The case is closed; nothing may be added.",
            "案件已办结归档，不得再行办理。";
        OTHER_PROCEDURE:
            "The act belongs to another procedure than the case's.",
            "请使用本案程序对应的办理事项。";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_reason_has_its_own_name_and_tells_the_officer_what_to_do() {
        let names: BTreeSet<&str> = all().map(|reason| reason.name).collect();
        assert_eq!(names.len(), all().count());
        for reason in all() {
            assert!(reason.name.len() <= 63, "{}", reason.name);
            assert!(reason.remedy.ends_with('。'), "{}", reason.name);
            assert!(reason.meaning.ends_with('.'), "{}", reason.name);
        }
    }
}
