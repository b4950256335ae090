//! 决定

use super::{
    ADDRESSEE, BASELINE, BASIS, CAUSE, COLLECTION, CONTACT, EVIDENCE, FACTS, LITIGATION, OFFICERS,
    OPINIONS, PARTY, PARTY_ADDRESS, PARTY_CODE, PARTY_NAME, PARTY_SIGNATURE, PENALTY_BASIS,
    PROVISION, REASONS, REPRESENTATIVE, REVIEW, REVIEW_LINK, TIME, market, penalty, remedies,
};
use crate::Place as P;
use crate::field::{Field, Shape, choice, column, date, line, money, rows, seal, signature, text};
use crate::form::{Form, letter, plain, record, table};

const fn article59(item: u8) -> statute::Citation {
    penalty(59).paragraph(1).item(item)
}

const DECISION: [Field; 22] = [
    PARTY_NAME.by(article59(1)),
    PARTY_CODE,
    REPRESENTATIVE,
    PARTY_ADDRESS.by(article59(1)),
    CAUSE,
    // How the case came to this decision: 立案、调查、强制措施、告知、听证 with their days.
    text("course", "案件办理经过").by(market(62)),
    FACTS.by(article59(2)),
    EVIDENCE.by(article59(2)),
    PROVISION.by(market(62)),
    text(
        "statement_and_answer",
        "陈述、申辩、听证的情况及采纳与否的理由",
    )
    .by(market(62)),
    text("discretion", "裁量基准的适用").by(BASELINE),
    text("correction", "责令改正的内容").by(penalty(28).paragraph(1)),
    line("penalty_basis", "行政处罚的依据").by(article59(3)),
    text("penalty", "行政处罚的种类").by(article59(3)),
    money("fine", "罚款数额").maybe(),
    text("performance", "行政处罚的履行方式和期限").by(article59(4)),
    text("collection", "收缴罚款的银行或者渠道")
        .by(COLLECTION)
        .with("fine"),
    text("late_fine", "加处罚款的标准")
        .by(COLLECTION)
        .with("fine"),
    text("publicity", "公示告知").maybe(),
    line("agency_name", "作出决定的行政机关名称").by(article59(6)),
    date("date", "作出决定的日期").by(article59(6)),
    seal("seal", "作出决定的行政机关的印章").by(penalty(59).paragraph(2)),
];

const DECISION_REMEDIES: [Field; 3] = remedies(article59(5));

const SUMMARY: [Field; 17] = [
    PARTY_NAME,
    PARTY_CODE,
    PARTY_ADDRESS.maybe(),
    text("facts", "当事人的违法行为").by(penalty(52).paragraph(2)),
    TIME.by(penalty(52).paragraph(2)),
    line("place", "地点").by(penalty(52).paragraph(2)),
    EVIDENCE.maybe(),
    PROVISION,
    line("penalty_basis", "行政处罚的依据").by(penalty(52).paragraph(2)),
    text("penalty", "行政处罚的种类").by(penalty(52).paragraph(2)),
    // Nothing where the penalty is a warning alone: the field is there, with 0.
    money("fine", "罚款数额").by(penalty(52).paragraph(2)),
    choice(
        "payment",
        "罚款缴纳方式",
        &["当场收缴", "自收到本决定书之日起十五日内缴纳", "无罚款"],
    ),
    text("payment_ground", "当场收缴的理由或者缴纳的银行、渠道").maybe(),
    text("statement", "当事人陈述、申辩的情况"),
    line("agency_name", "行政机关名称").by(penalty(52).paragraph(2)),
    super::officers("officers", "执法人员签名或者盖章").by(penalty(52).paragraph(2)),
    PARTY_SIGNATURE,
];

const SUMMARY_REMEDIES: [Field; 3] = remedies(penalty(52).paragraph(2));
const PLAIN_REMEDIES: [Field; 3] = [REVIEW, LITIGATION, REVIEW_LINK];

