//! 送达、执行、结案

use super::{
    ADDRESSEE, BASIS, CAUSE, CONTACT, FACTS, GOODS, LITIGATION, OFFICERS, OPINIONS, PARTY,
    PARTY_ADDRESS, PARTY_CODE, PARTY_NAME, PARTY_SIGNATURE, REASONS, REPRESENTATIVE, REVIEW,
    REVIEW_LINK, SIGNATURES, TIME, civil, coercion, market, penalty, remedies,
};
use crate::Place as P;
use crate::field::{
    Column, Field, Shape, choice, column, count, date, line, moment, money, rows, signature, text,
};
use crate::form::{Form, announcement, contents, cover, letter, list, plain, table};

/// Manners of service (民事诉讼法 §87 to §95).
const MANNERS: [&str; 7] = [
    "直接送达",
    "留置送达",
    "委托送达",
    "邮寄送达",
    "转交送达",
    "电子送达",
    "公告送达",
];

/// A line of the catalogue (卷内目录): what is not bound says in its note why, and where it lies.
const CATALOGUE: [Column; 6] = [
    column("nth", "序号", Shape::Line, 6),
    column("number", "文号", Shape::Line, 16).maybe(),
    column("title", "题名", Shape::Line, 27),
    column("on", "日期", Shape::Date, 17).maybe(),
    column("page", "页号", Shape::Line, 9),
    column("note", "备注", Shape::Line, 25).maybe(),
];

const ENFORCEMENT: [Field; 8] = [
    PARTY_NAME.by(coercion(37).paragraph(2).item(1)),
    PARTY_ADDRESS.by(coercion(37).paragraph(2).item(1)),
    text("reasons", "强制执行的理由").by(coercion(37).paragraph(2).item(2)),
    line("basis", "强制执行的依据").by(coercion(37).paragraph(2).item(2)),
    text("manner", "强制执行的方式和时间").by(coercion(37).paragraph(2).item(3)),
    line("agency_name", "行政机关的名称、印章").by(coercion(37).paragraph(2).item(5)),
    date("date", "日期").by(coercion(37).paragraph(2).item(5)),
    line("urging_number", "催告书文号").maybe(),
];
const ENFORCEMENT_REMEDIES: [Field; 3] = remedies(coercion(37).paragraph(2).item(4));

const fn agent(item: &'static str, label: &'static str) -> Field {
    text(item, label).by(coercion(51).paragraph(1).item(1))
}

const PLAIN_REMEDIES: [Field; 3] = [REVIEW, LITIGATION, REVIEW_LINK];

const DECISION: [Field; 3] = [
    line("decision_number", "行政处罚决定书文号"),
    date("decided_on", "决定日期"),
    money("fine", "罚款数额"),
];

const STANDSTILL: [Field; 5] = [
    PARTY_NAME,
    line("decision_number", "执行依据的文号"),
    REASONS,
    BASIS,
    date("from", "起算日期"),
];

const RECEIPTS: Field = rows(
    "receipts",
    "票据",
    &[
        column("number", "票据号码", Shape::Line, 34),
        column("amount", "金额", Shape::Money, 26),
        column("on", "开具日期", Shape::Date, 20),
        column("payer", "缴款人", Shape::Line, 20).maybe(),
    ],
);

