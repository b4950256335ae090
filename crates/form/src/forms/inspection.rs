//! 检查

use super::{
    ADDRESSEE, BASIS, CONTACT, FACTS, OFFICERS, PARTY, PARTY_NAME, PLACE, PROVISION, REASONS,
    RECORDING, SIGNATURES, TIME, UNTIL, market, penalty,
};
use crate::Place as P;
use crate::field::{
    Field, Shape, choice, column, count, date, dialogue, line, officers, opinion, period, rows,
    signature, text, yes_no,
};
use crate::form::{Form, letter, list, record, report, table};

const DRAW: Field = rows(
    "draw",
    "抽取结果",
    &[
        column("subject", "检查对象", Shape::Line, 40),
        column("code", "统一社会信用代码", Shape::Line, 30).maybe(),
        column("officers", "检查人员", Shape::Line, 30),
    ],
);

/// What every record of a visit states first.
pub(super) const VISIT: [Field; 9] = [
    TIME.by(market(28)),
    UNTIL.by(market(28)),
    PLACE.by(market(28)),
    PARTY_NAME,
    line("person_in_charge", "现场负责人或者在场人"),
    line("person_role", "职务或者与当事人的关系").maybe(),
    OFFICERS.by(penalty(55).paragraph(1)),
    line("recorder", "记录人").maybe(),
    RECORDING,
];

/// What every record of a visit holds.
pub(super) const RECORDED: [Field; 6] = [
    text("certificate_shown", "出示执法证件的情况").by(penalty(55).paragraph(1)),
    text("rights_told", "告知的权利和义务").by(market(21)),
    text("purpose", "检查的理由和依据"),
    text("record", "检查情况").by(penalty(55).paragraph(2)),
    text("measures", "采取的措施和提取的证据").maybe(),
    text("party_remark", "当事人意见").maybe(),
];

pub(super) const RECORD_TEXT: &str = "一、出示证件与告知\n\
    {{ certificate_shown }}\n\
    {{ rights_told }}\n\
    {{ purpose }}\n\
    二、检查情况\n\
    {{ record }}\n\
    三、采取的措施和提取的证据\n\
    {{ measures }}\n\
    四、当事人意见\n\
    {{ party_remark }}\n\
    以上笔录已由当事人（现场负责人）阅读或者向其宣读，确认与现场情况一致。";

/// How an interview opens and what it holds.
pub(super) const INTERVIEW: [Field; 15] = [
    TIME.by(market(29)),
    UNTIL.by(market(29)),
    count("nth", "第几次询问"),
    PLACE.by(market(29)),
    officers("officers", "询问人及其执法证号").by(penalty(55).paragraph(1)),
    line("recorder", "记录人"),
    line("person", "被询问人"),
    line("person_sex", "性别").maybe(),
    line("person_code", "身份证件号码"),
    line("person_phone", "联系电话").maybe(),
    line("person_address", "住址").maybe(),
    line("person_role", "与案件的关系"),
    RECORDING,
    text("certificate_shown", "出示执法证件的情况").by(penalty(55).paragraph(1)),
    dialogue("record", "询问和回答").by(penalty(55).paragraph(2)),
];

pub(super) const INTERVIEW_RIGHTS: [Field; 4] = [
    text("rights_told", "告知的权利和义务").by(market(29)),
    signature("person_signature", "被询问人（逐页签名）"),
    signature("witness_signature", "见证人（签名）"),
    signature("officer_signature", "询问人、记录人（签名）"),
];

pub(super) const INTERVIEW_TEXT: &str = "{{ certificate_shown }}\n\
    {{ rights_told }}\n\
    {{ record }}\n\
    以上笔录我看过（已向我宣读），与我所说一致。";

pub(super) const CORRECTION_TEXT: &str = "{{ party_name }}：\n\
    经查，你（单位）{{ facts }}\n\
    上述行为违反了{{ provision }}。\n\
    依据{{ basis }}，现责令你（单位）按照下列要求改正：\n\
    {{ correction }}\n\
    改正期限：{{ correct_by }}前。\n\
    改正后请提交：{{ proof }}\n\
    本机关将通过下列方式复查：{{ check }}\n\
    {{ consequence }}\n\
    {{ review }}{{ litigation }}\n\
    联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}";

const SAMPLES: Field = rows(
    "samples",
    "样品",
    &[
        column("name", "样品名称", Shape::Line, 26),
        column("specification", "规格型号、批号", Shape::Line, 24).maybe(),
        column("base", "抽样基数", Shape::Line, 12).maybe(),
        column("quantity", "抽样数量", Shape::Line, 12),
        column("spare", "备样数量", Shape::Line, 10).maybe(),
        column("seal", "封样情况", Shape::Line, 16).maybe(),
    ],
);

