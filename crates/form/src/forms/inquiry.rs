//! 调查取证

use super::inspection::{INTERVIEW, INTERVIEW_RIGHTS, INTERVIEW_TEXT, VISIT};
use super::{
    ADDRESSEE, BASIS, CAUSE, CONTACT, EVIDENCE, FACTS, GOODS, GOODS_COLUMNS, OFFICER_SIGNATURE,
    OFFICERS, OPINIONS, PARTY, PARTY_NAME, PENALTY_BASIS, PLACE, PROVISION, REASONS, RECORDING,
    SIGNATURES, TIME, coercion, market, penalty,
};
use crate::Place as P;
use crate::field::{
    Field, Shape, choice, column, date, line, opinion, period, rows, signature, text, yes_no,
};
use crate::form::{Form, letter, list, record, report, table};

const EXAMINATIONS: [&str; 4] = ["检测", "检验", "检疫", "鉴定"];
const EXAMINATION: Field = choice("examination", "检测、检验、检疫或者鉴定", &EXAMINATIONS);

const PRESERVED: Field = rows("items", "先行登记保存的证据", &GOODS_COLUMNS);

const SCENE: [Field; 8] = [
    text("certificate_shown", "出示执法身份证件的情况").by(coercion(18).item(3)),
    text("rights_told", "告知的理由、依据、权利和救济途径").by(coercion(18).item(5)),
    text("purpose", "实施的理由和依据"),
    text("record", "现场情况").by(coercion(18).item(7)),
    text("statement", "当事人的陈述和申辩").by(coercion(18).item(6)),
    text("measures", "采取的措施和提取的证据").maybe(),
    text("party_remark", "当事人意见").maybe(),
    signature("signatures", "当事人和执法人员签名或者盖章").by(coercion(18).item(8)),
];

const SUSPENSIONS: [Field; 5] = [
    PARTY_NAME,
    CAUSE,
    date("filed_on", "立案日期"),
    REASONS,
    BASIS,
];

