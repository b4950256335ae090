//! Where a document stands in the file of its case (卷内顺序).
//!
//! The order is that of 市场监督管理行政处罚程序规定 §78, of which only the existence of cover, catalogue and final notes was
//! verified (law.md 10.2); a place that keeps another order sorts by [`Place`] as it wishes.

/// 正卷 or 副卷
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Volume {
    /// 正卷: what may be shown.
    Main,
    /// 副卷: what stays inside.
    Side,
}

/// A document's place in the file, in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// 立案文书
    Filing,
    /// 处理决定及其送达回证
    Decision,
    /// 对当事人制发的其他文书及送达回证
    Issued,
    /// 证据材料
    Evidence,
    /// 听证笔录
    Hearing,
    /// 财物处理单据
    Goods,
    /// 其他有关材料（正卷）
    Other,
    /// 案源材料
    Source,
    /// 内部审批
    Approval,
    /// 调查终结报告
    Report,
    /// 审核意见
    Review,
    /// 听证报告
    HearingReport,
    /// 结案文书
    Closing,
    /// 其他有关材料（副卷）
    OtherInternal,
    /// 卷宗封面、卷内目录、备考表: what binds the file, outside its order.
    Binding,
}

impl Place {
    /// Every place, in the order of the file.
    pub const ALL: [Self; 15] = [
        Self::Filing,
        Self::Decision,
        Self::Issued,
        Self::Evidence,
        Self::Hearing,
        Self::Goods,
        Self::Other,
        Self::Source,
        Self::Approval,
        Self::Report,
        Self::Review,
        Self::HearingReport,
        Self::Closing,
        Self::OtherInternal,
        Self::Binding,
    ];

    /// The volume it belongs to.
    pub const fn volume(self) -> Volume {
        match self {
            Self::Filing
            | Self::Decision
            | Self::Issued
            | Self::Evidence
            | Self::Hearing
            | Self::Goods
            | Self::Other
            | Self::Binding => Volume::Main,
            Self::Source
            | Self::Approval
            | Self::Report
            | Self::Review
            | Self::HearingReport
            | Self::Closing
            | Self::OtherInternal => Volume::Side,
        }
    }

    /// The place in Chinese: `证据材料`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Filing => "立案文书",
            Self::Decision => "处理决定及送达回证",
            Self::Issued => "对当事人制发的其他文书及送达回证",
            Self::Evidence => "证据材料",
            Self::Hearing => "听证笔录",
            Self::Goods => "财物处理单据",
            Self::Other | Self::OtherInternal => "其他有关材料",
            Self::Source => "案源材料",
            Self::Approval => "内部审批",
            Self::Report => "调查终结报告",
            Self::Review => "审核意见",
            Self::HearingReport => "听证报告",
            Self::Closing => "结案文书",
            Self::Binding => "卷宗封面、目录、备考表",
        }
    }
}

impl Volume {
    /// The volume in Chinese: `正卷`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Main => "正卷",
            Self::Side => "副卷",
        }
    }
}
