//! Stable reasons of executions by force.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        NOTHING_TO_EXECUTE:
            "No penalty decision that stands has been served.",
            "请先作出并送达行政处罚决定。";
        PERFORMANCE_NOT_OVERDUE:
            "The party has performed, or its time to perform is not over.",
            "请待决定书限定的履行期限届满。";
        EXECUTION_UNDER_WAY:
            "Another execution of the same obligation is under way.",
            "请在已有的强制执行中办理。";
        URGING_WITHOUT_TERM:
            "The urging letter leaves no time to perform.",
            "请在催告书中载明履行义务的期限。";
        URGING_AMOUNT_WRONG:
            "The urging letter does not name the amount that is owed.",
            "请核对未缴的罚款和加处的罚款；加处的罚款不得超出罚款数额。";
        URGING_RIGHTS_NOT_TOLD:
            "The urging letter does not tell the right to state and defend.",
            "请在催告书中载明当事人依法享有的陈述权和申辩权。";
        EXECUTION_DECIDER_HANDLED_CASE:
            "Who handled the case does not decide on its execution.",
            "请由未参与本案办理的机关负责人决定。";
        EXECUTION_DELEGATED:
            "Who decides belongs to an organisation that is only entrusted.",
            "请由具有行政强制执行权的机关决定。";
        EXECUTION_ITEM_NOT_LISTED:
            "The item is not a listed item of compulsion on the day of the act.",
            "请选择已列入清单的行政强制事项；没有强制执行权的，申请人民法院强制执行。";
        EXECUTION_BASIS_NOT_IN_FORCE:
            "No law that the item of compulsion rests on is in force.",
            "请核对事项的执法依据，或者选择其他事项。";
        EXECUTION_POWER_NOT_HELD:
            "The agency may not execute by this item at this place.",
            "请申请人民法院强制执行，或者选择本机关有权实施的事项。";
        EXECUTION_MEANS_NOT_GIVEN:
            "The item does not give the power to execute by these means.",
            "法律没有规定本机关强制执行的，请申请人民法院强制执行。";
        EXECUTION_MEANS_UNFIT:
            "The means do not fit what is owed.",
            "金钱给付义务可以划拨、拍卖，行为义务可以排除妨碍、恢复原状、拆除。";
        URGING_NOT_OVER:
            "The time to perform that the urging letter set is not over.",
            "请待催告的履行期限届满；有证据证明转移、隐匿财物的，可以立即决定。";
        LATE_FINE_NOT_OVER_THIRTY_DAYS:
            "The late fine has not run for more than thirty days.",
            "请在加处罚款超过三十日且经催告仍不履行后决定。";
        DEMOLITION_TOO_EARLY:
            "The demolition was not announced, or the times for review and suit are not over.",
            "请先公告并限期自行拆除，待复议、诉讼期限届满后办理。";
        MONEY_IS_OWED:
            "Money is owed: nobody performs that instead of the party.",
            "请选择划拨、拍卖等方式，或者申请人民法院强制执行。";
        PERFORMER_INTERESTED:
            "Who is to perform has an interest in the matter.",
            "请委托没有利害关系的第三人代履行。";
        SUBSTITUTE_BUDGET_MISSING:
            "The decision does not state what performance by another will cost.",
            "请载明费用预算。";
        NO_SUBSTITUTE_DECIDED:
            "No performance by another was decided.",
            "请直接实施强制执行。";
        SECOND_URGING_TOO_LATE:
            "The party must be urged again three working days before another performs.",
            "请另行决定代履行的时间，并提前三个工作日催告。";
        SECOND_URGING_MISSING:
            "The party must be urged once more before another performs.",
            "请先办理“代履行前催告”。";
        BEFORE_PERFORMANCE_DAY:
            "The decision sets a later day for the performance.",
            "请在代履行决定载明的时间实施。";
        EXECUTION_AT_NIGHT:
            "Nothing is executed at night, but in an emergency.",
            "请改在白天实施；情况紧急的，载明紧急的情形。";
        EXECUTION_ON_HOLIDAY:
            "Nothing is executed on a statutory holiday, but in an emergency.",
            "请改在法定节假日以外实施；情况紧急的，载明紧急的情形。";
        UTILITIES_CUT:
            "Water, power, heat or gas of residents is never cut to make a party perform.",
            "请立即恢复供应，并采取其他执行方式。";
        SUBSTITUTE_UNSUPERVISED:
            "No official of the agency supervised the performance by another.",
            "请派员到场监督后再实施。";
        EXECUTION_RECORD_NOT_SIGNED:
            "The record is signed neither by the party nor by a witness.",
            "请由当事人或者见证人签名。";
        PARTY_CAN_CLEAR:
            "The party can clear it itself.",
            "请责令当事人清除。";
        AGREEMENT_HARMS:
            "It was not established that the agreement harms neither the public nor anybody's rights.",
            "请核实协议不损害公共利益和他人合法权益。";
        REDUCTION_NOT_ALLOWED:
            "Only the late fine is reduced, and only after remedial steps.",
            "请载明当事人采取的补救措施；罚款本身不得减免。";
        STAGES_DO_NOT_COVER:
            "The stages do not cover what is owed, or lie in the past.",
            "请核对各阶段的日期和数额。";
        SUSPENDED_TOO_LONG:
            "Three years of suspension are over; it is never executed again.",
            "该执行不再进行。";
        SUSPENSION_NOT_THREE_YEARS:
            "The suspension has not lasted three years, or is not one that three years end.",
            "请待中止执行满三年。";
        TERMINATION_GROUND_MISSING:
            "The decision that is executed has not been revoked.",
            "请按照实际情形选择终结执行的理由。";
        REMEDIES_NOT_OVER:
            "The times for review and suit are not over, or cannot be told yet.",
            "请待行政复议、行政诉讼期限届满。";
        URGED_LESS_THAN_TEN_DAYS:
            "Ten working days have not passed since the urging letter was served.",
            "请待催告书送达满十个工作日。";
        COURT_TIME_OVER:
            "The three months to ask the court are over.",
            "申请期限已经届满，请依法终结执行。";
        COURT_FILE_INCOMPLETE:
            "The file for the court is not whole.",
            "请备齐申请书、决定书及其事实理由依据、当事人意见和催告情况、执行标的情况。";
        COURT_ANSWER_OUT_OF_ORDER:
            "The court cannot have given this answer now: it accepts first and rules afterwards.",
            "请核对人民法院文书，先记录受理，再记录裁定。";
        COURT_APPLICATION_NOT_SIGNED:
            "The application is not signed by the leader, sealed and dated.",
            "请由机关负责人签名，加盖机关印章并注明日期。";
    }
}