pub(super) const FORMS: &[Form] = &[
    table(
        "DC01",
        "行政处罚案件有关事项审批表",
        P::Approval,
        &[
            &[
                PARTY_NAME,
                CAUSE,
                date("filed_on", "立案日期"),
                line("matter", "审批事项"),
                text("reasons", "理由"),
                line("basis", "依据"),
            ],
            &OPINIONS,
        ],
    ),
    table(
        "DC02",
        "送达地址确认书",
        P::Issued,
        &[
            &PARTY,
            &[
                text("notice", "告知事项"),
                line("postal_address", "送达地址"),
                line("postcode", "邮政编码").maybe(),
                line("receiver", "收件人"),
                line("receiver_phone", "收件人联系电话"),
                yes_no("electronic_consent", "是否同意电子送达").by(penalty(61).paragraph(2)),
                line("email", "电子邮箱").maybe(),
                line("mobile", "接收短信的手机号码").maybe(),
                text("confirmation", "当事人确认"),
                signature("party_signature", "当事人（签名或者盖章）"),
                OFFICER_SIGNATURE,
                date("date", "确认日期"),
            ],
        ],
    )
    .of_party(),
    letter(
        "DC03",
        "询问通知书",
        "询通",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                CAUSE,
                TIME,
                PLACE,
                text("materials", "需要携带的材料").maybe(),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         为调查{{ cause }}一案，依据《中华人民共和国行政处罚法》第五十五条，请你（单位）于{{ time }}到{{ place }}接受询问调查。你（单位）应当如实回答询问，并协助调查，不得拒绝或者阻挠。\n\
         需要携带的材料：{{ materials }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    record(
        "DC04",
        "询问笔录",
        P::Evidence,
        &[&INTERVIEW, &INTERVIEW_RIGHTS],
        INTERVIEW_TEXT,
    ),
    record(
        "DC05",
        "现场笔录",
        P::Evidence,
        &[&VISIT, &SCENE],
        "一、出示证件与告知\n\
         {{ certificate_shown }}\n\
         {{ rights_told }}\n\
         {{ purpose }}\n\
         二、现场情况\n\
         {{ record }}\n\
         三、当事人的陈述和申辩\n\
         {{ statement }}\n\
         四、采取的措施和提取的证据\n\
         {{ measures }}\n\
         五、当事人意见\n\
         {{ party_remark }}\n\
         以上笔录已由当事人（在场人）阅读或者向其宣读，确认与现场情况一致。",
    ),
    table(
        "DC06",
        "证据提取单",
        P::Evidence,
        &[&[
            PARTY_NAME,
            CAUSE,
            TIME,
            PLACE,
            line("provider", "证据提供人"),
            text("content", "证据内容"),
            text("proves", "证明事项"),
            OFFICERS,
            signature("provider_signature", "证据提供人（签名或者盖章）"),
            OFFICER_SIGNATURE,
        ]],
    ),
    table(
        "DC06",
        "复制件说明",
        P::Evidence,
        &[&[
            PARTY_NAME,
            CAUSE,
            line("original", "原件名称"),
            line("held_by", "原件存放处"),
            line("pages", "页数"),
            TIME,
            text("confirmation", "核对说明"),
            signature("provider_signature", "提供人确认与原件一致（签名或者盖章）"),
            OFFICER_SIGNATURE,
        ]],
    ),
    record(
        "DC07",
        "电子数据证据提取笔录",
        P::Evidence,
        &[
            &VISIT,
            &[
                text("certificate_shown", "出示执法证件的情况").by(penalty(55).paragraph(1)),
                line("source", "提取的设备、系统或者网址"),
                line("method", "提取方法和工具"),
                text("record", "提取过程"),
                rows(
                    "files",
                    "提取的电子数据",
                    &[
                        column("name", "文件名", Shape::Line, 28),
                        column("size", "大小", Shape::Line, 12),
                        column("hash", "校验值（SM3）", Shape::Line, 60),
                    ],
                ),
                text("party_remark", "当事人意见").maybe(),
            ],
            &SIGNATURES,
        ],
        "{{ certificate_shown }}\n\
         提取对象：{{ source }}。提取方法：{{ method }}。\n\
         提取过程：\n\
         {{ record }}\n\
         提取的电子数据：\n\
         {{ files }}\n\
         当事人意见：{{ party_remark }}\n\
         以上笔录已由当事人（在场人）阅读或者向其宣读，确认与提取情况一致。",
    ),
    letter(
        "DC08",
        "限期提供材料通知书",
        "提材",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                CAUSE,
                BASIS,
                date("provide_by", "提供期限"),
                text("materials", "需要提供的材料"),
                text("consequence", "逾期不提供的后果"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         为调查{{ cause }}一案，依据{{ basis }}，请你（单位）于{{ provide_by }}前向本机关提供下列材料，并对其真实性、完整性负责：\n\
         {{ materials }}\n\
         {{ consequence }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC09",
        "协助辨认、鉴别通知书",
        "协辨",
        P::Evidence,
        &[
            &[
                line("addressee", "受委托单位"),
                CAUSE,
                GOODS,
                text("request", "辨认、鉴别的要求"),
                date("reply_by", "答复期限"),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         为查明{{ cause }}一案的事实，现请你单位协助对下列物品进行辨认、鉴别：\n\
         {{ items }}\n\
         {{ request }}\n\
         请于{{ reply_by }}前出具书面意见，并附辨认、鉴别人员的身份和资格证明。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC09",
        "协助调查函",
        "协查",
        P::Evidence,
        &[
            &[
                line("addressee", "受协助机关"),
                CAUSE,
                BASIS.by(penalty(26)),
                text("request", "协助事项"),
                date("reply_by", "答复期限"),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         本机关正在办理{{ cause }}一案，依据{{ basis }}，现请你单位协助调查下列事项：\n\
         {{ request }}\n\
         请于{{ reply_by }}前将调查结果函复本机关；无法协助的，请说明理由。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC09",
        "协助扣押通知书",
        "协扣",
        P::Issued,
        &[
            &[
                line("addressee", "协助单位"),
                line("decision_number", "扣押决定书文号"),
                PARTY_NAME,
                GOODS,
                BASIS,
                text("request", "协助事项"),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         本机关已作出扣押决定（{{ decision_number }}），依法扣押{{ party_name }}的下列物品：\n\
         {{ items }}\n\
         依据{{ basis }}，请你单位协助：{{ request }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    table(
        "DC10",
        "先行登记保存证据审批表",
        P::Approval,
        &[
            &[
                PARTY_NAME,
                CAUSE,
                REASONS.by(penalty(56)),
                BASIS.by(penalty(56)),
                PRESERVED,
                choice("manner", "保存方式", &["就地保存", "异地保存"]),
                line("place", "保存地点"),
                period("period", "保存期限").by(penalty(56)),
                OFFICERS,
            ],
            &OPINIONS,
        ],
    ),
    letter(
        "DC11",
        "先行登记保存证据通知书",
        "登存",
        P::Issued,
        &[
            &[
                PARTY_NAME.by(penalty(56)),
                REASONS.by(market(34)),
                BASIS.by(market(34)),
                choice("manner", "保存方式", &["就地保存", "异地保存"]).by(market(34)),
                line("place", "保存地点").by(market(34)),
                period("period", "保存的期限").by(penalty(56)),
                PRESERVED.by(penalty(56)),
                line("approval", "批准文号或者批准人"),
                OFFICERS,
            ],
            // Whether preserving is open to review by itself is disputed: what the agency tells is printed.
            &[super::REVIEW.maybe(), super::LITIGATION.maybe()],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         {{ reasons }}依据{{ basis }}，经本机关负责人批准（{{ approval }}），决定对你（单位）的下列证据予以先行登记保存：\n\
         {{ items }}\n\
         保存方式：{{ manner }}。保存地点：{{ place }}。\n\
         保存期限：{{ period }}。本机关将在上述期限内作出处理决定。\n\
         先行登记保存期间，你（单位）及有关人员不得使用、销售、转移、损毁或者隐匿上述证据。\n\
         执法人员：{{ officers }}。\n\
         {{ review }}{{ litigation }}\n\
         附件：先行登记保存物品清单（一式二份，当事人一份）\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    list(
        "DC11",
        "先行登记保存物品清单",
        P::Issued,
        &[
            &[
                PARTY_NAME,
                line("notice_number", "先行登记保存证据通知书文号"),
                TIME,
                line("place", "保存地点"),
                PRESERVED.by(penalty(56)),
                OFFICERS,
                RECORDING,
            ],
            &SIGNATURES,
        ],
    ),
    letter(
        "DC12",
        "先行登记保存物品处理通知书",
        "登处",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("notice_number", "先行登记保存证据通知书文号"),
                rows(
                    "items",
                    "处理结果",
                    &[
                        column("name", "名称", Shape::Line, 30),
                        column("quantity", "数量", Shape::Line, 15),
                        column("handling", "处理决定", Shape::Line, 55),
                    ],
                )
                .by(penalty(56)),
                BASIS,
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以《先行登记保存证据通知书》（{{ notice_number }}）对你（单位）的有关证据予以先行登记保存。依据{{ basis }}，现对上述证据作出如下处理：\n\
         {{ items }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC12",
        "解除先行登记保存通知书",
        "登解",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("notice_number", "先行登记保存证据通知书文号"),
                REASONS,
                BASIS,
                GOODS,
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以《先行登记保存证据通知书》（{{ notice_number }}）对你（单位）的有关证据予以先行登记保存。{{ reasons }}依据{{ basis }}，现决定自即日起解除对下列物品的先行登记保存：\n\
         {{ items }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC13",
        "检测、检验、检疫、鉴定委托书",
        "委鉴",
        P::Evidence,
        &[
            &[
                line("addressee", "受委托机构"),
                CAUSE,
                EXAMINATION,
                GOODS,
                text("request", "委托事项和要求").by(market(32)),
                date("report_by", "完成期限"),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         因办理{{ cause }}一案的需要，现委托你单位对下列物品进行{{ examination }}：\n\
         {{ items }}\n\
         委托事项和要求：{{ request }}\n\
         请于{{ report_by }}前出具书面报告，由承办人员签名、加盖单位印章，并附机构和人员的资质证明。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC14",
        "检测、检验、检疫、鉴定期间告知书",
        "鉴告",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("decision_number", "查封、扣押决定书文号"),
                EXAMINATION,
                line("examiner", "承担机构"),
                period("period", "检测、检验、检疫或者鉴定的期间").by(coercion(25).paragraph(3)),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关以{{ decision_number }}对你（单位）的有关物品采取行政强制措施，需要由{{ examiner }}进行{{ examination }}。依据《中华人民共和国行政强制法》第二十五条第三款，现将期间告知如下：{{ period }}。查封、扣押的期间不包括上述期间，费用由本机关承担。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC15",
        "检测、检验、检疫、鉴定结果告知书",
        "结告",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                EXAMINATION,
                line("examiner", "承担机构"),
                line("report_number", "报告编号"),
                text("result", "结果").by(market(32)),
                text("recheck", "申请复检、重新鉴定的权利和期限").by(market(32)),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关委托{{ examiner }}对有关物品进行了{{ examination }}（报告编号：{{ report_number }}）。现将结果告知如下：\n\
         {{ result }}\n\
         {{ recheck }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC16",
        "非现场违法事实告知书",
        "非现告",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                TIME.by(penalty(41).paragraph(3)),
                PLACE.by(penalty(41).paragraph(3)),
                line("device", "电子技术监控设备名称和编号").by(penalty(41).paragraph(1)),
                FACTS.by(penalty(41).paragraph(3)),
                PROVISION,
                text("inquiry", "查询、陈述和申辩的途径和期限").by(penalty(41).paragraph(3)),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         经电子技术监控设备（{{ device }}）记录并经本机关审核，你（单位）于{{ time }}在{{ place }}，{{ facts }}\n\
         上述行为涉嫌违反{{ provision }}。依据《中华人民共和国行政处罚法》第四十一条，现予告知。\n\
         {{ inquiry }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    table(
        "DC16",
        "电子技术监控设备审核表",
        P::Evidence,
        &[&[
            line("device", "设备名称和编号"),
            line("place", "设置地点"),
            line("published", "设置地点公布情况").by(penalty(41).paragraph(1)),
            line("verification", "检定、校准情况"),
            text("sign", "标志设置情况").by(penalty(41).paragraph(1)),
            opinion("legal_opinion", "法制审核意见").by(penalty(41).paragraph(1)),
            opinion("technical_opinion", "技术审核意见").by(penalty(41).paragraph(1)),
        ]],
    )
    .inside()
    .before_case(),
    letter(
        "DC17",
        "案件中止调查决定书",
        "中止",
        P::Approval,
        &[&SUSPENSIONS, &CONTACT],
        "{{ party_name }}：\n\
         本机关于{{ filed_on }}对你（单位）涉嫌{{ cause }}一案立案调查。{{ reasons }}依据{{ basis }}，决定中止调查。中止调查的原因消除后，本机关将恢复调查。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC17",
        "案件恢复调查决定书",
        "恢复",
        P::Approval,
        &[&SUSPENSIONS, &CONTACT],
        "{{ party_name }}：\n\
         本机关于{{ filed_on }}对你（单位）涉嫌{{ cause }}一案立案调查，其后中止调查。{{ reasons }}依据{{ basis }}，决定自即日起恢复调查。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "DC17",
        "案件终止调查决定书",
        "终止",
        P::Approval,
        &[&SUSPENSIONS, &CONTACT],
        "{{ party_name }}：\n\
         本机关于{{ filed_on }}对你（单位）涉嫌{{ cause }}一案立案调查。{{ reasons }}依据{{ basis }}，决定终止调查。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    report(
        "DC18",
        "案件调查终结报告",
        P::Report,
        &[
            &PARTY,
            &[
                CAUSE,
                date("filed_on", "立案日期"),
                text("inquiry", "调查经过"),
                FACTS.by(market(48)),
                EVIDENCE.by(market(48)),
                PROVISION.by(market(48)),
                PENALTY_BASIS.by(market(48)),
                text("discretion", "裁量理由").by(market(48)),
                text("proposal", "处理意见").by(market(48)),
                OFFICERS,
                OFFICER_SIGNATURE,
            ],
        ],
        "一、当事人基本情况\n\
         {{ party_name }}，统一社会信用代码/身份证号：{{ party_code }}，法定代表人（负责人）：{{ representative }}，地址：{{ party_address }}，联系电话：{{ party_phone }}。\n\
         二、案由和调查经过\n\
         案由：{{ cause }}。立案日期：{{ filed_on }}。\n\
         {{ inquiry }}\n\
         三、违法事实\n\
         {{ facts }}\n\
         四、证据\n\
         {{ evidence }}\n\
         五、违反的规定和处罚依据\n\
         当事人的行为违反了{{ provision }}；处罚依据为{{ penalty_basis }}。\n\
         六、裁量理由\n\
         {{ discretion }}\n\
         七、处理意见\n\
         {{ proposal }}\n\
         承办人员：{{ officers }}",
    ),
];
