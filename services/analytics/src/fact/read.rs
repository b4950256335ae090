//! Reading the payloads of events.

use calendar::CivilDate;
use chrono::{DateTime, NaiveDate};
use contract::feed::v1::Event;
use prost::Message;
use prost_types::Timestamp;

/// An event that cannot be understood, now or later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {position} cannot be counted: {why}")]
pub struct Unreadable {
    /// Position of the event.
    pub position: i64,
    /// What is wrong.
    pub why: &'static str,
}

/// Reads one event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a Event);

impl Reader<'_> {
    pub(super) fn wrong(self, why: &'static str) -> Unreadable {
        let position = self.0.position;
        Unreadable { position, why }
    }

    pub(super) fn payload<M: Message + Default>(self) -> Result<M, Unreadable> {
        let payload = self.0.payload.as_ref();
        let payload = payload.ok_or_else(|| self.wrong("no payload"))?;
        M::decode(payload.value.as_slice()).map_err(|_| self.wrong("payload"))
    }

    /// The step of a case after it.
    pub(super) fn step_after(
        self,
        now: &str,
        name: &str,
    ) -> Result<Option<&'static str>, Unreadable> {
        let payload = self.0.payload.as_ref();
        let payload = payload.ok_or_else(|| self.wrong("no payload"))?;
        course::step_after(now, name, &payload.value).map_err(|_| self.wrong("payload"))
    }

    pub(super) fn day(self, text: &str) -> Result<NaiveDate, Unreadable> {
        let day = CivilDate::parse(text).map_err(|_| self.wrong("day"))?;
        Ok(day.naive())
    }

    pub(super) fn day_of(self, time: Option<Timestamp>) -> Result<NaiveDate, Unreadable> {
        let instant = time.and_then(|time| {
            let nanos = u32::try_from(time.nanos).ok()?;
            DateTime::from_timestamp(time.seconds, nanos)
        });
        let instant = instant.ok_or_else(|| self.wrong("instant"))?;
        Ok(CivilDate::of(instant).naive())
    }
}
