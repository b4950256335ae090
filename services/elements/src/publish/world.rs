//! The elements in memory, as they are once the entries decided so far hold.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use contract::elements::v1::element::Body;
use feed::Hash;
use feed::read::LARGEST_PAYLOAD;
use prost::Message as _;
use refusal::{Fault, Refusal};
use sqlx::PgConnection;
use statute::identifier::DivisionCode;

use super::beside::Beside;
use super::load::{self, Held};
use super::{Entry, Outcome, TOGETHER};
use elements_domain::law::successor;
use elements_domain::{
    Change, Decision, Element, Facts, Key, Known, Registry, Row, RowKey, Span, decide, is_known,
    reasons,
};

/// Most replacements that are followed from one law to the next.
const LONGEST_CHAIN: usize = 100;
/// The province of the first data, for what names no division of its own.
const FIRST_DATA: &str = "35";

/// What is known, as far as the entries look at it.
#[derive(Debug)]
pub(crate) struct World {
    facts: Facts,
    /// Division that the publisher keeps; `None`: every division.
    keeps: Option<DivisionCode>,
    /// Elements that are changed, as loaded or as changed since; `None`: there is none yet.
    held: HashMap<Key, Option<Held>>,
    /// Who carries a code, as loaded; elements in `changed` are to be looked up there.
    carriers: HashMap<(Registry, String), BTreeMap<String, Vec<Span>>>,
    /// Elements that entries have changed, by the codes that they carry since.
    changed: HashMap<(Registry, String), BTreeSet<String>>,
    /// Elements that some entry looks at.
    looked_at: HashSet<Key>,
    /// Certificates that are looked at because another of the same officer is recorded.
    beside: Beside,
    /// Elements that stand in more than one entry.
    repeated: HashSet<Key>,
}

/// What one entry comes to.
#[derive(Debug)]
pub(crate) struct Step {
    /// What it comes to.
    pub(crate) outcome: Outcome,
    /// Version of the element before; 0: it is new.
    pub(crate) before: i64,
    /// Version after.
    pub(crate) after: i64,
    /// Division that owns the element after.
    pub(crate) division: Option<DivisionCode>,
    /// What is to be written.
    pub(crate) decision: Option<Box<Decision>>,
}

/// An event carries an element's whole timeline; a larger one would stop everybody who follows.
fn too_large(key: &Key) -> Refusal {
    let most = LARGEST_PAYLOAD / 1024 / 1024;
    Refusal::new(
        &reasons::ELEMENT_TOO_LARGE,
        format!(
            "all versions of {} together exceed {most} MiB",
            key.aggregate_id()
        ),
        format!("该{}各版本内容合计超过{most}MB", key.registry.zh()),
    )
}

impl World {
    /// Nothing is loaded yet.
    pub(crate) fn new(now: DateTime<Utc>, keeps: Option<DivisionCode>, entries: &[Entry]) -> Self {
        let mut seen = HashSet::new();
        let repeated = entries
            .iter()
            .map(|entry| entry.change.key())
            .filter(|key| !seen.insert(*key))
            .cloned()
            .collect();
        Self {
            facts: Facts {
                now,
                keeps: None,
                others: BTreeMap::new(),
                namesake: None,
                beside: Vec::new(),
            },
            keeps,
            held: HashMap::new(),
            carriers: HashMap::new(),
            changed: HashMap::new(),
            looked_at: entries
                .iter()
                .flat_map(looks_at)
                .chain(packs(entries))
                .collect(),
            beside: Beside::default(),
            repeated,
        }
    }

    /// Instant of what is decided next: never before what it changes, whatever the clock says.
    pub(crate) const fn now(&self) -> DateTime<Utc> {
        self.facts.now
    }

    /// End of an element's hash chain.
    pub(crate) fn head(&self, key: &Key) -> Hash {
        let held = self.held.get(key).and_then(Option::as_ref);
        held.map_or(Hash::ZERO, |held| held.head)
    }

