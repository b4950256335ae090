//! Golden stories: whole cases through the gateway, each refusal on the way with its article, and at the end a record from
//! which the same cases are made anew.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a story stands on must hold, or the story ends here"
)]

mod complaint;
mod crew;
mod dispute;
mod fast;
mod hearing;
mod instalments;
mod night;
mod paper_trail;
mod people;
mod races;
mod referral;
mod spot;
mod welders;
mod withdrawn;

use contract::cases::v1::{Case, Deadline, GetCaseRequest};
use stories::Stage;
use suite::client::Client;

/// Sends an act under a fresh request id; gives the case after it.
macro_rules! act {
    ($stage:expr, $client:expr, $method:ident($message:ident { $($fields:tt)* })) => {{
        let request = $message {
            request_id: $stage.request_id(),
            $($fields)*
            ..$message::default()
        };
        let answer = $client.$method(request).await;
        answer.unwrap().into_inner().case.unwrap()
    }};
}

/// Tries an act; gives what it was refused with.
macro_rules! refused {
    ($stage:expr, $client:expr, $method:ident($message:ident { $($fields:tt)* })) => {{
        let request = $message {
            request_id: $stage.request_id(),
            $($fields)*
            ..$message::default()
        };
        stories::said($client.$method(request).await)
    }};
}

pub(crate) use {act, refused};

/// The newest clock of a kind.
fn clock<'a>(case: &'a Case, kind: &str) -> &'a Deadline {
    let mut of_kind = case.deadlines.iter().filter(|it| it.kind == kind);
    of_kind.next_back().unwrap()
}

/// The case once the clock's work has made it so.
async fn case_when(reader: &Client, id: &str, is: impl Fn(&Case) -> bool + Sync) -> Case {
    testkit::eventually("the case is as it is waited for", || async {
        let request = GetCaseRequest {
            case_id: id.to_owned(),
        };
        let answer = reader.cases().get_case(request).await.unwrap();
        answer.into_inner().case.filter(&is)
    })
    .await
}

/// Ends a story: every signature and every chain holds, and every case made anew from its record is the case that is kept.
async fn ends(stage: Stage) {
    assert_eq!(stage.findings().await, Vec::<String>::new());
    stage.close().await;
}
