//! 审核、告知、听证

use statute::{Citation, Law};

use super::{
    ADDRESSEE, BASELINE, CAUSE, CONTACT, EVIDENCE, FACTS, OFFICERS, PARTY, PARTY_NAME,
    PENALTY_BASIS, PLACE, PROVISION, REASONS, TIME, UNTIL, penalty,
};
use crate::Place as P;
use crate::field::{Field, Shape, choice, column, date, dialogue, line, rows, signature, text};
use crate::form::{Form, announcement, letter, record, report, table};

/// What the party is told before a decision (行政处罚法 §44).
const NOTICE: [Field; 7] = [
    PARTY_NAME,
    FACTS.by(penalty(44)),
    EVIDENCE,
    PROVISION,
    PENALTY_BASIS.by(penalty(44)),
    text("reasons", "理由").by(penalty(44)),
    text("proposed_penalty", "拟作出的行政处罚内容").by(penalty(44)),
];

const MEETING: [Field; 6] = [
    CAUSE,
    TIME,
    PLACE,
    line("chair", "听证主持人"),
    line("listeners", "听证员").maybe(),
    line("clerk", "记录员"),
];

/// A hearing as its report speaks of it: the record has its hours.
const REPORTED: [Field; 6] = [
    CAUSE,
    date("on", "听证日期"),
    line("place", "听证的具体时间和地点"),
    line("chair", "听证主持人"),
    line("listeners", "听证员").maybe(),
    line("clerk", "记录员"),
];

const ATTENDANCE: [Field; 4] = [
    PARTY_NAME,
    line("agents", "委托代理人").maybe(),
    line("investigators", "案件调查人员"),
    line("others", "其他参加人").maybe(),
];

const MARKET_HEARING: Law = Law::MarketHearingMeasures;

