//! Templates for 住建, gas among it.

use statute::Domain;

use super::{ASKED, LOOKED_AT, Question, QuestionTemplate, question};

const LINE: Option<Domain> = Some(Domain::Housing);

/// The templates.
pub(super) const TEMPLATES: &[QuestionTemplate] = &[
    QuestionTemplate {
        id: "housing-gas",
        version: 1,
        forms: ASKED,
        domain: LINE,
        title: "餐饮等单位用气安全询问",
        questions: GAS,
        points: &[],
    },
    QuestionTemplate {
        id: "housing-site",
        version: 1,
        forms: ASKED,
        domain: LINE,
        title: "建设工程（施工许可、发包、质量安全）询问",
        questions: SITE,
        points: &[],
    },
    QuestionTemplate {
        id: "housing-gas-scene",
        version: 1,
        forms: LOOKED_AT,
        domain: LINE,
        title: "用气场所现场检查",
        questions: &[],
        points: GAS_SCENE,
    },
];

const GAS: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，这是我们的执法证件，请确认。您看清楚了吗？",
        "出示证件并由被询问人确认",
    ),
    question(
        "请介绍您的姓名、职务以及在{{party}}负责的工作。",
        "负责人、安全管理人员",
    ),
    question(
        "使用的是管道燃气还是瓶装燃气？由哪家企业供应？是否签订供用气合同？",
        "供气企业许可、合同",
    ),
    question(
        "钢瓶的数量、规格、存放位置怎样？是否在检验有效期内？",
        "瓶组间、备用瓶",
    ),
    question(
        "是否安装可燃气体报警装置和紧急切断阀？何时安装、是否正常使用？",
        "安装单位、维护记录",
    ),
    question(
        "连接软管、减压阀由谁安装？何时更换？",
        "软管长度、接口、材质",
    ),
    question(
        "是否对从业人员进行燃气安全培训、应急演练？是否定期自查？",
        "制度和记录",
    ),
    question("供气企业是否入户安检？指出过哪些隐患？是否整改？", "安检单"),
    question(
        "此前是否收到责令改正通知或者受到过行政处罚？",
        "逾期不改正的认定",
    ),
    question("您还有什么要陈述、申辩或者补充的？", ""),
];

const SITE: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，这是我们的执法证件，请确认。您看清楚了吗？",
        "出示证件并由被询问人确认",
    ),
    question(
        "请介绍您的姓名、职务以及在该工程中承担的工作。",
        "建设、施工、监理单位人员",
    ),
    question(
        "工程的名称、地点、规模、合同价款、开工日期和进度怎样？",
        "合同价款为罚款基数的，附合同",
    ),
    question("是否取得施工许可证？没有取得的原因是什么？", "申请情况"),
    question(
        "工程由谁发包、谁承包？有无分包、转包、挂靠？",
        "合同、付款凭证、社保",
    ),
    question(
        "项目经理、安全员、特种作业人员是否在岗，是否持证？",
        "证书编号",
    ),
    question(
        "存在的质量、安全问题是怎样形成的？是否已停工、整改？",
        "整改情况",
    ),
    question("您还有什么要陈述、申辩或者补充的？", ""),
];

const GAS_SCENE: &[&str] = &[
    "执法人员向当事人或者现场负责人出示执法证件，说明检查的事由和依据，告知其权利义务。",
    "用气场所的位置、面积、楼层、通风和人员情况：",
    "燃气种类、钢瓶数量、规格、编号、检验日期和存放位置：",
    "可燃气体报警装置、紧急切断阀的安装位置和现场测试情况：",
    "软管、减压阀、灶具（熄火保护）的状况：",
    "灭火器材和应急通道：",
    "供用气合同、安检记录、培训演练记录：",
    "发现的问题：",
    "拍照、录像、责令改正、采取措施的情况：",
];
