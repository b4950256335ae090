//! Words of the made-up laws: sentences of the kind that statutes are made of, none of them taken from one.

use statute::chinese;

use super::dice::Dice;
use super::laws::Part;
use super::lines::Line;
use super::wrongs::wrong;

const GENERAL: [&str; 12] = [
    "为了规范{o}管理，维护公共秩序和公共安全，保障公民、法人和其他组织的合法权益，结合实际，制定本文件。",
    "在本行政区域内从事{o}以及相关的生产、经营、使用和监督管理活动，适用本文件。",
    "{o}管理坚持预防为主、分级负责、社会共治的原则，落实{s}的主体责任。",
    "县级以上人民政府应当加强对{o}管理工作的领导，将所需经费列入本级预算。",
    "{n}负责{o}的监督管理工作；其他有关部门在各自职责范围内做好相关工作。",
    "乡镇人民政府、街道办事处应当协助做好辖区内{o}的日常巡查、宣传教育和信息报送工作。",
    "任何单位和个人都有权对{o}方面的违法行为进行举报；受理举报的部门应当为举报人保密。",
    "鼓励行业协会制定{o}服务规范，开展{s}信用评价和技能培训。",
    "新闻媒体应当开展{o}公益宣传，增强公众的安全意识和自救能力。",
    "鼓励采用数字化手段提升{o}监管水平，推进信息共享和业务协同。",
    "对在{o}管理工作中作出显著成绩的单位和个人，按照有关规定给予表扬。",
    "{s}应当遵守职业道德，诚实守信，接受社会监督。",
];

const DUTIES: [&str; 20] = [
    "{s}应当建立{o}管理台账，如实记录品种、数量、来源和去向，台账保存期限不少于{k}年。",
    "{s}应当自{o}投入使用之日起{k}日内，向所在地{n}办理登记。",
    "从事{o}活动应当具备与其规模相适应的场所、设备和专业人员，并取得相应许可。",
    "{s}应当每{k}个月对{o}进行一次全面检查，发现隐患的，立即采取措施予以消除。",
    "{o}应当符合国家标准、行业标准和地方标准；没有标准的，应当符合保障人身健康和财产安全的要求。",
    "{s}不得有下列行为",
    "{s}应当在显著位置公示{o}负责人姓名、联系方式和投诉渠道。",
    "{s}应当对从业人员进行{o}知识培训，培训时间每年不少于{k}学时，未经培训合格不得上岗。",
    "发生{o}事故的，{s}应当立即启动应急预案，并在{k}小时内报告所在地{n}。",
    "{s}委托他人从事{o}活动的，应当签订书面合同，明确双方的安全责任。",
    "{o}的存放场所应当与居住场所保持安全距离，并设置明显的警示标志。",
    "{s}停止从事{o}活动的，应当提前{k}日告知服务对象，并妥善处理未尽事宜。",
    "申请{o}许可应当提交下列材料",
    "{n}应当自受理申请之日起{k}个工作日内作出是否准予许可的决定；不予许可的，书面说明理由。",
    "{s}应当按照约定和规定的收费标准收取费用，不得在标价之外加价。",
    "{s}应当如实提供{o}的性能、用途、有效期限等信息，不得作虚假或者引人误解的陈述。",
    "使用{o}应当遵守操作规程，不得擅自改变用途、拆除安全装置。",
    "{s}应当采用节约资源、保护环境的技术和设备，减少{o}对周边居民的影响。",
    "夜间二十二时至次日六时，不得在居民区从事产生噪声的{o}活动，抢修、抢险除外。",
    "{s}应当配合有关部门对{o}开展的抽样检验和应急处置工作。",
];

const OVERSIGHT: [&str; 10] = [
    "{n}应当制定{o}年度检查计划，按照风险等级确定检查频次，除法定情形外，同一对象每年检查不超过{k}次。",
    "{n}依法进行监督检查时，可以采取下列措施",
    "监督检查人员不得少于二人，并应当主动出示执法证件，记录检查情况，由检查人员和被检查人签字。",
    "{n}发现{o}存在重大隐患的，应当责令{s}立即停止使用，并在{k}日内完成整改。",
    "{n}应当建立{o}信用档案，依法记录并公开行政处罚信息。",
    "{n}之间应当建立{o}线索移送和联合检查机制，避免重复检查。",
    "监督检查不得妨碍被检查单位正常的生产经营活动，不得收取费用。",
    "对{o}的检验结论有异议的，可以自收到结论之日起{k}日内申请复检。",
    "{n}接到{o}投诉的，应当在{k}个工作日内处理并答复投诉人。",
    "监督检查人员对知悉的商业秘密和个人隐私负有保密义务。",
];

const LIABILITY: [&str; 10] = [
    "违反规定，{w}的，由{n}责令限期改正，给予警告；逾期不改正的，处{a}以上{b}以下的罚款。",
    "违反规定，{w}的，由{n}责令改正，处{a}以上{b}以下的罚款；情节严重的，责令停产停业。",
    "违反规定，{w}的，由{n}没收违法所得，并处{a}以上{b}以下的罚款。",
    "{s}有下列行为之一的，由{n}责令改正，可以处{b}以下的罚款",
    "违反规定，{w}，造成事故的，依法承担赔偿责任；构成犯罪的，依法追究刑事责任。",
    "违反规定，{w}的，对单位处{a}以上{b}以下的罚款，对个人处五百元以上二千元以下的罚款。",
    "当事人主动消除或者减轻{o}违法行为危害后果的，应当从轻或者减轻处罚。",
    "{n}的工作人员在{o}监督管理工作中玩忽职守、滥用职权、徇私舞弊的，依法给予处分。",
    "违反规定，{w}，情节轻微并及时改正，没有造成危害后果的，不予行政处罚。",
    "违反规定，{w}的，由{n}责令恢复原状，处{a}以上{b}以下的罚款；拒不恢复的，依法代履行。",
];

