//! What a transcript says: its head, and its body in order (law of each part: 行政处罚法 §55, 行政强制法 §18, 市场监管程序规定 §28 and §29).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::EvidenceKind;
use crate::interview::Role;

/// Which paper it is, by its code in the catalogue of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 询问笔录 (DC04)
    Interview,
    /// 询问笔录, during an inspection (JC07)
    InspectionInterview,
    /// 现场笔录 (DC05)
    Scene,
    /// 现场检查笔录 (JC04)
    Inspection,
    /// 勘验笔录 (JC05)
    Survey,
    /// 陈述申辩笔录 (GZ03)
    Statement,
    /// 听证笔录 (TZ03)
    Hearing,
    /// 电子数据证据提取笔录 (DC07)
    ElectronicData,
}

/// What a transcript says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Which paper it is.
    pub form: Form,
    /// Which time the person is asked, or the place looked at, from 1.
    pub nth: u32,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended, not before it began.
    pub ended: DateTime<Utc>,
    /// Where.
    pub place: String,
    /// What it is about: the matter asked, or reason and basis of the inspection.
    pub subject: String,
    /// Who was asked, or was there for the party.
    pub person: Person,
    /// Who else was there.
    pub attendants: Vec<Attendant>,
    /// Whether the certificates were shown.
    pub certificates_shown: bool,
    /// Whether rights were told: to state and to defend, to ask for recusal.
    pub rights_told: bool,
    /// Whether the duty to answer truthfully was told.
    pub duty_told: bool,
    /// Whether recusal was asked about, and what was answered.
    pub recusal: RecusalAsked,
    /// Whether nobody else who was to be asked was there.
    pub alone: bool,
    /// Template of questions and its version, e.g. `market-label@1`; empty: none.
    pub template: String,
    /// Questions with answers, and what was found, in order.
    pub body: Vec<Entry>,
    /// What was corrected while it was made.
    pub corrections: Vec<Correction>,
    /// Measures and evidence taken on the spot.
    pub taken: Vec<String>,
    /// Number of the recording device or recording; empty: none was made.
    pub recording: String,
    /// What the person remarked.
    pub remark: String,
    /// Number of the hearing in the case; 0: it is no transcript of one.
    pub hearing: u32,
    /// How electronic data were taken; none: it is no transcript of that.
    pub extraction: Option<Extraction>,
}

/// Who is asked, or is there for the party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// In what role.
    pub role: Role,
    /// Relation to the case, e.g. `仓库管理员`.
    pub relation: String,
    /// Kind and number of the identity paper, as the transcript shows it.
    pub identity: String,
    /// Address and telephone.
    pub contact: String,
    /// Employer and post.
    pub employer: String,
    /// What keeps the person from reading, hearing or understanding by itself.
    pub conditions: BTreeSet<Condition>,
    /// Why no interpreter or guardian was there although one is due; empty: one was, or none is due.
    pub without_help: String,
}

/// What keeps a person from checking a transcript alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// 阅读有困难
    CannotRead,
    /// 不通晓当地通用的语言文字
    OtherLanguage,
    /// 聋哑
    DeafMute,
    /// 未满十八周岁
    Minor,
}

/// Somebody else who is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendant {
    /// Name.
    pub name: String,
    /// What for.
    pub role: AttendantRole,
    /// Identity, employer, relation.
    pub identity: String,
}

/// What somebody attends for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttendantRole {
    /// 翻译人员
    Interpreter,
    /// 监护人或者其他合适成年人
    Guardian,
    /// 见证人
    Witness,
    /// 听证主持人
    Presider,
    /// 听证员、书记员
    Clerk,
    /// 代理人
    Agent,
    /// 其他在场人员
    Other,
}

/// Whether recusal was asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalAsked {
    /// Whether it was asked.
    pub asked: bool,
    /// Whether the person asks for it.
    pub wanted: bool,
    /// What was answered, in its words.
    pub answer: String,
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// 问、答
    Asked(Asked),
    /// What was seen, done or said, told in order.
    Found(String),
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// The answer; that none was given is written out.
    pub answer: String,
}

