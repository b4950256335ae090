//! Stable reasons of accounts.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        NOTHING_TO_PAY:
            "The case does not stand where a payment is due: the decision is not served, or everything is paid.",
            "请核对案件步骤；决定书送达后、应缴款缴清前方可办理。";
        PAYMENT_ABOVE_PAYABLE:
            "More would be paid than is owed on the day, late fine included.",
            "请核对应缴数额；多缴的款项由银行入账后列为待查款项。";
        CASH_GROUND_MISSING:
            "The law does not let this fine be collected on the spot on the ground named.",
            "请告知当事人到银行或者通过电子支付系统缴纳。";
        CASH_DATE_WRONG:
            "Cash cannot be handed over before it was collected.",
            "请核对日期。";
        CASH_RECEIVER_SAME:
            "Whoever collected the cash cannot be the one who takes it at the agency.",
            "请由机关指定的其他人员接收。";
        CASH_NOT_BANKED:
            "Cash collected on the spot has not reached the bank.",
            "请先将当场收缴的款项交至机关并缴付银行。";
        DEFERRAL_OPEN:
            "A deferral is asked for, or holds already.",
            "请先办结前一申请。";
        INSTALMENT_DATES_WRONG:
            "The days of the instalments do not lie ahead in order.",
            "请核对各期缴纳日期：应晚于当日并依次递增。";
        INSTALMENTS_DO_NOT_COVER:
            "The instalments do not add up to what is left of fine and confiscated income.",
            "请核对各期金额：合计应等于尚未缴纳的罚没款。";
        INSTALMENT_NOT_OVERDUE:
            "The instalment is not overdue.",
            "无需人工办理，逾期后由系统自动记录。";
        NO_REFUND_OWED:
            "Not that much is to be given back.",
            "请核对应退款余额；变更、撤销决定或者多缴后方有应退款。";
        APPROVER_IS_REQUESTER:
            "Whoever asked for it cannot approve it.",
            "请由其他机关负责人审批。";
        REFUND_NOT_IN_TREASURY:
            "The money to be given back has not reached the treasury.",
            "请先将当场收缴的款项缴付银行。";
        LATE_FINE_NOT_OWED:
            "Not that much late fine is owed; the fine itself is never remitted.",
            "请核对加处罚款余额；罚款本金不得减免。";
        RECEIPT_NOT_MISSING:
            "No such payment lacks a receipt.",
            "请核对缴款笔次。";
        ACCOUNT_NOT_SETTLED:
            "The account is not settled: something is still owed, or to be given back.",
            "请先缴清应缴款、办结退款。";
        RECEIPT_MISSING:
            "A payment has no treasury receipt.",
            "请先补登财政票据。";
    }
}
