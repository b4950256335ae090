//! 案源与立案

use statute::{Citation, Law};

use super::{
    ADDRESSEE, BASIS, CAUSE, CONTACT, FACTS, GOODS, OPINIONS, PARTY, PARTY_TYPE, PENALTY_BASIS,
    PROVISION, REASONS, coercion, market, penalty,
};
use crate::Place as P;
use crate::field::{
    Field, Shape, choice, column, date, line, moment, officers, opinion, rows, signature, text,
};
use crate::form::{Form, letter, plain, table};

const fn transfer(article: u16) -> Citation {
    Citation::article(Law::CriminalTransferRegulation, article)
}

const SOURCES: [&str; 6] = ["检查发现", "投诉举报", "移送", "交办", "监测数据", "其他"];

const FILING: [Field; 9] = [
    CAUSE,
    choice("source", "案件来源", &SOURCES),
    date("received_on", "线索受理日期"),
    text("summary", "简要案情及初步证据").by(market(19)),
    PROVISION.by(market(19)),
    PENALTY_BASIS.by(market(19)),
    line("venue", "管辖").by(market(19)),
    line("limitation", "是否在处罚时效内").by(penalty(36)),
    officers("officers", "拟指派的承办人员及其执法证号").by(penalty(42).paragraph(1)),
];

const MATERIALS: Field = rows(
    "materials",
    "随案材料",
    &[
        column("name", "材料名称", Shape::Line, 60),
        column("copies", "份数", Shape::Line, 15).maybe(),
        column("remark", "备注", Shape::Line, 25).maybe(),
    ],
);