    /// Notes where an element's hash chain ends now.
    pub(crate) fn linked(&mut self, key: &Key, head: Hash) {
        if let Some(Some(held)) = self.held.get_mut(key) {
            held.head = head;
        }
    }

    /// Loads what these entries are decided on, unless it is there.
    pub(crate) async fn load(
        &mut self,
        conn: &mut PgConnection,
        entries: &[Entry],
    ) -> Result<(), Fault> {
        if self.held.is_empty() {
            let norms = load::load_registry(conn, Registry::Norm).await?;
            let rows = norms.into_iter().map(|(key, held)| (key, held.known.rows));
            self.facts.others.extend(rows);
        }
        if packs(entries).next().is_some() {
            // A pack is held against those above it, which it does not name.
            let packs = load::load_registry(conn, Registry::ParameterPack).await?;
            for (key, held) in packs {
                self.facts.others.entry(key).or_insert(held.known.rows);
            }
        }
        let mut wanted: BTreeSet<Key> = entries
            .iter()
            .map(|entry| entry.change.key())
            .filter(|key| !self.held.contains_key(*key))
            .cloned()
            .collect();
        let others = entries.iter().flat_map(looks_at);
        wanted.extend(others.filter(|key| !self.facts.others.contains_key(key)));
        let changed: HashSet<&Key> = entries.iter().map(|entry| entry.change.key()).collect();
        let wanted: Vec<Key> = wanted.into_iter().collect();
        for keys in wanted.chunks(TOGETHER) {
            let mut found = load::load(conn, &keys.iter().collect::<Vec<_>>()).await?;
            for key in keys {
                self.take(key, found.remove(key), changed.contains(key));
            }
        }
        self.load_successors(conn, entries).await?;
        self.load_codes(conn, entries).await?;
        self.beside.load(conn, entries).await?;
        let newest = entries
            .iter()
            .filter_map(|entry| self.known(entry.change.key()))
            .map(|known| known.changed_at)
            .max();
        self.facts.now = newest.map_or(self.facts.now, |at| at.max(self.facts.now));
        Ok(())
    }

    /// Decides one entry, and holds from now on what it says.
    pub(crate) fn step(&mut self, entry: &Entry) -> Step {
        let key = entry.change.key();
        let before = self.known(key).map_or(0, |known| known.version);
        self.facts.keeps = self.keeper(entry);
        self.facts.namesake = match &entry.change {
            Change::Record(element) => self.namesake(element, entry.span),
            Change::Withdraw(_) => None,
        };
        self.facts.beside = match &entry.change {
            Change::Record(element) => self.beside.rows(element),
            Change::Withdraw(_) => Vec::new(),
        };
        let step = |outcome| Step {
            outcome,
            before,
            after: before,
            division: None,
            decision: None,
        };
        let known = self.held.get(key).and_then(Option::as_ref);
        let known = known.map(|held| &held.known);
        let decision = match decide(known, entry.clone(), &self.facts) {
            Ok(decision) => decision,
            Err(refusal) => return step(Outcome::Refused(refusal)),
        };
        let division = Some(decision.division.clone());
        if known.is_some_and(|known| is_known(known, entry)) {
            return Step {
                division,
                ..step(Outcome::Unchanged)
            };
        }
        if decision.event.encoded_len() > LARGEST_PAYLOAD {
            return step(Outcome::Refused(too_large(key)));
        }
        self.apply(&decision);
        Step {
            outcome: if before == 0 {
                Outcome::New
            } else {
                Outcome::Changed
            },
            before,
            after: decision.version,
            division,
            decision: Some(Box::new(decision)),
        }
    }

    fn known(&self, key: &Key) -> Option<&Known> {
        let held = self.held.get(key)?.as_ref()?;
        Some(&held.known)
    }

    fn take(&mut self, key: &Key, held: Option<Held>, changed: bool) {
        if self.looked_at.contains(key) && !self.facts.others.contains_key(key) {
            let rows = held.as_ref().map(|held| held.known.rows.clone());
            self.facts
                .others
                .insert(key.clone(), rows.unwrap_or_default());
        }
        // What is only looked at is not held twice; an element that a later part changes is loaded with that part.
        if changed {
            self.held.entry(key.clone()).or_insert(held);
        }
    }