const CLOSING: [&str; 4] = [
    "本文件所称{o}，包括与其配套的设施、设备和附属物品。",
    "法律、行政法规对{o}另有规定的，从其规定。",
    "{o}的具体目录由{n}会同有关部门制定并公布。",
    "本文件自公布后的施行之日起施行，此前有关{o}的规定与本文件不一致的，以本文件为准。",
];

const SECOND: [&str; 8] = [
    "前款规定的{o}，由{n}会同有关部门确定并向社会公布。",
    "{s}为个体工商户的，可以由经营者本人履行前款规定的职责。",
    "因不可抗力不能按期履行的，应当在障碍消除后{k}日内补办。",
    "{n}应当为{s}履行前款义务提供指导和便利。",
    "前款规定的期限届满前，{s}可以申请延期一次，延长期限不超过{k}日。",
    "涉及{o}的技术标准，按照国家有关规定执行。",
    "任何单位和个人不得妨碍{s}依法履行前款义务。",
    "{s}应当将前款所列资料留存备查，保存期限不少于{k}年。",
];

const ITEMS: [&str; 14] = [
    "{o}的来源证明和合格证明",
    "进入{o}所在场所实施现场检查",
    "查阅、复制与{o}有关的合同、票据、账簿",
    "擅自改变{o}的用途",
    "出租、出借{o}许可证件",
    "隐瞒{o}事故或者提供虚假情况",
    "超过核定数量存放{o}",
    "未设置{o}安全警示标志",
    "对有证据证明不符合标准的{o}依法查封、扣押",
    "{s}的主体资格证明",
    "未保存{o}进货凭证",
    "与{o}规模相适应的管理制度",
    "在{o}周边堆放可燃物",
    "法律、法规规定的其他情形",
];

const SUMS: [(&str, &str); 6] = [
    ("五百元", "二千元"),
    ("一千元", "五千元"),
    ("二千元", "二万元"),
    ("五千元", "三万元"),
    ("一万元", "五万元"),
    ("五万元", "二十万元"),
];

/// The heading of a part's chapter.
pub(super) fn chapter(part: Part) -> String {
    let (number, title) = match part {
        Part::General => (1, "总则"),
        Part::Duties => (2, "管理规定"),
        Part::Oversight => (3, "监督检查"),
        Part::Liability => (4, "法律责任"),
        Part::Closing => (5, "附则"),
    };
    format!("第{}章 {title}", chinese(number))
}

/// An article with so many paragraphs, each with so many items.
pub(super) fn article(line: &Line, part: Part, shape: &[u16], dice: &mut Dice) -> String {
    let sentences: &[&str] = match part {
        Part::General => &GENERAL,
        Part::Duties => &DUTIES,
        Part::Oversight => &OVERSIGHT,
        Part::Liability => &LIABILITY,
        Part::Closing => &CLOSING,
    };
    let mut text = String::new();
    for (paragraph, items) in shape.iter().enumerate() {
        if paragraph > 0 {
            text.push('\n');
        }
        let from = if paragraph == 0 { sentences } else { &SECOND };
        let sentence = dice.pick(from).trim_end_matches('。');
        fill(&mut text, sentence, line, dice);
        let is_list = *items > 0;
        text.push_str(
            match (
                is_list,
                text.ends_with("下列行为")
                    || text.ends_with("下列材料")
                    || text.ends_with("下列措施"),
            ) {
                (true, true) => "：",
                (true, false) => "，并符合下列要求：",
                (false, true) => "，具体范围由有关部门公布。",
                (false, false) => "。",
            },
        );
        for number in 1..=*items {
            text.push_str("\n（");
            text.push_str(&chinese(number));
            text.push('）');
            let item: &&str = dice.pick(&ITEMS);
            fill(&mut text, item, line, dice);
            text.push_str(if number == *items { "。" } else { "；" });
        }
    }
    text
}

/// Puts words into the places of a sentence.
fn fill(text: &mut String, sentence: &str, line: &Line, dice: &mut Dice) {
    let (least, most) = dice.pick(&SUMS);
    let object = dice.pick(line.objects);
    let subject = dice.pick(line.subjects);
    let mut rest = sentence;
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        let slot = rest.get(at + 1..at + 2).unwrap_or_default();
        match slot {
            "o" => text.push_str(object),
            "s" => text.push_str(subject),
            "n" => text.push_str("主管部门"),
            "k" => text.push_str(&chinese(u16::try_from(dice.between(2, 30)).unwrap_or(2))),
            "a" => text.push_str(least),
            "b" => text.push_str(most),
            "w" => {
                let at = dice.below(line.objects.len() * (line.wrongs.len() + 12));
                text.push_str(&wrong(line, at));
            }
            _ => {}
        }
        rest = rest.get(at + 3..).unwrap_or_default();
    }
    text.push_str(rest);
}
