//! The other certificates of an officer, as they are once the entries decided so far hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::elements::v1::element::Body;
use refusal::Fault;
use sqlx::PgConnection;

use super::{Entry, TOGETHER, load};
use elements_domain::{Change, Element, Key, Registry, Row};

/// Certificates by officer; an officer that is not there was not asked for yet.
#[derive(Debug, Default)]
pub(super) struct Beside {
    certificates: HashMap<String, BTreeMap<Key, Vec<Row>>>,
}

impl Beside {
    /// Loads the certificates of the officers whose certificates these entries record, unless they are there.
    pub(super) async fn load(
        &mut self,
        conn: &mut PgConnection,
        entries: &[Entry],
    ) -> Result<(), Fault> {
        let officers: BTreeSet<&str> = entries
            .iter()
            .filter_map(|entry| officer(&entry.change))
            .filter(|officer| !self.certificates.contains_key(*officer))
            .collect();
        let officers: Vec<String> = officers.into_iter().map(str::to_owned).collect();
        for officers in officers.chunks(TOGETHER) {
            for officer in officers {
                self.certificates.entry(officer.clone()).or_default();
            }
            let ids = sqlx::query_scalar!(
                r#"
                select distinct held.element_id as "element_id!"
                from unnest($1::text[]) as officer (id)
                cross join lateral (
                    select v.element_id
                    from element_version v
                    where v.registry = 'certificate' and v.parent_id = officer.id and v.superseded_at is null
                    -- One look into the index for each officer, whatever the planner makes of a table just filled.
                    offset 0
                ) held
                "#,
                officers
            )
            .fetch_all(&mut *conn)
            .await?;
            let keys: Vec<Key> = ids
                .into_iter()
                .map(|id| Key::new(Registry::Certificate, id))
                .collect();
            for keys in keys.chunks(TOGETHER) {
                let found = load::load(conn, &keys.iter().collect::<Vec<_>>()).await?;
                for (key, held) in found {
                    self.hold(&key, &held.known.rows);
                }
            }
        }
        Ok(())
    }

    /// The rows of the other certificates of the officer whose certificate this is.
    pub(super) fn rows(&self, element: &Element) -> Vec<Row> {
        let held = element
            .stands_beside()
            .and_then(|officer| self.certificates.get(officer));
        held.into_iter()
            .flatten()
            .filter(|(key, _)| *key != element.key())
            .flat_map(|(_, rows)| rows.iter().cloned())
            .collect()
    }

    /// Takes a certificate away from whoever holds it by these rows.
    pub(super) fn forget(&mut self, key: &Key, rows: &[Row]) {
        for officer in holders(rows) {
            if let Some(certificates) = self.certificates.get_mut(officer) {
                certificates.remove(key);
            }
        }
    }

    /// Gives a certificate to whoever holds it by these rows.
    pub(super) fn hold(&mut self, key: &Key, rows: &[Row]) {
        for officer in holders(rows) {
            if let Some(certificates) = self.certificates.get_mut(officer) {
                certificates.insert(key.clone(), rows.to_vec());
            }
        }
    }
}

/// The officer whose other certificates a change looks at.
pub(super) fn officer(change: &Change) -> Option<&str> {
    match change {
        Change::Record(element) => element.stands_beside(),
        Change::Withdraw(_) => None,
    }
}

fn holders(rows: &[Row]) -> BTreeSet<&str> {
    rows.iter()
        .filter_map(|row| match &row.body {
            Body::Certificate(certificate) => Some(certificate.officer_id.as_str()),
            _ => None,
        })
        .collect()
}