pub(super) const FORMS: &[Form] = &[
    table(
        "ZX01",
        "送达回证",
        P::Decision,
        &[&[
            line("document_name", "送达文书名称"),
            line("served_number", "送达文书文号").maybe(),
            line("party_name", "受送达人").by(civil(87)),
            line("place", "送达地点"),
            choice("manner", "送达方式", &MANNERS),
            line("receiver", "收件人").maybe(),
            line("relation", "收件人与受送达人的关系").maybe(),
            moment("served_at", "收到时间").by(civil(87)).maybe(),
            text("refusal", "拒收、留置情况").maybe(),
            line("witness", "见证人或者音像记录编号").with("refusal"),
            super::officers("officers", "送达人"),
            text("remark", "备注").maybe(),
            signature("party_signature", "收件人（签名或者盖章）"),
            signature("witness_signature", "见证人（签名）"),
            signature("officer_signature", "送达人（签名）"),
        ]],
    ),
    announcement(
        "ZX01",
        "公告送达公告",
        P::Decision,
        &[
            &[
                PARTY_NAME,
                line("document_name", "送达文书名称"),
                line("served_number", "送达文书文号"),
                text("content", "文书主要内容"),
                text("reasons", "公告送达的原因").by(civil(95)),
                count("days", "公告期（日）").by(civil(95)),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         {{ reasons }}依据《中华人民共和国行政处罚法》第六十一条和《中华人民共和国民事诉讼法》第九十五条，现向你（单位）公告送达《{{ document_name }}》（{{ served_number }}）。主要内容：\n\
         {{ content }}\n\
         请自本公告发布之日起{{ days }}日内到本机关领取上述文书；逾期不领取的，即视为送达。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    table(
        "ZX01",
        "电子送达凭证",
        P::Decision,
        &[&[
            line("document_name", "送达文书名称"),
            line("served_number", "送达文书文号").maybe(),
            line("party_name", "受送达人"),
            line("consent", "送达地址确认书").by(penalty(61).paragraph(2)),
            line("system", "送达方式和到达的系统"),
            line("address", "电子送达地址"),
            moment("sent_at", "发送时间"),
            moment("arrived_at", "到达时间").by(civil(90).paragraph(2)),
            line("hash", "文书校验值（SM3）"),
            text("answer", "到达系统的答复").maybe(),
        ]],
    ),
    plain(
        "ZX02",
        "延期、分期缴纳罚款申请书",
        P::Issued,
        &[
            &[PARTY_NAME],
            &DECISION,
            &[
                text("reasons", "经济困难的情况").by(penalty(66).paragraph(2)),
                text("request", "申请延期或者分期的安排"),
                PARTY_SIGNATURE,
            ],
        ],
        "{{ agency_name }}：\n\
         {{ party_name }}于{{ decided_on }}被处以行政处罚（{{ decision_number }}），罚款{{ fine }}。\n\
         {{ reasons }}\n\
         依据《中华人民共和国行政处罚法》第六十六条第二款，申请：{{ request }}",
    )
    .of_party(),
    table(
        "ZX02",
        "延期、分期缴纳罚款审批表",
        P::Approval,
        &[
            &[PARTY_NAME],
            &DECISION,
            &[
                date("requested_on", "申请日期"),
                text("reasons", "申请理由").by(penalty(66).paragraph(2)),
                text("request", "申请事项"),
            ],
            &OPINIONS,
        ],
    )
    .inside(),
    letter(
        "ZX02",
        "延期、分期缴纳罚款通知书",
        "缓缴",
        P::Issued,
        &[
            &[PARTY_NAME],
            &DECISION,
            &[
                date("requested_on", "申请日期"),
                choice("decision", "决定", &["准予延期缴纳", "准予分期缴纳", "不予准许"])
                    .by(penalty(66).paragraph(2)),
                rows(
                    "instalments",
                    "缴纳安排",
                    &[
                        column("nth", "期次", Shape::Line, 20),
                        column("amount", "金额", Shape::Money, 45),
                        column("due", "缴纳期限", Shape::Date, 35),
                    ],
                )
                .maybe(),
                text("reasons", "理由").maybe(),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ decided_on }}对你（单位）作出《行政处罚决定书》（{{ decision_number }}），罚款{{ fine }}。你（单位）于{{ requested_on }}提出延期（分期）缴纳罚款的申请。依据《中华人民共和国行政处罚法》第六十六条第二款，本机关决定：{{ decision }}。\n\
         {{ reasons }}\n\
         {{ instalments }}\n\
         逾期缴纳的，依据《中华人民共和国行政处罚法》第七十二条，本机关可以每日按罚款数额的百分之三加处罚款，加处罚款的数额不得超出罚款的数额。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    list(
        "ZX03",
        "没收物品凭证",
        P::Goods,
        &[
            &[
                PARTY_NAME,
                line("decision_number", "行政处罚决定书文号"),
                TIME,
                GOODS.by(penalty(74).paragraph(1)),
                OFFICERS,
            ],
            &SIGNATURES,
        ],
    )
    .numbered("没收"),
    table(
        "ZX03",
        "没收物品处理记录",
        P::Goods,
        &[&[
            PARTY_NAME,
            line("decision_number", "行政处罚决定书文号"),
            GOODS,
            choice("manner", "处理方式", &["拍卖", "变卖", "销毁", "移交", "其他"])
                .by(penalty(74).paragraph(1)),
            TIME,
            line("place", "地点"),
            text("course", "处理经过"),
            money("proceeds", "所得款项").maybe(),
            line("remittance", "上缴国库凭证").with("proceeds"),
            signature("officer_signature", "处理人（签名）"),
            signature("supervisor_signature", "监督人（签名）"),
        ]],
    )
    .inside(),
    table(
        "ZX03",
        "罚没票据登记表",
        P::Goods,
        &[&[
            PARTY_NAME,
            line("decision_number", "行政处罚决定书文号"),
            RECEIPTS.by(penalty(70)),
            money("total", "合计"),
            line("registrar", "登记人"),
        ]],
    )
    .inside(),
    letter(
        "ZX04",
        "履行催告书",
        "催告",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "行政决定的文号"),
                date("decided_on", "决定日期"),
                line("period", "履行义务的期限").by(coercion(35).item(1)),
                text("performance", "履行义务的方式").by(coercion(35).item(2)),
                money("amount", "金额")
                    .by(coercion(35).item(3))
                    .maybe(),
                text("payment", "给付方式").by(coercion(35).item(3)).with("amount"),
                text("statement_right", "陈述权和申辩权").by(coercion(35).item(4)),
                text("consequence", "逾期不履行的后果"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ decided_on }}对你（单位）作出{{ decision_number }}，你（单位）逾期未履行。依据《中华人民共和国行政强制法》第三十五条、第五十四条，现催告如下：\n\
         一、履行义务的期限：{{ period }}\n\
         二、履行义务的方式：{{ performance }}\n\
         应当给付的金额：{{ amount }}。给付方式：{{ payment }}\n\
         三、{{ statement_right }}\n\
         {{ consequence }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "ZX05",
        "加处罚款决定书",
        "加罚",
        P::Issued,
        &[
            &[PARTY_NAME],
            &DECISION,
            &[
                date("due_on", "缴纳罚款的期限"),
                line("standard", "加处罚款的标准").by(coercion(45).paragraph(1)),
                money("late_fine", "加处罚款的数额"),
                text("payment", "缴纳方式和期限"),
            ],
            &PLAIN_REMEDIES,
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ decided_on }}对你（单位）作出《行政处罚决定书》（{{ decision_number }}），罚款{{ fine }}，应当于{{ due_on }}前缴纳。你（单位）逾期未缴纳。\n\
         依据《中华人民共和国行政处罚法》第七十二条第一款第（一）项和《中华人民共和国行政强制法》第四十五条，按照{{ standard }}，本机关决定加处罚款{{ late_fine }}。加处罚款的数额不得超出罚款的数额。\n\
         {{ payment }}\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .with_remedies(),
    plain(
        "ZX05",
        "加处罚款告知书",
        P::Issued,
        &[
            &[PARTY_NAME],
            &DECISION,
            &[
                date("due_on", "缴纳罚款的期限"),
                line("standard", "加处罚款的标准").by(coercion(45).paragraph(1)),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ decided_on }}对你（单位）作出《行政处罚决定书》（{{ decision_number }}），罚款{{ fine }}，应当于{{ due_on }}前缴纳。逾期不缴纳的，自期满之次日起按照{{ standard }}加处罚款，加处罚款的数额不得超出罚款的数额，特此告知。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "ZX06",
        "行政强制执行决定书",
        "强执",
        P::Issued,
        &[
            &[
                line("decision_number", "据以执行的行政决定文号"),
                date("decided_on", "决定日期"),
            ],
            &ENFORCEMENT,
            &ENFORCEMENT_REMEDIES,
        ],
        "{{ party_name }}（地址：{{ party_address }}）：\n\
         本机关于{{ decided_on }}对你（单位）作出{{ decision_number }}。{{ reasons }}本机关已经催告（{{ urging_number }}），你（单位）逾期仍不履行，且无正当理由。\n\
         依据{{ basis }}，本机关决定强制执行。\n\
         强制执行的方式和时间：{{ manner }}\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}",
    )
    .with_remedies(),
    letter(
        "ZX06",
        "代履行决定书",
        "代履",
        P::Issued,
        &[
            &[
                PARTY_NAME.by(coercion(51).paragraph(1).item(1)),
                PARTY_ADDRESS.by(coercion(51).paragraph(1).item(1)),
                line("decision_number", "据以执行的行政决定文号"),
                agent("reasons", "代履行的理由"),
                line("basis", "代履行的依据").by(coercion(51).paragraph(1).item(1)),
                agent("manner", "代履行的方式和时间"),
                agent("object", "代履行的标的"),
                agent("budget", "费用预算"),
                agent("performer", "代履行人"),
            ],
            &PLAIN_REMEDIES,
            &CONTACT,
        ],
        "{{ party_name }}（地址：{{ party_address }}）：\n\
         {{ decision_number }}要求你（单位）履行义务，{{ reasons }}依据{{ basis }}，本机关决定代履行。\n\
         一、代履行的标的\n\
         {{ object }}\n\
         二、代履行的方式和时间\n\
         {{ manner }}\n\
         三、代履行人\n\
         {{ performer }}\n\
         四、费用预算\n\
         {{ budget }}\n\
         代履行的费用按照成本合理确定，由你（单位）承担，法律另有规定的除外。代履行三日前，本机关将再次催告履行；你（单位）履行的，停止代履行。\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .with_remedies(),
    announcement(
        "ZX06",
        "强制拆除公告",
        P::Issued,
        &[
            &[
                PARTY_NAME,
                line("decision_number", "限期拆除决定的文号"),
                text("object", "拆除的建筑物、构筑物、设施"),
                date("demolish_by", "自行拆除的期限"),
                text("consequence", "逾期不拆除的后果"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         {{ decision_number }}责令你（单位）限期拆除下列违法的建筑物、构筑物、设施等：\n\
         {{ object }}\n\
         依据《中华人民共和国行政强制法》第四十四条，现予公告，限你（单位）于{{ demolish_by }}前自行拆除。\n\
         {{ consequence }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    plain(
        "ZX07",
        "执行协议",
        P::Issued,
        &[&[
            PARTY_NAME,
            line("decision_number", "执行依据的文号"),
            text("terms", "分阶段履行的约定").by(coercion(42).paragraph(1)),
            text("reduction", "加处罚款、滞纳金的减免").by(coercion(42).paragraph(1)).maybe(),
            PARTY_SIGNATURE,
        ]],
        "甲方：{{ agency_name }}\n\
         乙方：{{ party_name }}\n\
         为执行{{ decision_number }}，在不损害公共利益和他人合法权益的情况下，依据《中华人民共和国行政强制法》第四十二条，双方达成如下协议：\n\
         {{ terms }}\n\
         {{ reduction }}\n\
         乙方不履行本协议的，甲方应当恢复强制执行。",
    ),
    letter(
        "ZX07",
        "中止执行通知书",
        "中执",
        P::Issued,
        &[&STANDSTILL, &CONTACT],
        "{{ party_name }}：\n\
         关于{{ decision_number }}的执行，{{ reasons }}依据{{ basis }}，决定自{{ from }}起中止执行。中止执行的情形消失后，本机关将恢复执行。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "ZX07",
        "恢复执行通知书",
        "恢执",
        P::Issued,
        &[&STANDSTILL, &CONTACT],
        "{{ party_name }}：\n\
         关于{{ decision_number }}的执行，{{ reasons }}依据{{ basis }}，决定自{{ from }}起恢复执行。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "ZX07",
        "终结执行通知书",
        "终执",
        P::Issued,
        &[&STANDSTILL, &CONTACT],
        "{{ party_name }}：\n\
         关于{{ decision_number }}的执行，{{ reasons }}依据{{ basis }}，决定自{{ from }}起终结执行。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "ZX08",
        "强制执行申请书",
        "申执",
        P::Issued,
        &[
            &[
                line("court", "受理法院").by(coercion(54)),
                PARTY_NAME,
                PARTY_CODE,
                REPRESENTATIVE,
                PARTY_ADDRESS,
                line("decision_number", "行政决定书文号").by(coercion(55).paragraph(1).item(2)),
                FACTS.by(coercion(55).paragraph(1).item(2)),
                text("reasons", "申请强制执行的理由").by(coercion(55).paragraph(1).item(2)),
                text("urging", "当事人的意见及催告情况").by(coercion(55).paragraph(1).item(3)),
                text("object", "申请强制执行标的情况").by(coercion(55).paragraph(1).item(4)),
                text("attachments", "附送材料").maybe(),
                line("head", "行政机关负责人").by(coercion(55).paragraph(2)),
            ],
            &CONTACT,
        ],
        "{{ court }}：\n\
         申请人：{{ agency_name }}\n\
         被申请人：{{ party_name }}，统一社会信用代码/身份证号：{{ party_code }}，法定代表人（负责人）：{{ representative }}，地址：{{ party_address }}\n\
         一、作出决定的事实、理由和依据\n\
         {{ facts }}\n\
         {{ reasons }}\n\
         二、当事人的意见及催告情况\n\
         {{ urging }}\n\
         三、申请强制执行的标的\n\
         {{ object }}\n\
         被申请人在法定期限内不申请行政复议或者提起行政诉讼，又不履行{{ decision_number }}。依据《中华人民共和国行政强制法》第五十三条、第五十四条、第五十五条，特申请强制执行。\n\
         附送材料：\n\
         {{ attachments }}\n\
         行政机关负责人（签名）：{{ head }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    table(
        "JA01",
        "结案审批表",
        P::Closing,
        &[
            &PARTY,
            &[
                CAUSE,
                date("filed_on", "立案日期"),
                line("decision_number", "处理决定文号"),
                date("decided_on", "处理决定日期"),
                text("penalty", "处理决定内容"),
                text("execution", "执行情况").by(market(77)),
                money("paid", "缴纳罚没款数额").maybe(),
                line("receipt", "罚没票据号码").with("paid"),
                text("correction", "改正及复查情况").maybe(),
                text("remedies_used", "行政复议、行政诉讼情况"),
                choice(
                    "ground",
                    "结案理由",
                    &[
                        "行政处罚决定执行完毕",
                        "人民法院裁定终结执行",
                        "案件终止调查",
                        "不予行政处罚或者移送",
                        "其他应予结案的情形",
                    ],
                )
                .by(market(77)),
                OFFICERS,
            ],
            &OPINIONS,
        ],
    ),
    table(
        "JA01",
        "销案审批表",
        P::Closing,
        &[
            &[
                PARTY_NAME,
                CAUSE,
                date("filed_on", "立案日期"),
                text("summary", "调查情况"),
                REASONS,
                BASIS,
            ],
            &OPINIONS,
        ],
    ),
    table(
        "JA01",
        "撤案审批表",
        P::Closing,
        &[
            &[
                PARTY_NAME,
                CAUSE,
                date("filed_on", "立案日期"),
                text("summary", "调查情况"),
                REASONS,
                BASIS,
            ],
            &OPINIONS,
        ],
    ),
    cover(
        "JA02",
        "卷宗封面",
        P::Binding,
        &[&[
            line("volume", "卷别"),
            line("case_number", "案号"),
            line("title", "题名"),
            PARTY_NAME,
            line("cause", "案由"),
            line("decision_number", "处理决定文号").maybe(),
            text("result", "处理结果"),
            line("officers_names", "承办人"),
            date("filed_on", "立案日期"),
            date("closed_on", "结案日期"),
            date("archived_on", "归档日期"),
            line("keeping", "保管期限"),
            count("pages", "页数"),
            count("documents", "件数"),
            line("archive_number", "档号").maybe(),
        ]],
    ),
    contents(
        "JA02",
        "卷内目录",
        P::Binding,
        &[&[
            line("case_number", "案号"),
            line("volume", "卷别"),
            rows("entries", "正卷", &CATALOGUE).maybe(),
            rows("side_entries", "副卷", &CATALOGUE).maybe(),
        ]],
    ),
    table(
        "JA02",
        "备考表",
        P::Binding,
        &[&[
            line("case_number", "案号"),
            text("situation", "本卷情况说明"),
            count("pages", "页数"),
            count("documents", "件数"),
            line("hash", "全卷校验值（SM3）").maybe(),
            line("binder", "立卷人"),
            line("checker", "检查人").maybe(),
            date("bound_on", "立卷时间"),
        ]],
    ),
];
