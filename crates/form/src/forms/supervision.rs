//! 监督
//!
//! Titles and time limits of the supervision instruments were not readable in the regulation (law.md 11): the days are fields,
//! not text.

use statute::{Citation, Law};

use super::{BASIS, CAUSE, CONTACT, REASONS, review};
use crate::Place as P;
use crate::field::{Field, Shape, choice, column, count, date, line, rows, text};
use crate::form::{Form, letter, plain, report, table};

/// 行政执法监督条例
const REGULATION: Citation = Citation::whole(Law::EnforcementSupervisionRegulation);

const INSTRUMENT: [Field; 5] = [
    line("addressee", "被监督机关"),
    text("facts", "发现的问题"),
    BASIS.by(REGULATION),
    text("requirements", "监督要求"),
    date("report_by", "报告期限"),
];

const INSTRUMENT_TEXT: &str = "{{ addressee }}：\n\
    经监督检查，发现你单位存在下列问题：\n\
    {{ facts }}\n\
    依据{{ basis }}，现提出如下要求：\n\
    {{ requirements }}\n\
    请于{{ report_by }}前将办理情况书面报告本机关。\n\
    {{ objection }}\n\
    联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}";

const OBJECTION: [Field; 1] = [text("objection", "提出异议的途径和期限").maybe()];

const SCORES: Field = rows(
    "scores",
    "评查情况",
    &[
        column("item", "评查项目", Shape::Line, 34),
        column("full", "分值", Shape::Line, 10),
        column("score", "得分", Shape::Line, 10),
        column("ground", "扣分理由", Shape::Line, 46).maybe(),
    ],
);

pub(super) const FORMS: &[Form] = &[
    letter(
        "JD-S1",
        "行政执法监督通知书",
        "监通",
        P::Other,
        &[&INSTRUMENT, &OBJECTION, &CONTACT],
        INSTRUMENT_TEXT,
    )
    .before_case(),
    letter(
        "JD-S1",
        "行政执法监督督办函",
        "监督",
        P::Other,
        &[&INSTRUMENT, &OBJECTION, &CONTACT],
        INSTRUMENT_TEXT,
    )
    .before_case(),
    letter(
        "JD-S1",
        "行政执法监督意见书",
        "监意",
        P::Other,
        &[&INSTRUMENT, &OBJECTION, &CONTACT],
        INSTRUMENT_TEXT,
    )
    .before_case(),
    letter(
        "JD-S1",
        "行政执法监督决定书",
        "监决",
        P::Other,
        &[&INSTRUMENT, &OBJECTION, &CONTACT],
        INSTRUMENT_TEXT,
    )
    .before_case(),
    plain(
        "JD-S1",
        "行政执法监督整改反馈",
        P::Other,
        &[
            &[
                line("addressee", "监督机关"),
                line("instrument_number", "监督文书文号"),
                text("rectification", "整改情况"),
                text("remaining", "尚未完成的事项").maybe(),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         收到{{ instrument_number }}后，本机关已按照要求进行整改，现将情况报告如下：\n\
         {{ rectification }}\n\
         尚未完成的事项：{{ remaining }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .before_case(),
    table(
        "JD-S2",
        "案卷评查表",
        P::OtherInternal,
        &[&[
            CAUSE,
            line("maker", "办案机关"),
            SCORES,
            line("total", "总分"),
            choice("grade", "评定等次", &["优秀", "合格", "不合格"]),
            line("reviewers", "评查人员"),
            date("reviewed_on", "评查日期"),
        ]],
    )
    .inside(),
    report(
        "JD-S2",
        "案卷评查报告",
        P::OtherInternal,
        &[&[
            line("scope", "评查范围"),
            count("files", "评查案卷数"),
            text("overview", "总体情况"),
            text("problems", "存在的问题"),
            text("advice", "意见和建议"),
        ]],
        "一、评查范围\n\
         {{ scope }}，共评查案卷{{ files }}件。\n\
         二、总体情况\n\
         {{ overview }}\n\
         三、存在的问题\n\
         {{ problems }}\n\
         四、意见和建议\n\
         {{ advice }}",
    )
    .inside()
    .before_case(),
    letter(
        "JD-S2",
        "行政复议答复书",
        "复答",
        P::Other,
        &[
            &[
                line("addressee", "行政复议机关"),
                line("review_number", "行政复议案件编号"),
                line("applicant", "申请人"),
                line("decision_number", "被申请行政复议的行政行为"),
                text("facts", "作出行政行为的事实和证据").by(review(48)),
                text("basis", "依据").by(review(48)),
                text("answer", "对复议请求的答复").by(review(48)),
                text("attachments", "提交的证据和材料").by(review(48)),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         你机关受理的{{ applicant }}不服{{ decision_number }}申请行政复议一案（{{ review_number }}），本机关现依据《中华人民共和国行政复议法》第四十八条答复如下：\n\
         一、作出行政行为的事实和证据\n\
         {{ facts }}\n\
         二、依据\n\
         {{ basis }}\n\
         三、对复议请求的答复\n\
         {{ answer }}\n\
         四、提交的证据和材料\n\
         {{ attachments }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "JD-S2",
        "协助函",
        "协",
        P::Other,
        &[
            &[
                line("addressee", "受协助机关"),
                REASONS,
                BASIS,
                text("request", "协助事项"),
                date("reply_by", "答复期限"),
            ],
            &CONTACT,
        ],
        "{{ addressee }}：\n\
         {{ reasons }}依据{{ basis }}，现请你单位协助办理下列事项：\n\
         {{ request }}\n\
         请于{{ reply_by }}前函复本机关。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    )
    .before_case(),
];
