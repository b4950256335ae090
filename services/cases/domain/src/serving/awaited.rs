//! Whether the case still waits for what the service of a document sets going.
//!
//! Where an act of the case has stated the service already, a receipt of its own is for the record, and nothing begins twice.

use crate::{Case, Document};

/// Whether something begins with the service of this document that has not begun yet; such a paper is not served as one with
/// which nothing begins.
pub(super) fn is_awaited(case: &Case, document: &Document) -> bool {
    let about = |number: u32| number == document.about;
    let form = (document.form.code.as_str(), document.form.name.as_str());
    match form {
        ("JC03", _) => case.inspection().is_some_and(|it| it.notice.is_none()),
        ("JC08", "行政检查结果告知书") => {
            case.inspection().is_some_and(|it| it.told.is_none())
        }
        ("JC09", _) => case
            .inspection()
            .is_some_and(|it| it.order_service.is_none()),
        ("GZ01", _) => case.penalty().is_some_and(|it| it.notice.is_none()),
        ("JD03", _) | ("JD05", "不予行政处罚决定书") | ("JD06", "变更行政处罚决定书") => {
            case.penalty()
                .is_some_and(|it| it.decision_service.is_none())
        }
        ("TZ02", "听证通知书") => {
            let mut hearings = case.hearings.iter();
            hearings.any(|it| about(it.number) && it.session.is_none())
        }
        ("DC12", "先行登记保存物品处理通知书") => {
            let mut all = case.preservations.iter();
            all.any(|it| about(it.number) && it.fates.is_empty())
        }
        // About a testing it says what entrusting it has told already; by itself it is still to tell.
        ("DC14", _) => document.about == 0,
        ("DC15", _) => {
            let mut all = case.testings.iter();
            all.any(|it| about(it.number) && it.told.len() < it.outcomes.len())
        }
        ("DC16", "非现场违法事实告知书") => {
            let mut all = case.captures.iter();
            all.any(|it| about(it.number) && it.told.is_none())
        }
        ("QZ04", _) | ("QZ06", "延长冻结期限决定书") => {
            let mut longer = case.measures.iter().filter(|it| about(it.number));
            longer.any(|it| it.extension.as_ref().is_some_and(|it| it.told.is_none()))
        }
        ("QZ06", "冻结决定书") => {
            let mut measures = case.measures.iter();
            measures.any(|it| about(it.number) && it.freeze_service.is_none())
        }
        // An urging begins an execution: made beforehand, it is about the one that is to come.
        ("ZX04", _) => !case.executions.iter().any(|it| about(it.number)),
        ("ZX06", "行政强制执行决定书" | "代履行决定书") => {
            let mut all = case.executions.iter();
            all.any(|it| about(it.number) && it.decision_service.is_none())
        }
        _ => false,
    }
}
