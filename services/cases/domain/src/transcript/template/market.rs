//! Templates for 市场监管.

use statute::Domain;

use super::{ASKED, LOOKED_AT, Question, QuestionTemplate, question};

const LINE: Option<Domain> = Some(Domain::MarketSupervision);

/// The templates.
pub(super) const TEMPLATES: &[QuestionTemplate] = &[
    QuestionTemplate {
        id: "market-food",
        version: 1,
        forms: ASKED,
        domain: LINE,
        title: "食品生产经营（标签、过期、不合格）询问",
        questions: FOOD,
        points: &[],
    },
    QuestionTemplate {
        id: "market-unlicensed",
        version: 1,
        forms: ASKED,
        domain: LINE,
        title: "无证无照经营询问",
        questions: UNLICENSED,
        points: &[],
    },
    QuestionTemplate {
        id: "market-shop",
        version: 1,
        forms: LOOKED_AT,
        domain: LINE,
        title: "经营场所现场检查（食品）",
        questions: &[],
        points: SHOP,
    },
];

const FOOD: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，这是我们的执法证件，请确认。您看清楚了吗？",
        "出示证件并由被询问人确认",
    ),
    question(
        "请介绍您的姓名、职务以及在{{party}}负责的工作。",
        "负责人、食品安全管理员、采购或者仓管",
    ),
    question(
        "{{party}}是否取得营业执照和食品生产经营许可证？编号和有效期是什么？",
        "核对原件",
    ),
    question(
        "涉案食品的名称、规格、批号、生产日期和保质期是什么？",
        "与实物、照片核对",
    ),
    question(
        "涉案食品从何处购进或者何时生产？数量和进价（成本）是多少？",
        "供货者资质、进货票据",
    ),
    question(
        "进货时是否查验供货者的许可证和产品合格证明，是否如实记录？",
        "进货查验义务，可否免责",
    ),
    question("标签、说明书由谁设计、印制？内容依据是什么？", "标签案件"),
    question(
        "已经销售、使用多少？售价多少？库存多少？",
        "货值金额、违法所得",
    ),
    question("是否收到消费者投诉，是否有人食用后不适？", "危害后果"),
    question("发现问题后是否下架、封存、召回？", "改正情况"),
    question("此前是否因同类行为受到过行政处罚？", "首次违法"),
    question("您还有什么要陈述、申辩或者补充的？", ""),
];

const UNLICENSED: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，这是我们的执法证件，请确认。您看清楚了吗？",
        "出示证件并由被询问人确认",
    ),
    question("该经营场所由谁经营、从何时开始、经营什么？", "经营者身份"),
    question(
        "是否办理营业执照、许可证？没有办理的原因是什么？",
        "是否正在申请",
    ),
    question(
        "场所、设备、从业人员的情况怎样？房屋是自有还是租用？",
        "租赁合同、出租人",
    ),
    question(
        "开业以来的收入、成本和获利是多少？有无账册和收款记录？",
        "违法所得",
    ),
    question(
        "是否收到过责令改正或者停止经营的通知？",
        "责令改正的时间和内容",
    ),
    question("现在是否已停止经营？准备怎样改正？", "改正情况"),
    question("您还有什么要陈述、申辩或者补充的？", ""),
];

const SHOP: &[&str] = &[
    "执法人员向当事人或者现场负责人出示执法证件，说明检查的事由和依据，告知其权利义务。",
    "营业执照、食品经营许可证的公示情况（编号、有效期）：",
    "经营场所、库房的位置、面积和卫生状况：",
    "从业人员健康证明：",
    "进货查验记录、票据和供货者资质：",
    "食品的标签、生产日期、保质期、贮存条件（逐一记录问题食品的名称、批号、数量、存放位置）：",
    "发现的问题：",
    "拍照、录像、抽样、采取措施的情况：",
];
