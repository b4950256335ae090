//! 强制

use super::{
    ADDRESSEE, BASIS, CAUSE, CONTACT, GOODS, GOODS_COLUMNS, OFFICERS, OPINIONS, PARTY_ADDRESS,
    PARTY_NAME, REASONS, RECORDING, SIGNATURES, TIME, coercion, market, remedies,
};
use crate::Place as P;
use crate::field::{Field, choice, date, line, money, period, rows, text, yes_no};
use crate::form::{Form, announcement, letter, list, strip, table};

const MEASURES: [&str; 3] = ["查封", "扣押", "查封、扣押"];
const MEASURE: Field = choice("measure", "强制措施", &MEASURES);
const ITEMS: Field = rows(
    "items",
    "查封、扣押场所、设施或者财物的名称、数量",
    &GOODS_COLUMNS,
);

/// 行政强制法 §24(2)
const SEIZURE: [Field; 13] = [
    PARTY_NAME.by(coercion(24).paragraph(2).item(1)),
    PARTY_ADDRESS.by(coercion(24).paragraph(2).item(1)),
    MEASURE,
    text("reasons", "查封、扣押的理由").by(coercion(24).paragraph(2).item(2)),
    line("basis", "查封、扣押的依据").by(coercion(24).paragraph(2).item(2)),
    period("period", "查封、扣押的期限").by(coercion(24).paragraph(2).item(2)),
    ITEMS.by(coercion(24).paragraph(2).item(3)),
    line("custody_place", "保管地点"),
    line("custodian", "保管人").maybe(),
    line("scene_record", "现场笔录").maybe(),
    RECORDING,
    line("agency_name", "行政机关的名称、印章").by(coercion(24).paragraph(2).item(5)),
    date("date", "日期").by(coercion(24).paragraph(2).item(5)),
];

const FREEZE: [Field; 9] = [
    PARTY_NAME.by(coercion(31).paragraph(1).item(1)),
    PARTY_ADDRESS.by(coercion(31).paragraph(1).item(1)),
    text("reasons", "冻结的理由").by(coercion(31).paragraph(1).item(2)),
    line("basis", "冻结的依据").by(coercion(31).paragraph(1).item(2)),
    period("period", "冻结的期限").by(coercion(31).paragraph(1).item(2)),
    line("account", "冻结的账号和数额").by(coercion(31).paragraph(1).item(3)),
    money("amount", "冻结数额"),
    line("agency_name", "行政机关的名称、印章").by(coercion(31).paragraph(1).item(5)),
    date("date", "日期").by(coercion(31).paragraph(1).item(5)),
];

const SEIZURE_REMEDIES: [Field; 3] = remedies(coercion(24).paragraph(2).item(4));
const FREEZE_REMEDIES: [Field; 3] = remedies(coercion(31).paragraph(1).item(4));
const EXTENSION_REMEDIES: [Field; 3] = [super::REVIEW, super::LITIGATION, super::REVIEW_LINK];