/// A correction made while the transcript was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Number of the entry in the body, from 1.
    pub entry: u32,
    /// What it said.
    pub from: String,
    /// What it says.
    pub to: String,
    /// Whether the person confirmed it, by signature, seal or fingerprint.
    pub confirmed: bool,
}

/// How electronic data were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// Device, site or account they come from.
    pub source: String,
    /// Tools and method.
    pub method: String,
    /// Hash of what was taken, with the name of the algorithm.
    pub digest: String,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 8] = [
        Self::Interview,
        Self::InspectionInterview,
        Self::Scene,
        Self::Inspection,
        Self::Survey,
        Self::Statement,
        Self::Hearing,
        Self::ElectronicData,
    ];

    /// Code in the catalogue of documents: `DC04`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Interview => "DC04",
            Self::InspectionInterview => "JC07",
            Self::Scene => "DC05",
            Self::Inspection => "JC04",
            Self::Survey => "JC05",
            Self::Statement => "GZ03",
            Self::Hearing => "TZ03",
            Self::ElectronicData => "DC07",
        }
    }

    /// The form of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The paper in Chinese: `询问笔录`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Interview | Self::InspectionInterview => "询问笔录",
            Self::Scene => "现场笔录",
            Self::Inspection => "现场检查笔录",
            Self::Survey => "勘验笔录",
            Self::Statement => "陈述申辩笔录",
            Self::Hearing => "听证笔录",
            Self::ElectronicData => "电子数据证据提取笔录",
        }
    }

    /// Whether somebody is asked, and so is asked separately and told to answer truthfully.
    pub const fn asks(self) -> bool {
        matches!(self, Self::Interview | Self::InspectionInterview)
    }

    /// How the person is called in it: `被询问人`.
    pub const fn person_zh(self) -> &'static str {
        match self {
            Self::Interview | Self::InspectionInterview => "被询问人",
            Self::Scene | Self::Inspection | Self::Survey => "当事人或者现场负责人",
            Self::Statement => "陈述申辩人",
            Self::Hearing => "当事人或者代理人",
            Self::ElectronicData => "当事人或者电子数据提供人",
        }
    }
}

impl Condition {
    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::CannotRead => "阅读有困难",
            Self::OtherLanguage => "不通晓当地通用的语言文字",
            Self::DeafMute => "聋哑",
            Self::Minor => "未满十八周岁",
        }
    }

    /// Who has to be there for it; none: it is enough that the transcript is read out.
    pub const fn helper(self) -> Option<AttendantRole> {
        match self {
            Self::CannotRead => None,
            Self::OtherLanguage | Self::DeafMute => Some(AttendantRole::Interpreter),
            Self::Minor => Some(AttendantRole::Guardian),
        }
    }
}

impl AttendantRole {
    /// The role in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Interpreter => "翻译人员",
            Self::Guardian => "监护人或者其他合适成年人",
            Self::Witness => "见证人",
            Self::Presider => "听证主持人",
            Self::Clerk => "听证员、书记员",
            Self::Agent => "代理人",
            Self::Other => "其他在场人员",
        }
    }

    /// Whether the transcript is not whole without the signature on its last page.
    pub const fn signs(self) -> bool {
        !matches!(self, Self::Other)
    }
}

impl Content {
    /// Kind of evidence that it is once it is signed (行政处罚法 §46); none: it tells of the procedure and not of the facts.
    pub const fn evidence(&self) -> Option<EvidenceKind> {
        match self.form {
            Form::Interview | Form::InspectionInterview => Some(self.person.role.evidence()),
            Form::Scene | Form::Inspection | Form::Survey => Some(EvidenceKind::SiteRecord),
            Form::ElectronicData => Some(EvidenceKind::Electronic),
            Form::Statement | Form::Hearing => None,
        }
    }

    /// Those who sign beside the person and the officers.
    pub fn signing_attendants(&self) -> impl Iterator<Item = &Attendant> {
        self.attendants.iter().filter(|it| it.role.signs())
    }

    /// Whether somebody of this role is there.
    pub fn attended_by(&self, role: AttendantRole) -> bool {
        self.attendants.iter().any(|it| it.role == role)
    }
}
