//! Signatures on a transcript, page by page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SeenPage, Transcript};
use crate::OfficerId;

/// How somebody signs a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkManner {
    /// 手写电子签名: strokes on the screen
    Strokes,
    /// 纸质签名
    Paper,
    /// 盖章
    Seal,
    /// 按指印
    Fingerprint,
    /// 以其他方式确认
    Otherwise,
}

/// How the transcript was checked before it was signed (市场监管程序规定 §29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// 本人阅读
    Read,
    /// 向其宣读
    ReadOut,
}

/// Why the person's signature is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnsignedManner {
    /// 拒绝签名
    Refused,
    /// 不在场
    Absent,
}

/// Pages that somebody signed at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageMark {
    /// Who signed.
    pub signer: String,
    /// The pages, each with the hash of what was shown.
    pub pages: Vec<SeenPage>,
    /// How.
    pub manner: MarkManner,
    /// SM3 of the strokes as they were drawn, as lower-case hexadecimal; empty: they were not drawn here.
    pub strokes_sm3: String,
    /// How it was checked; none: not yet said, or another than the person signed.
    pub reading: Option<Reading>,
    /// The sentence that stands beside the signature.
    pub remark: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Officer who had it signed.
    pub by: OfficerId,
}

/// An officer who signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerMark {
    /// The officer.
    pub officer: OfficerId,
    /// SM3 of the whole transcript as it was shown.
    pub sm3: String,
    /// SM3 of the strokes, as lower-case hexadecimal; empty: signed by the account alone.
    pub strokes_sm3: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl MarkManner {
    /// The manner in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Strokes => "手写电子签名",
            Self::Paper => "纸质签名",
            Self::Seal => "盖章",
            Self::Fingerprint => "按指印",
            Self::Otherwise => "以其他方式确认",
        }
    }
}

impl UnsignedManner {
    /// The manner in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Refused => "拒绝签名",
            Self::Absent => "不在场",
        }
    }
}

impl Reading {
    /// The sentence that the law's practice has the person write.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::Read => "以上笔录我看过，与我所说一致。",
            Self::ReadOut => "以上笔录已向我宣读，与我所说一致。",
        }
    }
}

impl Transcript {
    /// Whether somebody has signed a page.
    pub fn signed_page(&self, signer: &str, page: u32) -> bool {
        let mut marks = self.marks.iter().filter(|it| it.signer == signer);
        marks.any(|it| it.pages.iter().any(|it| it.page == page))
    }

    /// How many pages it has.
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// Pages that the person has not signed, once these are signed too.
    pub fn pages_left(&self, signer: &str, now: &[SeenPage]) -> Vec<u32> {
        let mine = |page: u32| signer == self.content.person.name && named(now, page);
        let person = &self.content.person.name;
        let all = 1..=self.page_count();
        all.filter(|page| !self.signed_page(person, *page) && !mine(*page))
            .collect()
    }

    /// Attendants who have not signed the last page, once these are signed too.
    pub fn attendants_left(&self, signer: &str, now: &[SeenPage]) -> Vec<&str> {
        let last = self.page_count();
        let left = self.content.signing_attendants().filter(|it| {
            let mine = signer == it.name && named(now, last);
            !self.signed_page(&it.name, last) && !mine
        });
        left.map(|it| it.name.as_str()).collect()
    }

    /// Officers who have not signed, once this one has too.
    pub fn officers_left(&self, now: Option<&OfficerId>) -> Vec<&OfficerId> {
        let signed = |id: &OfficerId| {
            Some(id) == now || self.officer_marks.iter().any(|it| it.officer == *id)
        };
        let ids = self.officers.iter().map(|it| &it.id);
        ids.filter(|id| !signed(id)).collect()
    }
}

fn named(pages: &[SeenPage], page: u32) -> bool {
    pages.iter().any(|it| it.page == page)
}
