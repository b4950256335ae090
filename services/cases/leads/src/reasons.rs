//! Stable reasons of leads.

use cases_domain::reasons;
use refusal::{Code, Reason};

reasons! {
    Forbidden {
        LEAD_REPORT_NOT_PERMITTED:
            "None of the caller's roles or scopes lets the caller report leads.",
            "请由具有线索上报权限的人员或者系统上报。";
        LEAD_TRIAGE_NOT_PERMITTED:
            "None of the caller's roles lets the caller see to leads.",
            "请由本机关的执法人员或者负责人办理。";
        LEAD_HANDLING_NOT_PERMITTED:
            "None of the caller's roles lets the caller handle what a lead tells of.",
            "请由具有办案权限的执法人员办理。";
        LEAD_APPROVAL_NOT_PERMITTED:
            "Only a responsible leader of the agency approves this.",
            "请提请本机关负责人审批。";
        LEAD_CLOCK_ONLY:
            "Only the platform's clock does this.",
            "无需人工办理，期限届满后由系统自动记录。";
        LEAD_OF_ANOTHER_AGENCY:
            "The lead is another agency's to see to now.",
            "请由现承办机关办理；线索已移送的，由接收机关答复。";
    }
    Refused {
        LEAD_CALLER_NOT_AN_OFFICER:
            "The caller's account is not that of an officer known to the element centre today.",
            "上报人员不办理线索；请由已入库的执法人员办理。";
        LEAD_SOURCE_NOT_CALLERS:
            "Whoever reports so cannot report from this source.",
            "请选择与上报身份相符的线索来源。";
        LEAD_SOURCE_NUMBER_MISSING:
            "A lead from this source, or from a system, names the number it has there.",
            "请填写来源系统或者来文的编号，以免重复登记。";
        LEAD_AGENCY_UNKNOWN:
            "The agency named is not an enforcement subject today.",
            "请核对机关编号，选择具有执法主体资格的机关。";
        LEAD_RECEIVED_IN_FUTURE:
            "The lead is said to be received in the future.",
            "请核对收到线索的日期，不得晚于今日。";
        LEAD_DOMAIN_MISSING:
            "The line of enforcement is not known, so the period of verification cannot be told.",
            "请选择线索所属的执法领域。";
        LEAD_MERGER_IMPOSSIBLE:
            "The lead cannot be merged into the one named.",
            "请选择本机关正在办理的另一条线索。";
        LEAD_SAME_OFFICER_TWICE:
            "Verification needs two different officers.",
            "请指派两名不同的执法人员。";
        LEAD_OFFICER_UNKNOWN:
            "An officer named is not known to the element centre today.",
            "请核对人员编号，或者先在执法要素中心登记该人员。";
        LEAD_OFFICER_NOT_OF_AGENCY:
            "An officer named neither belongs nor is posted to the agency.",
            "请指派本机关或者派驻本机关的执法人员。";
        LEAD_OFFICER_NOT_CERTIFIED:
            "An officer named holds no certificate that is good for the line and the division today.",
            "请指派持有有效执法证件的执法人员。";
        LEAD_CLOCK_NOT_RUNNING:
            "The period of verification does not run.",
            "核查期限未起算或者已届满，不能延长。";
        LEAD_EXTENSION_NOT_PROVIDED:
            "The rules of the line know no extension of the verification.",
            "本领域未规定延长核查，请按期办结。";
        LEAD_EXTENDED_ALREADY:
            "The verification was extended once already.",
            "核查期限只能延长一次，请尽快办结。";
        LEAD_NOT_VERIFIED_BY_ASSIGNED:
            "The two officers who verify are not those who were assigned.",
            "请由被指派的两名执法人员共同核查并记录，或者重新指派。";
        LEAD_CASE_OF_ANOTHER_AGENCY:
            "The case is opened by another agency than the one that has the lead.",
            "请以线索承办机关的名义立案或者建立检查任务；应由其他机关办理的，请先移送线索。";
        LEAD_NOTHING_SUSPECTED:
            "The verification found nothing that is suspected to break the law.",
            "未发现涉嫌违法的，请提请不予立案。";
        LEAD_APPROVER_HANDLED:
            "Whoever verified or proposed does not approve.",
            "请由未参与核查、未提请的机关负责人审批。";
        LEAD_TRANSFER_TO_SELF:
            "The lead is already with the agency named.",
            "请选择其他机关。";
        LEAD_TRANSFER_REFUSED_BEFORE:
            "The agency named has sent this lead back before.",
            "请与该机关协商，协商不成的报请共同的上一级行政机关指定管辖，并填写指定文书编号后再移送。";
        LEAD_TRANSFER_DESIGNATED:
            "The common superior has designated the receiver, so it cannot send the lead back.",
            "上级机关已指定管辖，请接收办理。";
        LEAD_DEADLINE_NOT_RUNNING:
            "No such clock runs.",
            "该期限未起算或者已有结果，无需处理。";
        LEAD_DEADLINE_PROVISIONAL:
            "The period runs into a year whose holiday schedule is not loaded.",
            "请系统管理员载入该年度国务院办公厅节假日安排后再办理。";
        LEAD_DEADLINE_NOT_OVER:
            "The last day of the period has not passed.",
            "请待期限届满。";
        LEAD_ENDED:
            "The lead has ended; nothing may be added.",
            "线索已办结；有新的情况请另行登记线索。";
        LEAD_STEP_PASSED:
            "The act is not possible at the lead's step.",
            "请核对线索当前步骤。";
    }
}
