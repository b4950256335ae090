//! Stable reasons of measures of compulsion.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        COMPULSION_DELEGATED:
            "An officer of the act belongs to an organisation that is only entrusted; the power to use force cannot be entrusted.",
            "请由委托机关自己具备资格的执法人员实施。";
        COMPULSION_ITEM_NOT_LISTED:
            "The item is not a listed item of compulsion on the day of the act.",
            "请选择已列入清单的行政强制事项。";
        COMPULSION_BASIS_NOT_IN_FORCE:
            "No law that the item of compulsion rests on is in force.",
            "请核对事项的执法依据，或者选择其他事项。";
        COMPULSION_POWER_NOT_HELD:
            "The agency is not one that the law lets use force by this item at this place.",
            "请由法律、法规规定的机关实施，或者选择本机关有权实施的事项。";
        FREEZE_POWER_NOT_GIVEN:
            "The item does not give the power to freeze deposits; only an organ named by law has it.",
            "冻结存款、汇款只能由法律规定的机关实施，请选择载明冻结权的事项。";
        MEASURE_POWER_NOT_GIVEN:
            "The item does not give the power to take a measure of this kind.",
            "请选择载明该种强制措施的事项。";
        MEASURE_APPROVER_HANDLED_CASE:
            "Who handled the case does not approve its measures.",
            "请由未参与本案办理的机关负责人审批。";
        EMERGENCY_APPROVAL_LATE:
            "The twenty-four hours within which an emergency measure must be reported and approved are over.",
            "请立即解除该措施；确有必要的，另行报批后实施。";
        EMERGENCY_APPROVAL_NOT_OVERDUE:
            "The twenty-four hours to have the measure approved are not over.",
            "请机关负责人在二十四小时内审批。";
        MEASURE_IS_A_FREEZE:
            "Deposits are frozen by a notice to the bank after approval, never on the spot.",
            "请先申请批准，再办理“冻结存款、汇款”。";
        MEASURE_IS_NO_FREEZE:
            "The measure approved is no freeze of deposits.",
            "请办理“实施行政强制措施”，或者另行申请冻结。";
        MEASURE_BEFORE_APPROVAL:
            "The measure began before it was approved.",
            "请核对实施时间；情况紧急当场实施的，请办理“紧急当场实施行政强制措施”并在二十四小时内补办批准。";
        MEASURE_CERTIFICATE_NOT_SHOWN:
            "The officers did not show their certificates, or the record does not say so.",
            "实施强制措施应当出示执法身份证件并在笔录中载明。";
        MEASURE_WITNESS_MISSING:
            "The party was not there and no witness is named.",
            "请邀请见证人到场，并载明见证人。";
        MEASURE_REASONS_NOT_TOLD:
            "Reasons, basis, rights and remedies were not told on the spot, or the record does not say so.",
            "请当场告知理由、依据以及权利、救济途径并在笔录中载明。";
        MEASURE_PARTY_NOT_HEARD:
            "The party was not heard, or the record does not say so.",
            "请听取当事人的陈述和申辩并在笔录中载明。";
        MEASURE_RECORD_NOT_SIGNED:
            "The record or list is not signed and does not say why.",
            "请由当事人签名；拒绝签名的，注明情况和见证人或者录像编号。";
        MEASURE_DECISION_NOT_HANDED_OVER:
            "Decision and list were not handed over on the spot.",
            "请当场交付查封、扣押决定书和清单。";
        MEASURE_LIST_NOT_IN_DUPLICATE:
            "The list was not made in duplicate.",
            "请制作一式二份的清单，由当事人和本机关分别保存。";
        OBJECT_UNRELATED:
            "An object has nothing to do with the violation.",
            "请从清单中删除与违法行为无关的场所、设施或者财物。";
        OBJECT_IS_NECESSITY:
            "An object is a necessity of life of a person or its dependants.",
            "请从清单中删除公民个人及其所扶养家属的生活必需品。";
        OBJECT_SEIZED_ELSEWHERE:
            "An object is already under a measure of another organ.",
            "不得重复查封，请从清单中删除该项，或者与先行查封的机关联系。";
        MEASURE_TERM_MISSING:
            "A measure of another kind says how many days its own law lets it last; sealing and seizing do not.",
            "请按照设定该措施的法律、法规填写期限；查封、扣押不填写。";
        MEASURE_EXPIRED:
            "The period of the measure has passed; all that is left is to give back.",
            "请立即作出解除决定并退还财物。";
        MEASURE_NOT_EXPIRED:
            "The period of the measure has not passed.",
            "请待期限届满。";
        MEASURE_EXTENDED_ALREADY:
            "The measure was prolonged before; that is possible once.",
            "请在期限内作出处理决定或者解除。";
        MEASURE_EXTENSION_TOO_LONG:
            "A measure is prolonged by thirty days at most.",
            "请将延长期限改为三十日以内。";
        NO_EXTENSION_TO_TELL:
            "There is no extension that the party has not been told of.",
            "延长决定作出后再办理，已告知的无需再次办理。";
        EXTENSION_NOT_TOLD:
            "The party has not been told in writing that the measure was prolonged, and why.",
            "请先将延长期限的决定书面告知当事人并说明理由。";
        TESTING_NOT_DEFINITE:
            "The days of the test are not definite, or lie outside the measure.",
            "请填写明确的检测、检验、检疫或者技术鉴定期间，并书面告知当事人。";
        NO_TESTING_OPEN:
            "No test goes on that could end on this day.",
            "请核对检测、检验、检疫或者技术鉴定的期间。";
        OBJECT_NOT_HELD:
            "An object of this number is not held under the measure.",
            "请核对清单中的编号和财物状态。";
        OBJECT_CAN_BE_KEPT:
            "Only what spoils or cannot well be kept is disposed of early.",
            "请妥善保管，待作出处理决定。";
        CONFISCATION_NOT_DECIDED:
            "Nothing is confiscated without a decision that stands.",
            "请先作出没收的处罚决定。";
        TRANSFER_NOT_TOLD:
            "The party was not told in writing that its goods go along with the case.",
            "请将财物移送情况书面告知当事人。";
        OFFSET_NOT_ALLOWED:
            "Goods are sold against the fine only when no remedy was used in time and the party was urged in vain.",
            "请待复议、诉讼期限届满且催告期满，当事人仍不履行后再办理。";
        RELEASE_GROUND_MISSING:
            "The ground named for the release is not there.",
            "请按照实际情形选择解除的理由。";
        OBJECT_NOT_RELEASED:
            "An object was not released, so it cannot be given back.",
            "请先由机关负责人作出解除决定。";
        FREEZE_EXCEEDS_VIOLATION:
            "More is to be frozen than the violation is about.",
            "请将冻结数额改为与违法行为涉及的金额相当。";
        DEPOSIT_FROZEN_ELSEWHERE:
            "Another organ has frozen the deposit already.",
            "不得重复冻结，请与先行冻结的机关联系。";
        BANK_NOT_NOTIFIED:
            "The notice to freeze was not handed to the bank, or the record does not say so.",
            "请向金融机构交付冻结通知书。";
        FREEZE_EXPIRED:
            "The days of the freeze have passed; the bank lifts it.",
            "冻结期限届满，金融机构自期满之日起解除冻结。";
        FREEZE_EXTENDED_ALREADY:
            "The freeze was prolonged before; that is possible once.",
            "请在期限内作出处理决定或者解除冻结。";
        FREEZE_EXTENSION_TOO_LONG:
            "A freeze is prolonged by thirty days at most.",
            "请将延长期限改为三十日以内。";
        UNFREEZE_GROUND_MISSING:
            "The ground named to lift the freeze is not there.",
            "请按照实际情形选择解除冻结的理由。";
        UNFREEZE_NOT_NOTIFIED:
            "Bank and party were not told that the freeze is lifted, or the record does not say so.",
            "请通知金融机构和当事人。";
        MEASURE_RECEIVER_DOES_NOT_FOLLOW:
            "The case named does not go on with this one, or it has ended.",
            "请填写以本案为来源、对同一当事人立案且尚未结案的行政处罚案件。";
        MEASURE_CANNOT_GO_ALONG:
            "A measure is not in force: it waits for its approval, or is to be given back.",
            "请先办结审批、解除和退还，再移送案件。";
    }
}