    /// Loads the laws along the chains of replacements that laws begin.
    async fn load_successors(
        &mut self,
        conn: &mut PgConnection,
        entries: &[Entry],
    ) -> Result<(), Fault> {
        for _ in 0..LONGEST_CHAIN {
            let wanted: Vec<Key> = entries
                .iter()
                .filter_map(|entry| match &entry.change {
                    Change::Record(element) => element.replaced_by(),
                    Change::Withdraw(_) => None,
                })
                .filter_map(|id| self.not_loaded(id))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            if wanted.is_empty() {
                return Ok(());
            }
            self.looked_at.extend(wanted.iter().cloned());
            for keys in wanted.chunks(TOGETHER) {
                let mut found = load::load(conn, &keys.iter().collect::<Vec<_>>()).await?;
                for key in keys {
                    let changed = self.held.contains_key(key);
                    self.take(key, found.remove(key), changed);
                }
            }
        }
        Ok(())
    }

    /// The first law of a chain of replacements that is not loaded.
    fn not_loaded(&self, id: &str) -> Option<Key> {
        let mut met = BTreeSet::new();
        let mut key = Key::new(Registry::Law, id);
        while met.insert(key.id.clone()) {
            let Some(rows) = self.facts.others.get(&key) else {
                return Some(key);
            };
            key = Key::new(Registry::Law, successor(rows)?);
        }
        None
    }

    async fn load_codes(
        &mut self,
        conn: &mut PgConnection,
        entries: &[Entry],
    ) -> Result<(), Fault> {
        let codes: BTreeSet<(Registry, &str)> = entries
            .iter()
            .filter_map(|entry| match &entry.change {
                Change::Record(element) => Some((element.key().registry, element.identity()?)),
                Change::Withdraw(_) => None,
            })
            .collect();
        let codes: Vec<(Registry, &str)> = codes
            .into_iter()
            .filter(|(registry, code)| {
                !self.carriers.contains_key(&(*registry, (*code).to_owned()))
            })
            .collect();
        for codes in codes.chunks(TOGETHER) {
            for carrier in load::carriers(conn, codes).await? {
                self.carriers
                    .entry((carrier.registry, carrier.code))
                    .or_default()
                    .entry(carrier.element_id)
                    .or_default()
                    .push(carrier.span);
            }
            for (registry, code) in codes {
                self.carriers
                    .entry((*registry, (*code).to_owned()))
                    .or_default();
            }
        }
        Ok(())
    }

    /// Another element that carries the same code for some of the same days.
    fn namesake(&self, element: &Element, span: Span) -> Option<String> {
        let (registry, own) = (element.key().registry, &element.key().id);
        let name = (registry, element.identity()?.to_owned());
        let loaded = self.carriers.get(&name).into_iter().flatten();
        let mut ids: BTreeSet<&String> = loaded.map(|(id, _)| id).collect();
        ids.extend(self.changed.get(&name).into_iter().flatten());
        ids.into_iter()
            .find(|id| *id != own && self.carries(&name, id, span))
            .cloned()
    }

    fn carries(&self, name: &(Registry, String), id: &String, span: Span) -> bool {
        if let Some(Some(held)) = self.held.get(&Key::new(name.0, id.clone())) {
            let mut codes = held.codes.values();
            return codes.any(|(held, code)| held.overlaps(span) && *code == name.1);
        }
        let spans = self.carriers.get(name).and_then(|ids| ids.get(id));
        spans.into_iter().flatten().any(|held| held.overlaps(span))
    }

    /// Division that the publisher keeps; where every division is kept, the province of what is published.
    fn keeper(&self, entry: &Entry) -> Option<DivisionCode> {
        if self.keeps.is_some() {
            return self.keeps.clone();
        }
        let own = match &entry.change {
            Change::Record(element) => element.division(),
            Change::Withdraw(_) => None,
        };
        let known = self.known(entry.change.key()).map(|known| &known.division);
        own.or(known)
            .map(DivisionCode::province)
            .or_else(|| DivisionCode::parse(FIRST_DATA).ok())
    }

