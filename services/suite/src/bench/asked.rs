//! What a reader asks of case handling, page by page.

use contract::cases::v1::{FindCasesRequest, ListCasesRequest, ListTasksRequest};

/// A page that is asked for.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    /// Of a list of cases.
    List(ListCasesRequest),
    /// Of a work list.
    Tasks(ListTasksRequest),
    /// Of what is found.
    Find(FindCasesRequest),
}

/// A page that was given.
#[derive(Debug)]
pub(super) struct Page {
    /// Its rows.
    pub(super) rows: usize,
    /// Token of the next one.
    pub(super) next: String,
}

impl Asked {
    /// Asks for the page of this token.
    pub(super) fn turn(&mut self, token: String) {
        let place = match self {
            Self::List(asked) => &mut asked.page_token,
            Self::Tasks(asked) => &mut asked.page_token,
            Self::Find(asked) => &mut asked.page_token,
        };
        *place = token;
    }
}

impl From<ListCasesRequest> for Asked {
    fn from(asked: ListCasesRequest) -> Self {
        Self::List(asked)
    }
}

impl From<ListTasksRequest> for Asked {
    fn from(asked: ListTasksRequest) -> Self {
        Self::Tasks(asked)
    }
}

impl From<FindCasesRequest> for Asked {
    fn from(asked: FindCasesRequest) -> Self {
        Self::Find(asked)
    }
}
