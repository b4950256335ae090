//! Why a case cannot have a form yet, or ever: what the list of forms tells of those that it leaves out.

use cases_domain::{Case, Procedure};
use form::Form;

/// Why the case has nothing that the form could be about, in Chinese without a stop.
pub(crate) fn withheld(form: &Form, case: &Case) -> &'static str {
    of_others(form)
        .or_else(|| of_another_procedure(form, case))
        .unwrap_or_else(|| awaited(form))
}

/// Papers that no case of this platform's makes, whoever handles it.
fn of_others(form: &Form) -> Option<&'static str> {
    Some(match (form.code, form.name) {
        ("LA02", "不予立案审批表") => "不予立案在案件线索中办理，已经立案的案件不制作",
        ("LA03", _) => "由指定管辖的上级机关制作，本机关收到后存卷",
        ("JD-S1", name) if name != "行政执法监督整改反馈" => {
            "由行政执法监督机关制作，本机关收到后存卷"
        }
        _ => return None,
    })
}

/// Papers of another procedure than the case's.
fn of_another_procedure(form: &Form, case: &Case) -> Option<&'static str> {
    const ORDINARY: &str = "本案不是普通程序的行政处罚案件";
    match (&case.procedure, form.code) {
        (Procedure::Inspection(_), "JC06") | (_, "DC09" | "DC10" | "DC11" | "DC12") => None,
        (Procedure::OrdinaryPenalty(_) | Procedure::SummaryPenalty(_), code)
            if code.starts_with("JC") =>
        {
            Some("本案不是行政检查案件")
        }
        (Procedure::OrdinaryPenalty(_) | Procedure::Inspection(_), "JD04") => {
            Some("本案不适用简易程序，没有当场作出的处罚决定")
        }
        (Procedure::Inspection(_) | Procedure::SummaryPenalty(_), code) => {
            let of_penalty = matches!(
                code,
                "LA01"
                    | "LA02"
                    | "LA04"
                    | "DC17"
                    | "DC18"
                    | "JD01"
                    | "JD02"
                    | "JD03"
                    | "JD05"
                    | "JD06"
                    | "JD07"
                    | "SH01"
                    | "SH02"
                    | "GZ01"
                    | "GZ02"
                    | "GZ03"
                    | "JA01"
            );
            of_penalty.then_some(ORDINARY)
        }
        _ => None,
    }
}

/// What has to be done first.
fn awaited(form: &Form) -> &'static str {
    match (form.code, form.name) {
        ("JC03", _) => "尚未登记检查通知的告知，通知书的文号在登记时编定",
        ("JC04" | "JC08", _) => "尚未登记现场检查",
        ("JC06", _) => "尚未登记抽样取证",
        ("JC09", _) => "尚未责令改正",
        ("JC10", _) => "尚未登记整改复查",
        ("JC12", _) => "尚未登记行政执法提示",
        ("LA05", _) => "尚未向其他机关移送",
        ("LA06", "涉嫌犯罪案件移送书") => "尚未向公安机关移送",
        ("LA06", _) => "尚未报告涉嫌犯罪",
        ("LA07", _) => "没有随案移送公安机关的查封、扣押物品",
        ("LA08", "回避决定书") => "尚未对回避申请作出决定",
        ("LA08", _) => "尚无人申请回避",
        ("DC03" | "DC05" | "DC06" | "DC07" | "DC08", _) => "本案适用简易程序，违法事实已经当场查明",
        ("DC04", _) => "尚未登记询问",
        ("DC09", _) => "尚未请求其他机关协助",
        ("DC10", _) => "尚未申请先行登记保存",
        ("DC11", _) => "尚未先行登记保存证据",
        ("DC12", "先行登记保存物品处理通知书") => {
            "尚未对先行登记保存的物品作出处理决定"
        }
        ("DC12", _) => "没有期满解除的先行登记保存",
        ("DC13", _) => "尚未委托检测、检验、检疫或者鉴定",
        ("DC14", _) => "尚未委托检测、检验、检疫或者鉴定查封、扣押的物品",
        ("DC15", _) => "检测、检验、检疫或者鉴定的结果尚未登记",
        ("DC16", _) => "没有电子技术监控记录",
        ("DC17", "案件中止调查决定书") => "尚未批准中止调查",
        ("DC17", "案件恢复调查决定书") => "尚未恢复调查",
        ("DC17", _) => "没有终止调查",
        ("DC18" | "SH01" | "SH02" | "JD01", _) | ("JD06", "责令退款通知书") => {
            "调查尚未终结"
        }
        ("QZ01", _) => "尚未申请采取或者当场采取行政强制措施",
        ("QZ02" | "QZ03" | "QZ07", _) => "尚未实施查封、扣押",
        ("QZ04", _) => "尚未延长查封、扣押期限",
        ("QZ05", _) => "尚未决定解除查封、扣押",
        ("QZ06", "延长冻结期限决定书") => "尚未延长冻结期限",
        ("QZ06", "解除冻结决定书") => "尚未决定解除冻结",
        ("QZ06", _) => "尚未冻结存款、汇款",
        ("GZ01" | "GZ02", _) => "调查尚未终结，或者没有拟给予行政处罚",
        ("GZ03", _) => "当事人尚未陈述、申辩",
        ("TZ01", "不予听证通知书") => "没有不予准许的听证要求",
        ("TZ01", _) => "当事人尚未要求听证",
        ("TZ02", _) => "尚未通知听证，通知书的文号在登记时编定",
        ("TZ03", _) => "听证尚未举行",
        ("JD02", _) => "负责人尚未集体讨论",
        ("JD03" | "JD07", _) => "尚未作出行政处罚决定",
        ("JD04", _) => "尚未当场作出行政处罚决定",
        ("JD05", _) => "没有作出不予行政处罚的决定",
        ("JD06", "补正通知书") => "尚未补正决定书的文字错误",
        ("JD06", "变更行政处罚决定书") => "本机关没有自行变更行政处罚决定",
        ("JD06", _) => "本机关没有自行撤销行政处罚决定",
        ("JD-S2", _) => "没有对本案申请的行政复议",
        ("ZX01", _) => "尚未制发文书",
        ("ZX02", "延期、分期缴纳罚款通知书") => "尚未对延期、分期缴纳的申请作出决定",
        ("ZX02", _) => "当事人尚未申请延期、分期缴纳",
        ("ZX03", "罚没票据登记表") => "尚未登记缴款",
        ("ZX03", _) => "没有没收物品的处罚决定",
        ("ZX04", _) => "尚未催告当事人履行",
        ("ZX05", _) => "尚未作出处罚决定",
        ("ZX06", "强制拆除公告") => "尚未催告当事人履行，没有强制执行事项",
        ("ZX06", "代履行决定书") => "尚未决定代履行",
        ("ZX06", _) => "尚未决定强制执行",
        ("ZX07", "执行协议") => "尚未达成执行协议",
        ("ZX07", "终结执行通知书") => "执行尚未终结",
        ("ZX07", _) => "没有中止执行",
        ("ZX08", _) => "尚未申请人民法院强制执行",
        ("JA01", "结案审批表") => "尚未作出处理决定",
        ("JA01", _) => "案件没有在作出决定前结束",
        _ => "本案没有该文书所载的事项",
    }
}