pub(super) const FORMS: &[Form] = &[
    report(
        "SH01",
        "案件审核意见书",
        P::Review,
        &[&[
            PARTY_NAME,
            CAUSE,
            line("office", "承办机构"),
            date("submitted_on", "送审日期"),
            text("ground", "审核事由").by(penalty(58).paragraph(1)),
            rows(
                "points",
                "审核情况",
                &[
                    column("point", "审核内容", Shape::Line, 30),
                    column("finding", "审核情况", Shape::Line, 70),
                ],
            ),
            choice("conclusion", "审核结论", &["同意", "建议纠正", "建议补充调查", "建议不予处罚", "建议移送"])
                .by(penalty(58).paragraph(1)),
            text("advice", "审核意见"),
            line("reviewer", "审核人员").by(penalty(58).paragraph(2)),
            line("qualification", "法律职业资格证号").maybe(),
        ]],
        "当事人：{{ party_name }}\n\
         案由：{{ cause }}\n\
         承办机构：{{ office }}　　送审日期：{{ submitted_on }}\n\
         审核事由：{{ ground }}\n\
         {{ points }}\n\
         审核结论：{{ conclusion }}。\n\
         {{ advice }}\n\
         审核人员：{{ reviewer }}　　法律职业资格证号：{{ qualification }}",
    ),
    report(
        "SH02",
        "裁量基准适用说明",
        P::Review,
        &[&[
            PARTY_NAME,
            CAUSE,
            line("standard", "适用的裁量基准").by(BASELINE),
            line("degree", "裁量阶次").by(BASELINE),
            text("circumstances", "认定的情节"),
            text("range", "法定幅度和基准幅度"),
            text("conclusion", "裁量结论"),
            text("departure", "调整适用的理由和批准情况").by(BASELINE).maybe(),
            OFFICERS,
        ]],
        "当事人：{{ party_name }}\n\
         案由：{{ cause }}\n\
         一、适用的裁量基准\n\
         {{ standard }}，裁量阶次：{{ degree }}。\n\
         二、认定的情节\n\
         {{ circumstances }}\n\
         三、法定幅度和基准幅度\n\
         {{ range }}\n\
         四、裁量结论\n\
         {{ conclusion }}\n\
         调整适用的理由和批准情况：{{ departure }}\n\
         承办人员：{{ officers }}",
    ),
    letter(
        "GZ01",
        "行政处罚事先告知书",
        "罚告",
        P::Issued,
        &[
            &[CAUSE],
            &NOTICE,
            &[
                text("discretion", "裁量的理由").by(BASELINE),
                text("statement_right", "陈述、申辩的权利").by(penalty(44)),
                text("hearing_right", "要求听证的权利").maybe(),
                line("hearing_period", "提出听证要求的期限").with("hearing_right"),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         你（单位）涉嫌{{ cause }}一案，已经本机关调查终结。依据《中华人民共和国行政处罚法》第四十四条，现将拟作出行政处罚的内容及事实、理由、依据告知如下：\n\
         一、违法事实和证据\n\
         {{ facts }}\n\
         上述事实，有下列证据证明：\n\
         {{ evidence }}\n\
         二、处罚的理由和依据\n\
         上述行为违反了{{ provision }}，依据{{ penalty_basis }}，应予处罚。\n\
         {{ reasons }}\n\
         {{ discretion }}\n\
         三、拟作出的行政处罚\n\
         {{ proposed_penalty }}\n\
         四、陈述、申辩和听证的权利\n\
         {{ statement_right }}\n\
         {{ hearing_right }}\n\
         {{ hearing_period }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "GZ02",
        "听证告知书",
        "听告",
        P::Issued,
        &[
            &[CAUSE],
            &[
                PARTY_NAME,
                FACTS,
                EVIDENCE,
                PROVISION,
                PENALTY_BASIS,
                REASONS,
                text("proposed_penalty", "拟作出的行政处罚内容").by(penalty(44)),
                text("discretion", "裁量的理由").by(BASELINE),
                text("hearing_right", "要求听证的权利").by(penalty(63).paragraph(1)),
                text("hearing_period", "提出听证要求的期限").by(penalty(64).item(1)),
                text("hearing_manner", "提出听证要求的方式和受理部门"),
                text("statement_right", "陈述、申辩的权利").maybe(),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         你（单位）涉嫌{{ cause }}一案，已经本机关调查终结。依据《中华人民共和国行政处罚法》第四十四条、第六十三条、第六十四条，现将拟作出行政处罚的内容及事实、理由、依据和要求听证的权利告知如下：\n\
         一、违法事实和证据\n\
         {{ facts }}\n\
         上述事实，有下列证据证明：\n\
         {{ evidence }}\n\
         二、处罚的理由和依据\n\
         上述行为违反了{{ provision }}，依据{{ penalty_basis }}，应予处罚。\n\
         {{ reasons }}\n\
         {{ discretion }}\n\
         三、拟作出的行政处罚\n\
         {{ proposed_penalty }}\n\
         四、要求听证的权利\n\
         {{ hearing_right }}\n\
         {{ hearing_period }}\n\
         {{ hearing_manner }}\n\
         {{ statement_right }}\n\
         逾期未提出听证要求的，视为放弃要求听证的权利。当事人不承担组织听证的费用。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    record(
        "GZ03",
        "陈述申辩笔录",
        P::Issued,
        &[
            &INTERVIEW_HEAD,
            &[
                CAUSE,
                line("notice_number", "行政处罚事先告知书文号").maybe(),
                text("statement", "陈述、申辩的内容").by(penalty(45).paragraph(1)),
                text("materials", "提交的证据材料").maybe(),
                signature("party_signature", "陈述申辩人（签名或者盖章）"),
                signature("officer_signature", "执法人员、记录人（签名）"),
            ],
        ],
        "案由：{{ cause }}。告知书文号：{{ notice_number }}。\n\
         陈述、申辩的内容：\n\
         {{ statement }}\n\
         提交的证据材料：{{ materials }}\n\
         以上笔录我看过（已向我宣读），与我所说一致。",
    ),
    report(
        "GZ03",
        "陈述申辩复核意见书",
        P::Review,
        &[&[
            PARTY_NAME,
            CAUSE,
            text("statement", "当事人陈述、申辩的事实、理由和证据").by(penalty(45).paragraph(1)),
            text("check", "复核情况").by(penalty(45).paragraph(1)),
            choice("conclusion", "复核结论", &["采纳", "部分采纳", "不予采纳"])
                .by(penalty(45).paragraph(1)),
            text("reasons", "理由"),
            OFFICERS,
        ]],
        "当事人：{{ party_name }}\n\
         案由：{{ cause }}\n\
         一、当事人陈述、申辩的事实、理由和证据\n\
         {{ statement }}\n\
         二、复核情况\n\
         {{ check }}\n\
         三、复核结论\n\
         {{ conclusion }}。\n\
         {{ reasons }}\n\
         复核人员：{{ officers }}",
    )
    .inside(),
    table(
        "TZ01",
        "听证申请登记表",
        P::Hearing,
        &[
            &PARTY,
            &[
                CAUSE,
                date("requested_on", "申请日期").by(penalty(64).item(1)),
                choice("manner", "申请方式", &["书面", "口头"]),
                text("reasons", "申请理由").maybe(),
                line("registrar", "登记人"),
                signature("party_signature", "申请人（签名或者盖章）"),
            ],
        ],
    ),
    letter(
        "TZ01",
        "不予听证通知书",
        "不听",
        P::Hearing,
        &[
            &ADDRESSEE,
            &[CAUSE, date("requested_on", "申请日期"), REASONS, line("basis", "依据")],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         你（单位）于{{ requested_on }}就{{ cause }}一案提出的听证要求，经审查，{{ reasons }}依据{{ basis }}，决定不予听证。你（单位）仍可以进行陈述和申辩。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    letter(
        "TZ02",
        "听证通知书",
        "听通",
        P::Hearing,
        &[
            &ADDRESSEE,
            &[
                CAUSE,
                date("on", "听证的日期").by(penalty(64).item(2)),
                line("place", "听证的具体时间和地点").by(penalty(64).item(2)),
                choice("openness", "是否公开", &["公开举行", "不公开举行"])
                    .by(penalty(64).item(3)),
                line("chair", "听证主持人").by(penalty(64).item(4)),
                line("listeners", "听证员").maybe(),
                line("clerk", "记录员").maybe(),
            ],
            &CONTACT,
        ],
        "{{ party_name }}：\n\
         应你（单位）的要求，本机关定于{{ on }}（{{ place }}）就{{ cause }}一案{{ openness }}听证。\n\
         听证主持人：{{ chair }}。听证员：{{ listeners }}。记录员：{{ clerk }}。\n\
         你（单位）可以亲自参加听证，也可以委托一至二人代理；认为主持人、听证员、记录员与本案有直接利害关系的，有权申请回避。无正当理由拒不出席听证或者未经许可中途退出听证的，视为放弃听证权利，终止听证。\n\
         请携带有效身份证件、授权委托书和证据材料。\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    announcement(
        "TZ02",
        "听证公告",
        P::Hearing,
        &[
            &[
                PARTY_NAME,
                CAUSE,
                date("on", "听证的日期").by(Citation::article(MARKET_HEARING, 22)),
                line("place", "听证的具体时间和地点").by(Citation::article(MARKET_HEARING, 22)),
                line("attendance", "旁听的名额和报名方式").maybe(),
            ],
            &CONTACT,
        ],
        "本机关定于{{ on }}（{{ place }}）就{{ party_name }}涉嫌{{ cause }}一案公开举行听证，特此公告。\n\
         {{ attendance }}\n\
         联系人：{{ contact }}　　联系电话：{{ contact_phone }}　　地址：{{ agency_address }}",
    ),
    record(
        "TZ03",
        "听证笔录",
        P::Hearing,
        &[
            &MEETING,
            &[UNTIL],
            &ATTENDANCE,
            &[
                text("opening", "核对身份、宣布纪律和告知权利"),
                dialogue("record", "听证情况").by(penalty(64).item(8)),
                signature("party_signature", "当事人或者其代理人（逐页签名）"),
                signature("investigator_signature", "案件调查人员（签名）"),
                signature("chair_signature", "主持人、听证员、记录员（签名）"),
            ],
        ],
        "{{ opening }}\n\
         {{ record }}\n\
         以上笔录已交听证参加人核对无误。",
    ),
    report(
        "TZ03",
        "听证报告",
        P::HearingReport,
        &[
            &REPORTED,
            &ATTENDANCE,
            &[
                text("course", "听证的基本情况"),
                text("disputes", "各方意见和争议焦点"),
                text("advice", "听证主持人的意见和建议"),
                signature("chair_signature", "主持人、听证员（签名）"),
            ],
        ],
        "案由：{{ cause }}\n\
         听证日期：{{ on }}　　听证的具体时间和地点：{{ place }}\n\
         听证主持人：{{ chair }}　　听证员：{{ listeners }}　　记录员：{{ clerk }}\n\
         当事人：{{ party_name }}　　委托代理人：{{ agents }}　　案件调查人员：{{ investigators }}　　其他参加人：{{ others }}\n\
         一、听证的基本情况\n\
         {{ course }}\n\
         二、各方意见和争议焦点\n\
         {{ disputes }}\n\
         三、听证主持人的意见和建议\n\
         {{ advice }}",
    )
    .inside(),
];

/// How a statement is taken down.
const INTERVIEW_HEAD: [Field; 6] = [
    TIME,
    UNTIL.maybe(),
    PLACE,
    PARTY_NAME,
    line("person", "陈述申辩人"),
    OFFICERS,
];
