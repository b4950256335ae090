//! Templates for 农业.

use statute::Domain;

use super::{ASKED, LOOKED_AT, Question, QuestionTemplate, question};

const LINE: Option<Domain> = Some(Domain::Agriculture);

/// The templates.
pub(super) const TEMPLATES: &[QuestionTemplate] = &[
    QuestionTemplate {
        id: "agriculture-inputs",
        version: 1,
        forms: ASKED,
        domain: LINE,
        title: "农药、兽药、种子、肥料经营询问",
        questions: INPUTS,
        points: &[],
    },
    QuestionTemplate {
        id: "agriculture-shop",
        version: 1,
        forms: LOOKED_AT,
        domain: LINE,
        title: "农资经营场所现场检查",
        questions: &[],
        points: SHOP,
    },
];

const INPUTS: &[Question] = &[
    question(
        "我们是{{agency}}的执法人员{{officers}}，这是我们的执法证件，请确认。您看清楚了吗？",
        "出示证件并由被询问人确认",
    ),
    question(
        "请介绍您的姓名、职务以及与{{party}}的关系。",
        "受托的附授权委托书",
    ),
    question(
        "{{party}}是否取得营业执照和相应的经营许可证？编号和有效期是什么？",
        "农药、兽药经营许可证，种子备案",
    ),
    question(
        "涉案产品的名称、登记证号（批准文号、审定编号）、生产企业、批号、规格是什么？",
        "与实物、标签核对",
    ),
    question(
        "从何处购进？何时购进？数量和进价是多少？有无票据？",
        "供货者资质",
    ),
    question(
        "购进时是否查验标签、质量合格证明和许可证明文件？是否建立进货、销售台账？",
        "进货查验和台账义务",
    ),
    question(
        "已经销售给哪些人？数量和售价是多少？库存多少？",
        "货值金额、违法所得",
    ),
    question("购买者使用后有无药害、减产或者其他损失的反映？", "危害后果"),
    question("发现问题后采取了哪些措施？", "停止销售、召回、改正"),
    question("此前是否因同类行为受到过行政处罚？", "首次违法"),
    question("您还有什么要陈述、申辩或者补充的？", ""),
];

const SHOP: &[&str] = &[
    "执法人员向当事人或者现场负责人出示执法证件，说明检查的事由和依据，告知其权利义务。",
    "营业执照、经营许可证的公示情况（编号、有效期）：",
    "经营场所、仓储场所的位置、面积，与居住、食品经营区域的隔离情况：",
    "柜台、仓库中产品的名称、登记证号、批号、生产日期、数量和存放位置：",
    "限制使用农药、处方兽药等的专柜和销售记录：",
    "进货、销售台账和票据：",
    "发现的问题：",
    "拍照、录像、抽样、采取措施的情况：",
];
