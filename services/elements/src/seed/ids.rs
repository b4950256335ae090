//! Ids of the demonstration data: what stories, demonstrations and demonstration accounts refer to.
//!
//! Every person, party and code is invented; agencies and divisions are real.

/// An officer of the demonstration data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOfficer {
    /// Officer id in the element centre.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Agency that employs the officer.
    pub agency: &'static str,
    /// Division of that agency.
    pub division: &'static str,
    /// Id of the officer's certificate; empty when the officer holds none.
    pub certificate: &'static str,
    /// Post, as the posting names it.
    pub post: &'static str,
}

/// 福建省.
pub const DIVISION_FUJIAN: &str = "35";
/// 漳州市.
pub const DIVISION_ZHANGZHOU: &str = "3506";
/// 漳州市龙海区.
pub const DIVISION_LONGHAI: &str = "350604";
/// 漳州市龙海区石码街道.
pub const DIVISION_SHIMA: &str = "350604001";

/// 漳州市龙海区石码街道办事处.
pub const AGENCY_SHIMA: &str = "shima-street";
/// 漳州市龙海区市场监督管理局.
pub const AGENCY_MARKET: &str = "longhai-market";
/// 漳州市龙海区城市管理和综合执法局.
pub const AGENCY_URBAN: &str = "longhai-urban";
/// 漳州市龙海区消防救援大队.
pub const AGENCY_FIRE: &str = "longhai-fire";
/// 漳州市龙海区司法局.
pub const AGENCY_JUSTICE: &str = "longhai-justice";
/// 福建省司法厅.
pub const AGENCY_PROVINCE: &str = "fujian-justice";

/// 石码街道, first officer of the gas-safety story.
pub const OFFICER_LIN: DemoOfficer = DemoOfficer {
    id: "o-lin-jianguo",
    name: "林建国",
    agency: AGENCY_SHIMA,
    division: DIVISION_SHIMA,
    certificate: "c-lin-jianguo",
    post: "综合执法队队员",
};
/// 石码街道, second officer of the gas-safety story.
pub const OFFICER_CHEN: DemoOfficer = DemoOfficer {
    id: "o-chen-meihua",
    name: "陈美华",
    agency: AGENCY_SHIMA,
    division: DIVISION_SHIMA,
    certificate: "c-chen-meihua",
    post: "综合执法队队员",
};
/// 石码街道, responsible leader.
pub const OFFICER_HUANG: DemoOfficer = DemoOfficer {
    id: "o-huang-zhiqiang",
    name: "黄志强",
    agency: AGENCY_SHIMA,
    division: DIVISION_SHIMA,
    certificate: "c-huang-zhiqiang",
    post: "办事处分管负责人",
};
/// 龙海区市场监管, first officer of the penalty story.
pub const OFFICER_ZHENG: DemoOfficer = DemoOfficer {
    id: "o-zheng-haifeng",
    name: "郑海峰",
    agency: AGENCY_MARKET,
    division: DIVISION_LONGHAI,
    certificate: "c-zheng-haifeng",
    post: "执法队员",
};
/// 龙海区市场监管, second officer of the penalty story; also posted to 石码街道 (派驻) since 2023-09-01.
pub const OFFICER_CAI: DemoOfficer = DemoOfficer {
    id: "o-cai-yating",
    name: "蔡雅婷",
    agency: AGENCY_MARKET,
    division: DIVISION_LONGHAI,
    certificate: "c-cai-yating",
    post: "执法队员",
};
/// 龙海区市场监管; the certificate lapsed on 2023-06-30.
pub const OFFICER_WU: DemoOfficer = DemoOfficer {
    id: "o-wu-wenbin",
    name: "吴文斌",
    agency: AGENCY_MARKET,
    division: DIVISION_LONGHAI,
    certificate: "c-wu-wenbin",
    post: "执法队员",
};
/// 龙海区市场监管, legal reviewer with the national legal-profession qualification (行政处罚法 §58).
pub const OFFICER_XU: DemoOfficer = DemoOfficer {
    id: "o-xu-jingyi",
    name: "许静怡",
    agency: AGENCY_MARKET,
    division: DIVISION_LONGHAI,
    certificate: "c-xu-jingyi",
    post: "法制审核员",
};
/// 龙海区市场监管, responsible leader.
pub const OFFICER_GUO: DemoOfficer = DemoOfficer {
    id: "o-guo-licheng",
    name: "郭立诚",
    agency: AGENCY_MARKET,
    division: DIVISION_LONGHAI,
    certificate: "c-guo-licheng",
    post: "分管负责人",
};
/// 龙海区市场监管, head of the unit that handles its cases (办案机构负责人).
pub const OFFICER_DAI: DemoOfficer = DemoOfficer {
    id: "o-dai-jianping",
    name: "戴建平",
    agency: AGENCY_MARKET,
    division: DIVISION_LONGHAI,
    certificate: "c-dai-jianping",
    post: "综合执法大队大队长",
};
/// 龙海区城管.
pub const OFFICER_YANG: DemoOfficer = DemoOfficer {
    id: "o-yang-zhiming",
    name: "杨志明",
    agency: AGENCY_URBAN,
    division: DIVISION_LONGHAI,
    certificate: "c-yang-zhiming",
    post: "执法队员",
};
/// 龙海区消防.
pub const OFFICER_LIU: DemoOfficer = DemoOfficer {
    id: "o-liu-wei",
    name: "刘伟",
    agency: AGENCY_FIRE,
    division: DIVISION_LONGHAI,
    certificate: "c-liu-wei",
    post: "消防监督员",
};
/// 龙海区司法局, supervises enforcement in the district.
pub const OFFICER_HONG: DemoOfficer = DemoOfficer {
    id: "o-hong-liping",
    name: "洪丽萍",
    agency: AGENCY_JUSTICE,
    division: DIVISION_LONGHAI,
    certificate: "",
    post: "行政执法监督员",
};
/// 福建省司法厅, keeps the element centre for the whole province.
pub const OFFICER_SU: DemoOfficer = DemoOfficer {
    id: "o-su-mingyuan",
    name: "苏明远",
    agency: AGENCY_PROVINCE,
    division: DIVISION_FUJIAN,
    certificate: "",
    post: "执法要素管理员",
};

