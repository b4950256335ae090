//! Log lines that say which trace they belong to, so that a line leads to its call and a call to its lines.

use std::fmt;

use trace::Place;
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::registry::LookupSpan;

/// A format with the present trace at the end of each line.
#[derive(Debug)]
pub(super) struct Traced<F> {
    format: F,
    shape: Shape,
}

#[derive(Debug, Clone, Copy)]
enum Shape {
    Text,
    Json,
}

impl<F> Traced<F> {
    pub(super) fn text(format: F) -> Self {
        Self {
            format,
            shape: Shape::Text,
        }
    }

    pub(super) fn json(format: F) -> Self {
        Self {
            format,
            shape: Shape::Json,
        }
    }
}

impl<S, N, F> FormatEvent<S, N> for Traced<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let Some(place) = Place::current() else {
            return self.format.format_event(context, writer, event);
        };
        let mut line = String::new();
        self.format
            .format_event(context, Writer::new(&mut line), event)?;
        let line = line.trim_end();
        let (trace, span) = (place.trace_id, place.span_id);
        match (self.shape, line.strip_suffix('}')) {
            (Shape::Json, Some(open)) => {
                writeln!(
                    writer,
                    r#"{open},"trace_id":"{trace}","span_id":"{span}"}}"#
                )
            }
            _ => writeln!(writer, "{line} trace_id={trace}"),
        }
    }
}
