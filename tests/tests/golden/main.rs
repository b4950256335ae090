//! Golden stories: whole cases through the gateway, each refusal on the way with its article, and at the end a record from
//! which the same cases are made anew.

mod complaint;
mod crew;
mod dispute;
mod fast;
mod people;
mod referral;
mod spot;
mod welders;

use contract::cases::v1::{Case, Deadline};
use stories::Stage;

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

/// Ends a story: every signature and every chain holds, and every case made anew from its record is the case that is kept.
async fn ends(stage: Stage) {
    assert_eq!(stage.findings().await, Vec::<String>::new());
    stage.close().await;
}
