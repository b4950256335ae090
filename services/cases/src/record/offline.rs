//! Acts recorded off-line as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::offline::{CommandReplayed, DeviceClock};
use contract::cases::v1 as proto;
use uuid::Uuid;

use super::read::message;
use super::{Unreadable, Written, parts};

/// The event as the record keeps it.
pub(super) fn write(it: &CommandReplayed) -> Written {
    Written::of(&proto::CommandReplayed {
        command_id: it.command.to_string(),
        method: it.method.clone(),
        device_id: it.device.clone(),
        sequence: it.sequence,
        device_time: Some(parts::timestamp(it.clock.recorded)),
        sent_device_time: Some(parts::timestamp(it.clock.sent)),
        receive_time: Some(parts::timestamp(it.clock.received)),
        clock_off: it.clock_off,
        back_entry: Some(parts::back_entry(&it.entry)),
        replayed_by: it.by.to_string(),
    })
}

pub(super) fn read(written: &Written) -> Result<CommandReplayed, Unreadable> {
    let it: proto::CommandReplayed = message(written)?;
    let entry = parts::read_back_entry(it.back_entry)?;
    Ok(CommandReplayed {
        command: Uuid::parse_str(&it.command_id).map_err(|_| Unreadable("command id"))?,
        clock: DeviceClock {
            recorded: parts::instant(it.device_time)?,
            sent: parts::instant(it.sent_device_time)?,
            received: parts::instant(it.receive_time)?,
        },
        clock_off: it.clock_off,
        entry: entry.ok_or(Unreadable("back-entry"))?,
        method: it.method,
        device: it.device_id,
        sequence: it.sequence,
        by: OfficerId(it.replayed_by),
    })
}