pub(super) const FORMS: &[Form] = &[
    table(
        "QZ01",
        "行政强制措施审批表",
        P::Approval,
        &[
            &[
                PARTY_NAME,
                CAUSE,
                line("measure", "拟采取的行政强制措施"),
                REASONS.by(coercion(18).item(1)),
                BASIS.by(coercion(18).item(1)),
                text("objects", "强制措施的对象"),
                period("period", "期限"),
                yes_no("urgent", "是否情况紧急当场实施").by(coercion(19)),
                OFFICERS.by(coercion(18).item(2)),
            ],
            &OPINIONS,
        ],
    ),
    letter(
        "QZ02",
        "查封、扣押决定书",
        "查扣",
        P::Issued,
        &[&SEIZURE, &SEIZURE_REMEDIES, &[OFFICERS], &CONTACT],
        "{{ party_name }}（地址：{{ party_address }}）：\n\
         经查，{{ reasons }}\n\
         依据{{ basis }}，本机关决定对你（单位）的下列场所、设施或者财物实施{{ measure }}：\n\
         {{ items }}\n\
         {{ measure }}期限：{{ period }}。情况复杂的，经本机关负责人批准可以延长；对物品需要进行检测、检验、检疫或者技术鉴定的，期限不包括检测、检验、检疫或者技术鉴定的期间，本机关将另行书面告知。\n\
         保管地点：{{ custody_place }}。保管人：{{ custodian }}。\n\
         {{ measure }}期间，任何单位和个人不得使用、销售、转移、损毁或者隐匿上述场所、设施或者财物，不得擅自拆封。\n\
         现场笔录：{{ scene_record }}。音像记录：{{ recording }}。执法人员：{{ officers }}。\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         附件：查封、扣押财物清单（一式二份，当事人和本机关各一份）\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .with_remedies(),
    list(
        "QZ02",
        "查封、扣押财物清单",
        P::Issued,
        &[
            &[
                PARTY_NAME,
                line("decision_number", "查封、扣押决定书文号"),
                TIME,
                line("custody_place", "保管地点"),
                ITEMS.by(coercion(24).paragraph(2).item(3)),
                OFFICERS,
                RECORDING,
            ],
            &SIGNATURES,
        ],
    ),
    strip(
        "QZ03",
        "封条",
        P::Issued,
        &[&[
            line("decision_number", "查封决定书文号").maybe(),
            line("text", "封条文字"),
        ]],
    ),
    letter(
        "QZ04",
        "延长查封、扣押期限决定书",
        "延查",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "查封、扣押决定书文号"),
                text("reasons", "延长的理由").by(coercion(25).paragraph(2)),
                period("period", "延长的期限").by(coercion(25).paragraph(1)),
            ],
            &EXTENSION_REMEDIES,
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以《查封、扣押决定书》（{{ decision_number }}）对你（单位）的有关场所、设施或者财物实施查封、扣押。因{{ reasons }}，依据《中华人民共和国行政强制法》第二十五条第一款、第二款，经本机关负责人批准，决定延长查封、扣押期限：{{ period }}。\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .with_remedies(),
    letter(
        "QZ05",
        "解除查封、扣押决定书",
        "解查",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "查封、扣押决定书文号"),
                REASONS.by(coercion(28).paragraph(1)),
                ITEMS,
                text("collection", "领取的时间和地点").maybe(),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以《查封、扣押决定书》（{{ decision_number }}）对你（单位）的有关场所、设施或者财物实施查封、扣押。{{ reasons }}依据《中华人民共和国行政强制法》第二十八条，决定自即日起解除对下列场所、设施或者财物的查封、扣押：\n\
         {{ items }}\n\
         {{ collection }}\n\
         附件：返还财物清单\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    list(
        "QZ05",
        "返还财物清单",
        P::Goods,
        &[
            &[
                PARTY_NAME,
                line("decision_number", "解除查封、扣押决定书文号"),
                TIME,
                ITEMS,
                OFFICERS,
            ],
            &SIGNATURES,
        ],
    ),
    letter(
        "QZ06",
        "冻结决定书",
        "冻结",
        P::Issued,
        &[&FREEZE, &FREEZE_REMEDIES, &CONTACT],
        "{{ party_name }}（地址：{{ party_address }}）：\n\
         经查，{{ reasons }}\n\
         依据{{ basis }}，本机关决定冻结你（单位）的存款、汇款：{{ account }}，冻结数额{{ amount }}。\n\
         冻结期限：{{ period }}。\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .with_remedies(),
    letter(
        "QZ06",
        "冻结通知书",
        "冻通",
        P::Issued,
        &[
            &[
                line("addressee", "金融机构").by(coercion(30).paragraph(1)),
                PARTY_NAME,
                line("account", "冻结的账号"),
                money("amount", "冻结数额"),
                period("period", "冻结的期限"),
                BASIS,
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         依据{{ basis }}，请你单位立即冻结{{ party_name }}的下列存款、汇款，不得拖延，不得在冻结前向当事人泄露信息：\n\
         账号：{{ account }}\n\
         数额：{{ amount }}\n\
         期限：{{ period }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "QZ06",
        "延长冻结期限决定书",
        "延冻",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "冻结决定书文号"),
                text("reasons", "延长的理由").by(coercion(32).paragraph(2)),
                period("period", "延长的期限").by(coercion(32).paragraph(1)),
            ],
            &EXTENSION_REMEDIES,
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以《冻结决定书》（{{ decision_number }}）冻结你（单位）的存款、汇款。因{{ reasons }}，依据《中华人民共和国行政强制法》第三十二条，经本机关负责人批准，决定延长冻结期限：{{ period }}。\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .with_remedies(),
    letter(
        "QZ06",
        "解除冻结决定书",
        "解冻",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "冻结决定书文号"),
                REASONS.by(coercion(33).paragraph(1)),
                line("account", "解除冻结的账号和数额"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以《冻结决定书》（{{ decision_number }}）冻结你（单位）的存款、汇款。{{ reasons }}依据《中华人民共和国行政强制法》第三十三条，决定自即日起解除冻结：{{ account }}。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "QZ07",
        "委托保管书",
        "委保",
        P::Goods,
        &[
            &[
                line("addressee", "受委托保管人").by(coercion(26).paragraph(2)),
                PARTY_NAME,
                GOODS,
                line("custody_place", "保管地点"),
                text("requirements", "保管要求").by(coercion(26).paragraph(2)),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         依据《中华人民共和国行政强制法》第二十六条，现将本机关对{{ party_name }}查封、扣押的下列物品委托你（单位）保管：\n\
         {{ items }}\n\
         保管地点：{{ custody_place }}。\n\
         {{ requirements }}\n\
         受委托人不得损毁或者擅自转移、处置保管物品；因保管发生的费用由本机关承担。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "QZ07",
        "先行处置通知书",
        "先处",
        P::Goods,
        &[
            &ADDRESSEE,
            &[GOODS, REASONS.by(market(41)), BASIS, line("manner", "处置方式")],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         {{ reasons }}依据{{ basis }}，本机关决定对下列物品先行处置，处置方式：{{ manner }}。\n\
         {{ items }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    announcement(
        "QZ07",
        "先行处置公告",
        P::Goods,
        &[
            &[GOODS, REASONS, BASIS, line("manner", "处置方式"), date("claim_by", "认领期限")],
            &CONTACT,
        ],
        "{{ reasons }}本机关依法查封、扣押了下列物品，当事人无法查明或者无法联系：\n\
         {{ items }}\n\
         请有关权利人于{{ claim_by }}前持有效证明到本机关接受处理。逾期无人认领的，本机关将依据{{ basis }}先行处置，处置方式：{{ manner }}。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
];
