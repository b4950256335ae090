//! What a deployment has recorded, with ids, times and hashes replaced by where they first stand: two runs of one story leave
//! the same, whatever the shape.

use std::collections::BTreeMap;

use prost_reflect::{DescriptorPool, DynamicMessage};
use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Row as _};
use suite::{Part, Settings};

/// Characters of an id.
const ID: usize = 36;

/// The services that keep a record.
const RECORDS: [Part; 4] = [
    Part::Elements,
    Part::Cases,
    Part::Supervision,
    Part::Disclosure,
];

/// The record of a deployment, aggregate by aggregate in the order in which they began, each line one event.
///
/// Ids become `id#n` by first appearance, identity codes `code#n`, instants `instant`: what is left must not depend on the
/// run. Demonstration data is left out of the element centre's record: it is loaded, not played.
pub async fn record_of(settings: &Settings) -> Vec<String> {
    let pool = DescriptorPool::decode(contract::DESCRIPTORS).expect("the contracts can be read");
    let mut names = Names::default();
    let mut lines = Vec::new();
    for part in RECORDS {
        let url = part.database(settings).url.expose();
        let mut connection = PgConnection::connect(url)
            .await
            .expect("the database answers");
        let rows = sqlx::query(
            "select aggregatetype, aggregateid, aggregateversion, type, payload, actor \
             from record where actor <> 'yifa-demo' \
             order by min(event_id) over (partition by aggregatetype, aggregateid), event_id",
        )
        .fetch_all(&mut connection)
        .await
        .expect("the record can be read");
        for row in rows {
            let kind: String = row.get("type");
            let payload: Vec<u8> = row.get("payload");
            let descriptor = pool
                .get_message_by_name(kind.rsplit('/').next().unwrap_or(&kind))
                .expect("every event has a contract");
            let message =
                DynamicMessage::decode(descriptor, payload.as_slice()).expect("it can be read");
            let body = serde_json::to_value(&message).expect("it can be written");
            let aggregate: String = row.get("aggregateid");
            let actor: String = row.get("actor");
            lines.push(format!(
                "{part} {} {} v{} {kind} by {} {}",
                row.get::<String, _>("aggregatetype"),
                names.plain(&aggregate),
                row.get::<i64, _>("aggregateversion"),
                names.plain(&actor),
                names.value(body),
            ));
        }
    }
    lines
}

/// Names given to what differs from run to run.
#[derive(Debug, Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn value(&mut self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.plain(&text)),
            Value::Array(values) => values.into_iter().map(|value| self.value(value)).collect(),
            Value::Object(fields) => fields
                .into_iter()
                .map(|(name, value)| (name, self.value(value)))
                .collect(),
            other => other,
        }
    }

    fn plain(&mut self, text: &str) -> String {
        if is_instant(text) {
            return "instant".to_owned();
        }
        let kind = if is_uuid(text) {
            "id"
        } else if is_code(text) {
            "code"
        } else {
            return self.ending(text);
        };
        let next = self.0.len();
        self.0
            .entry(text.to_owned())
            .or_insert_with(|| format!("{kind}#{next}"))
            .clone()
    }

    /// A number that ends in an id, as a receipt's does.
    fn ending(&mut self, text: &str) -> String {
        let start = text.len().saturating_sub(ID);
        match text.split_at_checked(start) {
            Some((before, id)) if start > 0 && is_uuid(id) => {
                format!("{before}{}", self.plain(id))
            }
            _ => text.to_owned(),
        }
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == ID
        && text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

/// An identity code of a case: four groups of four and a check character.
fn is_code(text: &str) -> bool {
    text.split('-').map(str::len).eq([4, 4, 4, 4, 1])
        && text.bytes().all(|b| b == b'-' || b.is_ascii_alphanumeric())
}

fn is_instant(text: &str) -> bool {
    text.len() >= 20 && text.as_bytes()[10] == b'T' && text.ends_with('Z')
}
