//! The shapes in which the product runs: the same stories are played in each, and leave the same record.

use suite::Part;

/// How the parts are spread over processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All of them in the process of the test.
    OneProcess,
    /// Each in a process of its own: `yifa-gateway`, `yifa-cases` …
    OnePerProcess,
    /// Two processes of `yifa run --only …`: the gateway with the element centre and case handling, and the rest.
    TwoHalves,
}

impl Shape {
    /// The first half of [`Shape::TwoHalves`].
    pub const FRONT: [Part; 3] = [Part::Gateway, Part::Elements, Part::Cases];
    /// The second half.
    pub const BACK: [Part; 4] = [
        Part::Supervision,
        Part::Disclosure,
        Part::Analytics,
        Part::Exchange,
    ];
}