/// Every officer of the demonstration data.
pub const OFFICERS: [DemoOfficer; 13] = [
    OFFICER_LIN,
    OFFICER_CHEN,
    OFFICER_HUANG,
    OFFICER_ZHENG,
    OFFICER_CAI,
    OFFICER_WU,
    OFFICER_XU,
    OFFICER_GUO,
    OFFICER_YANG,
    OFFICER_LIU,
    OFFICER_HONG,
    OFFICER_SU,
    OFFICER_DAI,
];

/// Posting of [`OFFICER_CAI`] to 石码街道 (派驻).
pub const POSTING_CAI_SHIMA: &str = "post-cai-yating-shima";

/// A snack shop in 石码街道, an individual business (个体工商户): party of the gas-safety story.
pub const PARTY_SNACK: &str = "p-zhang-snack";
/// A food company in 龙海区 (credit code 91350604MA8UAB126N): party of the penalty story.
pub const PARTY_FOODS: &str = "p-example-foods";

/// 餐饮场所燃气使用安全检查: inspection by 石码街道, market, urban management and fire.
pub const ITEM_GAS_INSPECTION: &str = "i-gas-restaurant";
/// 对广告主发布引证内容违法的广告的行政处罚: penalty by 龙海区市场监管, up to 100,000 yuan (广告法 §59(1)(2)).
pub const ITEM_AD_CITATION: &str = "i-ad-citation";
/// 对燃气用户违规使用燃气的行政处罚: penalty by 龙海区城管 (城镇燃气管理条例 §49).
pub const ITEM_GAS_USER: &str = "i-gas-user";

/// 对乱扔废弃物的行政处罚: a power of 龙海区城管 that 石码街道 was granted.
pub const ITEM_LITTER: &str = "i-city-litter";
/// By which it was granted.
pub const GRANT_SHIMA: &str = "grant-shima-2022";

/// 中华人民共和国行政处罚法 (2021).
pub const LAW_PENALTY: &str = "law-penalty";
/// 城镇燃气管理条例 (2016).
pub const LAW_GAS: &str = "law-urban-gas";
/// 城市市容和环境卫生管理条例 (2017).
pub const LAW_APPEARANCE: &str = "law-urban-appearance";
/// 中华人民共和国广告法 (2021).
pub const LAW_ADVERTISING: &str = "law-advertising";

/// 裁量基准 for [`ITEM_AD_CITATION`].
pub const STANDARD_AD_CITATION: &str = "s-ad-citation";
/// 裁量基准 for [`ITEM_GAS_USER`].
pub const STANDARD_GAS_USER: &str = "s-gas-user";
/// 典型案例 on [`ITEM_AD_CITATION`].
pub const TYPICAL_CASE_AD: &str = "t-ad-citation";
/// 餐饮场所燃气安全综合查一次.
pub const SCENE_GAS: &str = "scene-gas-restaurant";
/// 行政处罚事先告知书 of 龙海区.
pub const TEMPLATE_NOTICE: &str = "tpl-longhai-gz01";
/// 行政处罚决定书 of 龙海区.
pub const TEMPLATE_DECISION: &str = "tpl-longhai-jd03";
/// 责令改正通知书 of 龙海区.
pub const TEMPLATE_CORRECTION: &str = "tpl-longhai-jc09";
/// 业务规范 that binds 龙海区's certificates.
pub const NORM_CERTIFICATES: &str = "norm-longhai-certificates";
/// 业务规范 that binds 龙海区's items.
pub const NORM_ITEMS: &str = "norm-longhai-items";
