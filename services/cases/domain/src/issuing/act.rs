//! Acts of issuing.

use super::Form;
use crate::DocumentKind;
use crate::beside::kinds;

/// An act of issuing with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 制发文书
    IssueDocument(IssueDocument),
    /// 作废文书
    VoidDocument(VoidDocument),
}

/// Issues a document. What it says comes from the case and from what is entered; it is printed before it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueDocument {
    /// Form.
    pub form: Form,
    /// Number of the thing of the case it is about; 0: the case itself.
    pub about: u32,
    /// Word under which it takes a number of its own (文种代字); none: it bears the number of the act it is made for, or none.
    pub word: Option<&'static str>,
    /// Whether a case has many of this form about the same thing.
    pub repeats: bool,
    /// What the case does not hold, as a JSON object with sorted keys.
    pub entered: String,
    /// Number of the document that it corrects or replaces.
    pub corrects: Option<u32>,
}

/// Voids a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoidDocument {
    /// Its number within the case.
    pub number: u32,
    /// Why.
    pub reason: String,
}

kinds! { in Issuing;
    IssueDocument = "ISSUE_DOCUMENT", Handle, "制发文书";
    VoidDocument = "VOID_DOCUMENT", Handle, "作废文书";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::IssueDocument(_) => Kind::IssueDocument,
            Self::VoidDocument(_) => Kind::VoidDocument,
        }
    }

    /// Number of the document it is about; 0: one that is about to be issued.
    pub const fn about(&self) -> u32 {
        match self {
            Self::IssueDocument(_) => 0,
            Self::VoidDocument(act) => act.number,
        }
    }

    /// The kind of number it takes.
    pub(crate) fn document(&self) -> Option<DocumentKind> {
        match self {
            Self::IssueDocument(act) => act.word.map(DocumentKind::Form),
            Self::VoidDocument(_) => None,
        }
    }
}
