//! Calling the methods of side procedures.

/// Calls a method of a side procedure and gives the case after the act.
macro_rules! called {
    ($office:expr, $actor:expr, $client:expr, $method:ident($message:expr)) => {{
        let request = $office.by($actor, $message);
        let answer = $client.$method(request).await.unwrap();
        answer.into_inner().case.unwrap()
    }};
}
pub(crate) use called;