pub(super) const FORMS: &[Form] = &[
    table(
        "JD01",
        "行政处罚决定审批表",
        P::Approval,
        &[
            &PARTY,
            &[
                CAUSE,
                date("filed_on", "立案日期"),
                text("summary", "主要违法事实和证据"),
                PROVISION,
                PENALTY_BASIS,
                text("statement_and_answer", "陈述、申辩、听证的情况及采纳与否的理由"),
                text("review_opinion", "法制审核意见").maybe(),
                text("proposal", "拟作出的处理决定").by(penalty(57).paragraph(1)),
            ],
            &OPINIONS,
        ],
    ),
    record(
        "JD02",
        "集体讨论记录",
        P::Approval,
        &[&[
            CAUSE,
            PARTY_NAME,
            TIME,
            line("place", "地点"),
            line("chair", "主持人"),
            line("clerk", "记录人"),
            text("attendants", "出席人员及职务").by(penalty(57).paragraph(2)),
            line("observers", "列席人员").maybe(),
            text("report", "案情汇报"),
            text("discussion", "讨论情况").by(penalty(57).paragraph(2)),
            text("conclusion", "讨论决定").by(penalty(57).paragraph(2)),
            signature("attendant_signature", "出席人员（签名）"),
        ]],
        "一、出席人员\n\
         {{ attendants }}\n\
         列席人员：{{ observers }}\n\
         二、案情汇报\n\
         {{ report }}\n\
         三、讨论情况\n\
         {{ discussion }}\n\
         四、讨论决定\n\
         {{ conclusion }}",
    ),
    letter(
        "JD03",
        "行政处罚决定书",
        "罚",
        P::Decision,
        &[&DECISION, &DECISION_REMEDIES],
        "当事人：{{ party_name }}\n\
         统一社会信用代码/身份证号：{{ party_code }}\n\
         法定代表人（负责人）：{{ representative }}\n\
         地址：{{ party_address }}\n\
         案由：{{ cause }}\n\
         {{ course }}\n\
         一、违法事实和证据\n\
         经查，{{ facts }}\n\
         上述事实，有下列证据证明：\n\
         {{ evidence }}\n\
         二、陈述、申辩、听证的情况\n\
         {{ statement_and_answer }}\n\
         三、处罚的理由和依据\n\
         你（单位）的上述行为违反了{{ provision }}。\n\
         {{ discretion }}\n\
         四、行政处罚决定\n\
         {{ correction }}\n\
         依据{{ penalty_basis }}，本机关决定对你（单位）作出如下行政处罚：\n\
         {{ penalty }}\n\
         罚款数额：{{ fine }}。\n\
         五、履行方式和期限\n\
         {{ performance }}\n\
         {{ collection }}\n\
         {{ late_fine }}\n\
         六、救济途径\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         行政复议、行政诉讼期间，本决定不停止执行，法律另有规定的除外。\n\
         {{ publicity }}",
    )
    .with_remedies(),
    letter(
        "JD04",
        "当场行政处罚决定书",
        "当罚",
        P::Decision,
        &[&SUMMARY, &SUMMARY_REMEDIES],
        "当事人：{{ party_name }}\n\
         统一社会信用代码/身份证号：{{ party_code }}\n\
         地址：{{ party_address }}\n\
         你（单位）于{{ time }}在{{ place }}，{{ facts }}\n\
         上述事实，有下列证据证明：{{ evidence }}\n\
         你（单位）的上述行为违反了{{ provision }}。执法人员已出示执法证件，告知了拟作出的行政处罚内容及事实、理由、依据和陈述、申辩的权利。陈述、申辩情况：{{ statement }}\n\
         依据{{ penalty_basis }}和《中华人民共和国行政处罚法》第五十一条，本机关决定当场作出如下行政处罚：\n\
         {{ penalty }}\n\
         罚款数额：{{ fine }}。缴纳方式：{{ payment }}。\n\
         {{ payment_ground }}\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}\n\
         执法人员：{{ officers }}",
    )
    .with_remedies(),
    letter(
        "JD05",
        "不予行政处罚决定书",
        "不罚",
        P::Decision,
        &[
            &[
                PARTY_NAME,
                PARTY_CODE,
                PARTY_ADDRESS,
                CAUSE,
                FACTS.by(penalty(57).paragraph(1)),
                EVIDENCE,
                PROVISION.maybe(),
                text("reasons", "不予处罚的理由").by(penalty(33)),
                line("basis", "不予处罚的依据").by(penalty(33)),
                text("correction", "责令改正的内容").maybe(),
                text("education", "教育的内容").by(penalty(33).paragraph(3)),
            ],
            &PLAIN_REMEDIES,
        ],
        "当事人：{{ party_name }}\n\
         统一社会信用代码/身份证号：{{ party_code }}\n\
         地址：{{ party_address }}\n\
         本机关对你（单位）涉嫌{{ cause }}一案立案调查，现已查明：{{ facts }}\n\
         上述事实，有下列证据证明：{{ evidence }}\n\
         上述行为违反了{{ provision }}。\n\
         {{ reasons }}依据{{ basis }}，本机关决定对你（单位）不予行政处罚。\n\
         {{ correction }}\n\
         {{ education }}\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}",
    )
    .with_remedies(),
    record(
        "JD05",
        "教育记录",
        P::Decision,
        &[&[
            PARTY_NAME,
            CAUSE,
            TIME,
            line("place", "地点"),
            OFFICERS,
            text("education", "教育的内容").by(penalty(33).paragraph(3)),
            text("promise", "当事人表态").maybe(),
            PARTY_SIGNATURE,
            signature("officer_signature", "执法人员（签名）"),
        ]],
        "教育的内容：\n\
         {{ education }}\n\
         当事人表态：\n\
         {{ promise }}",
    ),
    letter(
        "JD06",
        "责令退款通知书",
        "责退",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                FACTS,
                line("basis", "责令退款的依据").by(penalty(28).paragraph(2)),
                money("amount", "应当退还的数额"),
                date("refund_by", "退款期限"),
                text("manner", "退款方式和要求"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         经查，{{ facts }}\n\
         依据{{ basis }}，现责令你（单位）于{{ refund_by }}前向多付价款的消费者或者其他经营者退还{{ amount }}。\n\
         {{ manner }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "JD06",
        "补正通知书",
        "补正",
        P::Decision,
        &[
            &ADDRESSEE,
            &[
                line("corrected_name", "被补正的文书"),
                line("corrected_number", "被补正文书的文号"),
                date("corrected_on", "被补正文书的日期"),
                rows(
                    "corrections",
                    "补正内容",
                    &[
                        column("place", "位置", Shape::Line, 20),
                        column("wrong", "原文", Shape::Line, 40),
                        column("right", "补正为", Shape::Line, 40),
                    ],
                ),
                REASONS,
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ corrected_on }}作出的《{{ corrected_name }}》（{{ corrected_number }}）{{ reasons }}现予补正：\n\
         {{ corrections }}\n\
         其他内容不变，特此通知。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "JD06",
        "变更行政处罚决定书",
        "纠",
        P::Decision,
        &[
            &[
                PARTY_NAME,
                PARTY_ADDRESS,
                line("decision_number", "原行政处罚决定书文号"),
                date("decided_on", "原决定日期"),
                REASONS,
                BASIS,
                text("change", "变更的内容"),
            ],
            &PLAIN_REMEDIES,
        ],
        "当事人：{{ party_name }}\n\
         地址：{{ party_address }}\n\
         本机关于{{ decided_on }}对你（单位）作出《行政处罚决定书》（{{ decision_number }}）。{{ reasons }}依据{{ basis }}，本机关决定对原行政处罚决定作如下变更：\n\
         {{ change }}\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}",
    )
    .with_remedies(),
    letter(
        "JD06",
        "撤销行政处罚决定书",
        "纠",
        P::Decision,
        &[
            &[
                PARTY_NAME,
                PARTY_ADDRESS,
                line("decision_number", "原行政处罚决定书文号"),
                date("decided_on", "原决定日期"),
                REASONS,
                BASIS,
                text("consequence", "撤销后的处理").maybe(),
            ],
            &PLAIN_REMEDIES,
        ],
        "当事人：{{ party_name }}\n\
         地址：{{ party_address }}\n\
         本机关于{{ decided_on }}对你（单位）作出《行政处罚决定书》（{{ decision_number }}）。{{ reasons }}依据{{ basis }}，本机关决定撤销该行政处罚决定。\n\
         {{ consequence }}\n\
         {{ review }}{{ litigation }}\n\
         {{ review_link }}",
    )
    .with_remedies(),
    plain(
        "JD07",
        "信用修复告知书",
        P::Decision,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "行政处罚决定书文号"),
                text("publicity", "公示的平台和期限"),
                text("conditions", "申请信用修复的条件"),
                text("manner", "申请的途径和材料"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关已对你（单位）作出行政处罚决定（{{ decision_number }}）。现将信用修复的有关事项告知如下：\n\
         一、公示的平台和期限\n\
         {{ publicity }}\n\
         二、申请信用修复的条件\n\
         {{ conditions }}\n\
         三、申请的途径和材料\n\
         {{ manner }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    plain(
        "JD07",
        "行政处罚信息公示告知书",
        P::Decision,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "行政处罚决定书文号"),
                text("publicity", "公示的平台、内容和期限").by(statute::Citation::article(
                    statute::Law::MarketPublicityRules,
                    8,
                )),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关已对你（单位）作出行政处罚决定（{{ decision_number }}）。依据《中华人民共和国行政处罚法》第四十八条，具有一定社会影响的行政处罚决定应当依法公开。现告知如下：\n\
         {{ publicity }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
];