pub(super) const FORMS: &[Form] = &[
    table(
        "LA01",
        "案件来源登记表",
        P::Source,
        &[&[
            choice("source", "案件来源", &SOURCES),
            moment("received_at", "登记时间"),
            line("informant", "线索提供人").maybe(),
            line("informant_phone", "联系方式").maybe(),
            line("party_name", "被反映的单位或者个人").maybe(),
            line("party_address", "地址").maybe(),
            text("content", "线索内容"),
            line("registrar", "登记人"),
            opinion("office_opinion", "承办机构负责人处理意见"),
        ]],
    )
    .before_case(),
    table(
        "LA02",
        "立案审批表",
        P::Filing,
        &[&[PARTY_TYPE], &PARTY, &FILING, &OPINIONS],
    ),
    table(
        "LA02",
        "不予立案审批表",
        P::Filing,
        &[
            &PARTY,
            &[
                CAUSE,
                choice("source", "案件来源", &SOURCES),
                date("received_on", "线索受理日期"),
                text("summary", "简要案情").by(market(20)),
                text("reasons", "不予立案的理由和依据").by(market(20)),
            ],
            &OPINIONS,
        ],
    ),
    letter(
        "LA03",
        "指定管辖通知书",
        "指管",
        P::Source,
        &[
            &[
                line("addressee", "受文机关"),
                line("cause", "案件名称"),
                line("designated", "被指定管辖的机关"),
                REASONS,
                BASIS.by(penalty(25).paragraph(2)),
                MATERIALS.maybe(),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         关于{{ cause }}一案的管辖，{{ reasons }}。依据{{ basis }}，现指定该案由{{ designated }}管辖。请有关机关自收到本通知书之日起按照规定办理案件材料移交。\n\
         {{ materials }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .before_case(),
    letter(
        "LA04",
        "案件交办通知书",
        "交办",
        P::Source,
        &[
            &[
                line("addressee", "承办机关"),
                line("cause", "案件名称"),
                text("summary", "案件情况"),
                text("requirements", "办理要求"),
                date("report_by", "报告期限"),
                MATERIALS.maybe(),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         现将{{ cause }}一案交由你单位办理。\n\
         案件情况：{{ summary }}\n\
         办理要求：{{ requirements }}\n\
         请于{{ report_by }}前将办理结果报本机关。\n\
         {{ materials }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .before_case(),
    letter(
        "LA05",
        "案件移送函",
        "移",
        P::Source,
        &[
            &[
                line("addressee", "受移送机关"),
                line("cause", "案件名称"),
                text("summary", "案件情况"),
                REASONS,
                BASIS,
                MATERIALS,
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         本机关在办理{{ cause }}一案中查明：{{ summary }}\n\
         {{ reasons }}依据{{ basis }}，现将该案移送你单位处理。请将处理结果函告本机关。\n\
         随案材料：\n\
         {{ materials }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "LA06",
        "涉嫌犯罪案件移送书",
        "涉罪移",
        P::Issued,
        &[
            &[
                line("addressee", "受移送公安机关"),
                line("party_name", "涉嫌犯罪的单位或者个人"),
                line("cause", "案件名称"),
                FACTS.by(transfer(6)),
                line("crime", "涉嫌的罪名和刑法条款"),
                BASIS,
                MATERIALS.by(transfer(6)),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         本机关在办理{{ cause }}一案中发现，{{ party_name }}的行为涉嫌犯罪。经查：{{ facts }}\n\
         上述行为涉嫌{{ crime }}。依据{{ basis }}，现将该案移送你单位，请依法审查，并在法定期限内将是否立案的决定书面通知本机关。\n\
         附送材料：\n\
         {{ materials }}\n\
         抄送：同级人民检察院\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    table(
        "LA06",
        "涉嫌犯罪案件移送审批表",
        P::Approval,
        &[
            &[
                line("party_name", "涉嫌犯罪的单位或者个人"),
                CAUSE,
                text("summary", "案件情况"),
                line("crime", "涉嫌的罪名和刑法条款"),
                line("addressee", "拟移送的公安机关"),
                officers("officers", "专案组人员").by(transfer(5)),
                opinion("handler_opinion", "专案组意见").by(transfer(5)),
                opinion("head_opinion", "行政机关正职负责人或者主持工作的负责人意见")
                    .by(transfer(5)),
            ],
        ],
    )
    .inside(),
    letter(
        "LA07",
        "查封、扣押物品移送告知书",
        "移告",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "查封、扣押决定书文号"),
                line("addressee", "受移送机关").by(coercion(21)),
                REASONS,
                GOODS.by(coercion(21)),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以《查封、扣押决定书》（{{ decision_number }}）对你（单位）的有关物品实施了查封、扣押。因{{ reasons }}，依据《中华人民共和国行政强制法》第二十一条，本机关已将下列物品一并移送{{ addressee }}，特此告知。\n\
         {{ items }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    plain(
        "LA08",
        "回避申请书",
        P::Issued,
        &[&[
            line("applicant", "申请人"),
            line("applicant_role", "申请人身份").maybe(),
            CAUSE,
            line("subject", "被申请回避的人员"),
            REASONS.by(penalty(43).paragraph(1)),
            signature("party_signature", "申请人（签名或者盖章）"),
        ]],
        "{{ agency_name }}：\n\
         申请人{{ applicant }}（{{ applicant_role }}）就{{ cause }}一案，依据《中华人民共和国行政处罚法》第四十三条，申请{{ subject }}回避。\n\
         申请理由：{{ reasons }}",
    )
    .of_party(),
    letter(
        "LA08",
        "回避决定书",
        "回避",
        P::Issued,
        &[
            &[
                line("applicant", "申请人"),
                CAUSE,
                date("applied_on", "申请日期"),
                line("subject", "被申请回避的人员"),
                REASONS,
                choice("decision", "决定", &["准予回避", "驳回回避申请"])
                    .by(penalty(43).paragraph(3)),
                line("decided_by", "决定人"),
            ],
            &CONTACT,
        ],
        "{{ applicant }}：\n\
         你（单位）于{{ applied_on }}就{{ cause }}一案申请{{ subject }}回避。经审查，{{ reasons }}\n\
         依据《中华人民共和国行政处罚法》第四十三条，由{{ decided_by }}决定：{{ decision }}。决定作出之前，不停止调查。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
];
