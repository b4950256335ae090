//! The demonstration accounts: fixed passwords and one-time secrets, for demonstrations only.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use elements::seed::ids::{
    DIVISION_FUJIAN, DIVISION_LONGHAI, DIVISION_ZHANGZHOU, DemoOfficer, OFFICER_CAI, OFFICER_CHEN,
    OFFICER_DAI, OFFICER_GUO, OFFICER_HONG, OFFICER_HUANG, OFFICER_LIN, OFFICER_SU, OFFICER_WU,
    OFFICER_XU, OFFICER_ZHENG,
};

use gateway::ONE_TIME_SECRET;
use gateway::roles::Role;

/// Password of every demonstration account.
pub const PASSWORD: &str = "Yifa-demo-2026";

/// An account of the demonstration.
#[derive(Debug, Clone, Copy)]
pub struct DemoAccount {
    /// User name.
    pub username: &'static str,
    /// Roles.
    pub roles: &'static [Role],
    /// The officer whose account it is; administrators have none.
    pub officer: Option<&'static DemoOfficer>,
    /// Division, when there is no officer to have one.
    pub division: &'static str,
    /// Who it is, for people.
    pub description: &'static str,
}

/// Every account of the demonstration.
pub const ACCOUNTS: &[DemoAccount] = &[
    DemoAccount {
        username: "lin.jianguo",
        roles: &[Role::Officer],
        officer: Some(&OFFICER_LIN),
        division: DIVISION_FUJIAN,
        description: "石码街道 执法人员 林建国",
    },
    DemoAccount {
        username: "chen.meihua",
        roles: &[Role::Officer],
        officer: Some(&OFFICER_CHEN),
        division: DIVISION_FUJIAN,
        description: "石码街道 执法人员 陈美华",
    },
    DemoAccount {
        username: "huang.zhiqiang",
        roles: &[Role::Leader],
        officer: Some(&OFFICER_HUANG),
        division: DIVISION_FUJIAN,
        description: "石码街道 分管负责人 黄志强",
    },
    DemoAccount {
        username: "zheng.haifeng",
        roles: &[Role::Officer],
        officer: Some(&OFFICER_ZHENG),
        division: DIVISION_FUJIAN,
        description: "龙海区市场监管局 执法人员 郑海峰",
    },
    DemoAccount {
        username: "cai.yating",
        roles: &[Role::Officer],
        officer: Some(&OFFICER_CAI),
        division: DIVISION_FUJIAN,
        description: "龙海区市场监管局 执法人员 蔡雅婷",
    },
    DemoAccount {
        username: "wu.wenbin",
        roles: &[Role::Officer],
        officer: Some(&OFFICER_WU),
        division: DIVISION_FUJIAN,
        description: "龙海区市场监管局 执法人员 吴文斌（执法证已过期）",
    },
    DemoAccount {
        username: "xu.jingyi",
        roles: &[Role::LegalReviewer],
        officer: Some(&OFFICER_XU),
        division: DIVISION_FUJIAN,
        description: "龙海区市场监管局 法制审核 许静怡",
    },
    DemoAccount {
        username: "dai.jianping",
        roles: &[Role::UnitHead],
        officer: Some(&OFFICER_DAI),
        division: DIVISION_FUJIAN,
        description: "龙海区市场监管局 办案机构负责人 戴建平",
    },
    DemoAccount {
        username: "guo.licheng",
        roles: &[Role::Leader],
        officer: Some(&OFFICER_GUO),
        division: DIVISION_FUJIAN,
        description: "龙海区市场监管局 分管负责人 郭立诚",
    },
    DemoAccount {
        username: "hong.liping",
        roles: &[Role::Supervisor],
        officer: Some(&OFFICER_HONG),
        division: DIVISION_FUJIAN,
        description: "龙海区司法局 执法监督 洪丽萍",
    },
    DemoAccount {
        username: "ye.weimin",
        roles: &[Role::Supervisor],
        officer: None,
        division: DIVISION_ZHANGZHOU,
        description: "漳州市司法局 执法监督 叶为民",
    },
    DemoAccount {
        username: "su.mingyuan",
        roles: &[Role::ElementClerk],
        officer: Some(&OFFICER_SU),
        division: DIVISION_FUJIAN,
        description: "福建省司法厅 要素管理 苏明远",
    },
    DemoAccount {
        username: "ke.shuwen",
        roles: &[Role::ElementClerk],
        officer: None,
        division: DIVISION_FUJIAN,
        description: "福建省司法厅 要素审核 柯淑雯",
    },
    DemoAccount {
        username: "zhuang.yifan",
        roles: &[Role::ElementClerk],
        officer: None,
        division: DIVISION_LONGHAI,
        description: "龙海区司法局 要素管理 庄一凡",
    },
    DemoAccount {
        username: "admin.system",
        roles: &[Role::SystemAdmin],
        officer: None,
        division: DIVISION_FUJIAN,
        description: "系统管理员",
    },
    DemoAccount {
        username: "admin.security",
        roles: &[Role::SecurityAdmin],
        officer: None,
        division: DIVISION_FUJIAN,
        description: "安全管理员",
    },
    DemoAccount {
        username: "admin.audit",
        roles: &[Role::AuditAdmin],
        officer: None,
        division: DIVISION_FUJIAN,
        description: "审计管理员",
    },
];

/// The account called `username`.
pub fn account(username: &str) -> Option<&'static DemoAccount> {
    ACCOUNTS.iter().find(|account| account.username == username)
}

/// The present one-time code of a demonstration account.
pub fn one_time_code(username: &str, at: DateTime<Utc>) -> anyhow::Result<String> {
    let account =
        account(username).with_context(|| format!("no demonstration account {username}"))?;
    gateway::one_time_code_at(&secret_of(account.username), at).context("the clock is before 1970")
}

/// The one-time secret of a demonstration account: 20 bytes made from its name, the same in every demonstration.
pub(super) fn secret_of(username: &str) -> [u8; ONE_TIME_SECRET] {
    let mut secret = [b'-'; ONE_TIME_SECRET];
    for (place, byte) in secret.iter_mut().zip(username.bytes()) {
        *place = byte;
    }
    secret
}