    fn apply(&mut self, decision: &Decision) {
        let key = &decision.key;
        let repeated = self.repeated.contains(key);
        let recorded = decision.recorded.as_ref();
        if let Some(code) = recorded.and_then(|(_, element)| element.identity()) {
            let name = (key.registry, code.to_owned());
            self.changed.entry(name).or_default().insert(key.id.clone());
        }
        let place = self.held.entry(key.clone()).or_default();
        let (rows, codes, head) = match place.take() {
            Some(held) => (held.known.rows, held.codes, held.head),
            None => (Vec::new(), BTreeMap::new(), Hash::ZERO),
        };
        let codes = codes_after(codes, decision);
        let certificate = key.registry == Registry::Certificate;
        if certificate {
            self.beside.forget(key, &rows);
        }
        let mut rows_after = Vec::new();
        if repeated || certificate || self.looked_at.contains(key) {
            rows_after = rows_of(rows, decision);
        }
        if certificate {
            self.beside.hold(key, &rows_after);
        }
        if self.looked_at.contains(key) {
            self.facts.others.insert(key.clone(), rows_after.clone());
        }
        *place = Some(Held {
            known: Known {
                version: decision.version,
                changed_at: decision.at,
                division: decision.division.clone(),
                name: decision.name.clone(),
                // Nobody asks for them again otherwise, and there may be a hundred thousand.
                rows: if repeated { rows_after } else { Vec::new() },
                managed_by: None,
                adopted_position: None,
            },
            head,
            codes,
        });
    }
}

/// What is known of an element after a decision.
fn rows_of(rows: Vec<Row>, decision: &Decision) -> Vec<Row> {
    let kept = decision.kept.iter().filter_map(|(span, old)| {
        let row = rows.iter().find(|row| row.key == *old)?;
        Some(row_after(decision, *span, row.body.clone()))
    });
    let recorded = decision
        .recorded
        .iter()
        .map(|(span, element)| row_after(decision, *span, element.body().clone()));
    let new: Vec<Row> = kept.chain(recorded).collect();
    let untouched = rows
        .into_iter()
        .filter(|row| !decision.superseded.contains(&row.key));
    let mut after: Vec<Row> = untouched.chain(new).collect();
    after.sort_by_key(|row| row.span.from());
    after
}

/// Codes that an element carries after a decision.
fn codes_after(
    mut codes: BTreeMap<RowKey, (Span, String)>,
    decision: &Decision,
) -> BTreeMap<RowKey, (Span, String)> {
    let kept = decision.kept.iter().filter_map(|(span, old)| {
        let (_, code) = codes.get(old)?;
        Some((row_key(decision, *span), (*span, code.clone())))
    });
    let recorded = decision.recorded.iter().filter_map(|(span, element)| {
        let code = element.identity()?.to_owned();
        Some((row_key(decision, *span), (*span, code)))
    });
    let new: Vec<_> = kept.chain(recorded).collect();
    codes.retain(|key, _| !decision.superseded.contains(key));
    codes.extend(new);
    codes
}

fn row_after(decision: &Decision, span: Span, body: Body) -> Row {
    Row {
        key: row_key(decision, span),
        span,
        body,
    }
}

fn row_key(decision: &Decision, span: Span) -> RowKey {
    RowKey {
        version: decision.version,
        from: span.from(),
    }
}

/// Parameter packs that the entries change.
fn packs(entries: &[Entry]) -> impl Iterator<Item = Key> {
    let keys = entries.iter().map(|entry| entry.change.key());
    keys.filter(|key| key.registry == Registry::ParameterPack)
        .cloned()
}

fn looks_at(entry: &Entry) -> impl Iterator<Item = Key> {
    let element = match &entry.change {
        Change::Record(element) => Some(element),
        Change::Withdraw(_) => None,
    };
    element.into_iter().flat_map(|element| element.looks_at())
}