const TASKS: Field = rows(
    "tasks",
    "检查事项",
    &[
        column("agency", "检查机关", Shape::Line, 30),
        column("item", "检查事项", Shape::Line, 40),
        column("officers", "检查人员", Shape::Line, 30),
    ],
);

const PLANS: Field = rows(
    "plans",
    "检查安排",
    &[
        column("subject", "检查对象（范围）", Shape::Line, 28),
        column("item", "检查事项", Shape::Line, 28),
        column("time", "时间", Shape::Line, 16),
        column("number", "频次、数量", Shape::Line, 14).maybe(),
        column("manner", "检查方式", Shape::Line, 14).maybe(),
    ],
);

const INSPECTION_KINDS: [&str; 3] = ["日常检查", "专项检查", "个案检查"];

pub(super) const FORMS: &[Form] = &[
    table(
        "JC01",
        "行政检查计划",
        P::Source,
        &[&[
            count("year", "年度"),
            choice("kind", "检查类型", &INSPECTION_KINDS),
            BASIS,
            PLANS,
            opinion("head_opinion", "行政执法主体负责人意见"),
        ]],
    )
    .before_case(),
    table(
        "JC01",
        "行政检查方案",
        P::Source,
        &[&[
            choice("kind", "检查类型", &INSPECTION_KINDS),
            REASONS,
            BASIS,
            line("subjects", "检查对象"),
            text("content", "检查内容"),
            line("manner", "检查方式"),
            period("period", "检查时间"),
            OFFICERS,
            opinion("head_opinion", "行政执法主体负责人意见"),
        ]],
    )
    .before_case(),
    table(
        "JC01",
        "双随机抽查抽取记录",
        P::Source,
        &[&[
            line("task", "抽查任务"),
            TIME,
            line("pool", "抽取范围和比例"),
            line("method", "抽取方法"),
            DRAW,
            line("operator", "抽取人"),
            line("supervisor", "监督人"),
        ]],
    )
    .before_case(),
    table(
        "JC02",
        "行政检查审批表",
        P::Source,
        &[&[
            line("party_name", "检查对象"),
            line("party_address", "地址"),
            choice("kind", "检查类型", &INSPECTION_KINDS),
            REASONS,
            BASIS,
            text("content", "检查内容"),
            line("manner", "检查方式"),
            period("period", "检查时间"),
            OFFICERS,
            opinion("office_opinion", "承办机构负责人意见"),
            opinion("head_opinion", "行政执法主体负责人意见"),
        ]],
    ),
    letter(
        "JC03",
        "行政检查通知书",
        "检通",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                REASONS,
                BASIS,
                text("content", "检查内容"),
                TIME,
                line("manner", "检查方式"),
                OFFICERS,
                text("materials", "需要提供的材料").maybe(),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         因{{ reasons }}，依据{{ basis }}，本机关决定自{{ time }}起对你（单位）进行行政检查，请予以配合。现将有关事项通知如下：\n\
         一、检查内容\n\
         {{ content }}\n\
         二、检查方式和检查人员\n\
         检查方式：{{ manner }}。\n\
         检查人员：{{ officers }}。检查人员少于两人或者未出示行政执法证件的，你（单位）有权拒绝检查。\n\
         三、需要提供的材料\n\
         {{ materials }}\n\
         你（单位）对检查享有陈述、申辩和申请回避的权利。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    record(
        "JC04",
        "现场检查笔录",
        P::Evidence,
        &[&VISIT, &RECORDED, &SIGNATURES],
        RECORD_TEXT,
    ),
    record(
        "JC05",
        "勘验笔录",
        P::Evidence,
        &[
            &VISIT,
            &[
                line("invited", "被邀请参加人").maybe(),
                text("certificate_shown", "出示执法证件的情况").by(penalty(55).paragraph(1)),
                text("record", "勘验情况").by(penalty(46).paragraph(1).item(8)),
                text("drawings", "附图、照片说明").maybe(),
                text("party_remark", "当事人意见").maybe(),
            ],
            &SIGNATURES,
        ],
        "{{ certificate_shown }}\n\
         勘验情况：\n\
         {{ record }}\n\
         附图、照片：{{ drawings }}\n\
         当事人意见：{{ party_remark }}\n\
         以上笔录已由当事人（在场人）阅读或者向其宣读，确认与现场情况一致。",
    ),
    list(
        "JC06",
        "抽样取证凭证",
        P::Evidence,
        &[
            &PARTY,
            &[
                TIME,
                PLACE,
                BASIS.by(penalty(56)),
                line("method", "抽样方法"),
                SAMPLES,
                OFFICERS,
            ],
            &SIGNATURES,
        ],
    )
    .numbered("抽样"),
    record(
        "JC07",
        "询问笔录（检查阶段）",
        P::Evidence,
        &[&INTERVIEW, &INTERVIEW_RIGHTS],
        INTERVIEW_TEXT,
    ),
    letter(
        "JC08",
        "行政检查结果告知书",
        "检告",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                date("inspected_on", "检查日期"),
                line("items", "检查事项"),
                text("result", "检查结果"),
                text("handling", "处理意见"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ inspected_on }}对你（单位）的{{ items }}进行了行政检查。现将检查结果告知如下：\n\
         {{ result }}\n\
         处理意见：{{ handling }}\n\
         对检查结果有异议的，可以自收到本告知书之日起向本机关陈述、申辩。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "JC08",
        "行政检查意见书",
        "检意",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                date("inspected_on", "检查日期"),
                text("result", "检查中发现的问题"),
                text("handling", "意见和建议"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ inspected_on }}对你（单位）进行行政检查，发现下列问题：\n\
         {{ result }}\n\
         现提出如下意见：\n\
         {{ handling }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "JC09",
        "责令改正通知书",
        "责改",
        P::Issued,
        &[
            &[
                PARTY_NAME.by(penalty(28).paragraph(1)),
                FACTS.by(penalty(28).paragraph(1)),
                PROVISION,
                BASIS,
                text("correction", "改正的要求和期限").by(penalty(28).paragraph(1)),
                date("correct_by", "改正期限"),
                text("proof", "需要提交的改正材料").maybe(),
                text("check", "复查方式"),
                text("consequence", "逾期不改正的后果"),
                // Only where the order is a decision of its own.
                super::REVIEW.maybe(),
                super::LITIGATION.maybe(),
            ],
            &CONTACT,
        ],
        CORRECTION_TEXT,
    ),
    letter(
        "JC10",
        "整改复查意见书",
        "复查",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                line("order_number", "责令改正通知书文号"),
                date("revisited_on", "复查日期"),
                OFFICERS,
                text("result", "复查情况"),
                yes_no("corrected", "是否已按要求改正"),
                text("handling", "复查意见"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关于{{ revisited_on }}对你（单位）执行《责令改正通知书》（{{ order_number }}）的情况进行了复查。执法人员：{{ officers }}。\n\
         复查情况：{{ result }}\n\
         是否已按要求改正：{{ corrected }}。\n\
         复查意见：{{ handling }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    table(
        "JC11",
        "综合查一次任务单",
        P::Source,
        &[&[
            line("party_name", "检查对象"),
            line("party_address", "地址"),
            line("lead_agency", "牵头机关"),
            period("period", "检查时间"),
            BASIS,
            TASKS,
            opinion("head_opinion", "牵头机关负责人意见"),
        ]],
    )
    .before_case(),
    report(
        "JC11",
        "联合检查任务单",
        P::Source,
        &[&[
            line("party_name", "检查对象"),
            line("lead_agency", "牵头机关"),
            period("period", "检查时间"),
            TASKS,
            text("division_of_work", "分工和要求"),
        ]],
        "检查对象：{{ party_name }}\n\
         牵头机关：{{ lead_agency }}\n\
         检查时间：{{ period }}\n\
         {{ tasks }}\n\
         分工和要求：\n\
         {{ division_of_work }}",
    )
    .before_case(),
    letter(
        "JC12",
        "行政执法提示函",
        "提示",
        P::Issued,
        &[
            &ADDRESSEE,
            &[
                text("risks", "提示的风险和问题"),
                BASIS,
                text("advice", "建议"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关在执法中发现你（单位）存在下列风险和问题：\n\
         {{ risks }}\n\
         依据{{ basis }}，现提示如下：\n\
         {{ advice }}\n\
         本函不是行政处罚，也不作为对你（单位）不利的记录。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .before_case(),
    letter(
        "JC12",
        "行政执法建议书",
        "建议",
        P::Issued,
        &[
            &ADDRESSEE,
            &[text("risks", "发现的问题"), BASIS, text("advice", "建议")],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         本机关在执法中发现下列问题：\n\
         {{ risks }}\n\
         依据{{ basis }}，现建议：\n\
         {{ advice }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .before_case(),
];
