//! Templates for any line.

use super::{ASKED, LOOKED_AT, Question, QuestionTemplate, question};
use crate::transcript::Form;

/// The templates.
pub(super) const TEMPLATES: &[QuestionTemplate] = &[
    QuestionTemplate {
        id: "general-party",
        version: 1,
        forms: ASKED,
        domain: None,
        title: "当事人询问（通用）",
        questions: PARTY,
        points: &[],
    },
    QuestionTemplate {
        id: "general-witness",
        version: 1,
        forms: ASKED,
        domain: None,
        title: "证人询问（通用）",
        questions: WITNESS,
        points: &[],
    },
    QuestionTemplate {
        id: "general-scene",
        version: 1,
        forms: LOOKED_AT,
        domain: None,
        title: "现场检查（通用）",
        questions: &[],
        points: SCENE,
    },
    QuestionTemplate {
        id: "general-survey",
        version: 1,
        forms: &[Form::Survey],
        domain: None,
        title: "勘验（通用）",
        questions: &[],
        points: SURVEY,
    },
    QuestionTemplate {
        id: "general-statement",
        version: 1,
        forms: &[Form::Statement],
        domain: None,
        title: "陈述申辩（通用）",
        questions: STATEMENT,
        points: &[],
    },
    QuestionTemplate {
        id: "general-hearing",
        version: 1,
        forms: &[Form::Hearing],
        domain: None,
        title: "听证（通用）",
        questions: &[],
        points: HEARING,
    },
    QuestionTemplate {
        id: "general-electronic-data",
        version: 1,
        forms: &[Form::ElectronicData],
        domain: None,
        title: "电子数据证据提取（通用）",
        questions: &[],
        points: ELECTRONIC,
    },
];

const PARTY: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，这是我们的执法证件，请确认。您看清楚了吗？",
        "出示证件并由被询问人确认",
    ),
    question(
        "请介绍您的姓名、身份证件号码、住址、联系方式、工作单位和职务。",
        "与证件核对",
    ),
    question(
        "您与{{party}}是什么关系？是否受其委托接受询问？",
        "受托的附授权委托书",
    ),
    question(
        "请说明{{party}}的经营范围、经营场所、从业人员和开始经营的时间。",
        "与登记信息核对",
    ),
    question(
        "请陈述有关行为的经过：何时、何地、何人、做了什么。",
        "时间、地点、人物、经过、结果",
    ),
    question(
        "该行为从何时开始，持续到何时？是否已经停止？",
        "连续、继续状态和终了之日",
    ),
    question(
        "涉及的数量、金额是多少？违法所得是多少？有无账册、单据、电子记录？",
        "核对单据",
    ),
    question("为什么这样做？是否知道有关规定？", "主观过错"),
    question(
        "是否造成危害后果？是否已经改正？采取了哪些措施？",
        "从轻、减轻、不予处罚的情形",
    ),
    question("此前是否因同类行为受到过行政处罚？", "首次违法"),
    question("您还有什么要陈述、申辩或者补充的？", ""),
];

const WITNESS: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，这是我们的执法证件，请确认。您看清楚了吗？",
        "出示证件并由被询问人确认",
    ),
    question(
        "请介绍您的姓名、身份证件号码、住址、联系方式、工作单位和职务。",
        "与证件核对",
    ),
    question(
        "您与{{party}}有什么关系？有无亲属、雇佣或者利害关系？",
        "证言的可信程度",
    ),
    question(
        "您是怎样知道有关情况的，是亲眼所见还是听他人说的？",
        "直接或者传来",
    ),
    question(
        "请陈述您所知道的经过：何时、何地、何人、做了什么。",
        "时间、地点、人物、经过、结果",
    ),
    question(
        "还有谁在场或者知道有关情况？有无照片、录像、单据？",
        "其他证据线索",
    ),
    question("您还有什么要补充的？", ""),
];

const SCENE: &[&str] = &[
    "执法人员向当事人或者现场负责人出示执法证件，说明检查的事由和依据，告知其权利义务。",
    "现场的位置、范围、环境和标志：",
    "在场人员及其正在进行的活动：",
    "证照、资质、制度、台账的检查情况：",
    "按检查先后记录所见的设备、物品、场所及其状况（数量、规格、位置）：",
    "发现的问题：",
    "拍照、录像、抽样、采取措施的情况：",
    "检查中当事人的说明：",
];

const SURVEY: &[&str] = &[
    "勘验的对象、范围和起止位置：",
    "勘验时的天气、光线和现场保护情况：",
    "使用的仪器、编号和检定有效期：",
    "测量的项目、方法、次数和数值：",
    "痕迹、物品的位置、状态、数量和提取情况：",
    "绘图、拍照、录像的编号：",
];

const STATEMENT: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，现在听取您对行政处罚事先告知内容的陈述和申辩。您收到告知书了吗？",
        "告知书文号和送达日期",
    ),
    question("对拟认定的事实，您有什么意见？", "逐项记录"),
    question("对拟处罚的理由、依据和内容，您有什么意见？", "逐项记录"),
    question("有哪些证据或者材料支持您的意见？", "列明材料名称和份数"),
    question(
        "您还有什么要陈述、申辩的？",
        "不因陈述、申辩而给予更重的处罚",
    ),
];

const HEARING: &[&str] = &[
    "听证主持人核对参加人身份，宣布案由、主持人和书记员名单，告知权利义务，询问是否申请回避：",
    "调查人员提出当事人违法的事实、证据和行政处罚建议：",
    "当事人进行申辩：",
    "质证（逐项记录证据名称和各方意见）：",
    "辩论：",
    "当事人最后陈述：",
];

const ELECTRONIC: &[&str] = &[
    "电子数据的来源（设备、网站、账号）和提取的起止时间：",
    "提取所用设备、系统、网络环境的清洁性检查：",
    "提取的步骤（逐步记录）：",
    "提取所得文件的名称、大小、格式和校验值：",
    "存储介质的名称、编号和封存情况：",
];
