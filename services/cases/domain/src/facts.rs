//! Facts: everything looked up before an act is judged. No guard looks anything up by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use chrono::{DateTime, Utc};

use crate::register::Filing;
use crate::weighing::WeighingFacts;
use crate::{
    Agency, AgencyId, CaseCode, CaseId, Competence, CompulsionFacts, Division, DocumentNumber,
    Item, ItemId, LeadId, Night, Officer, OfficerId, Parameters, Party, PartyId, ProcedureKind,
    Right, account, exhibit, inspection, issuing, transcript,
};

/// What is known when an act is judged.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The working days that are known.
    pub calendar: &'a Calendar,
    /// The numbers that packs set for the case's line where its agency is.
    pub parameters: Arc<Parameters>,
    /// Who acts.
    pub caller: Caller,
    /// The second officer as of the day of the act; none: not named, or not known.
    pub co_officer: Option<Officer>,
    /// For an act that opens a case.
    pub opening: Option<OpeningFacts>,
    /// Versions of the laws in force: on the day of the act when filing, on the day of the decision
    /// when deciding.
    pub versions: Vec<String>,
    /// For an act of weighing and for a proposal: what the law, the standards and the lists say; none: it is another act, or the
    /// item was not listed with a fine on the day of the act.
    pub weighing: Option<WeighingFacts>,
    /// Agencies that the act or the case names beside the one that handles it, as they stand on the day of the act.
    pub agencies: BTreeMap<AgencyId, Known>,
    /// What else was filed against the party of the case, by any agency.
    pub filings: Vec<Filing>,
    /// The next number of the document that the act issues; none: it issues none, or the agency has no word for it.
    pub document_number: Option<DocumentNumber>,
    /// What is looked up for the acts of an account.
    pub account: account::Known,
    /// The case as which this one is to go on; none: the act names none, or it is not known.
    pub linked: Option<Linked>,
    /// The exhibit of another case on which the act relies; none: the act relies on none, or nothing was granted there.
    pub granted: Option<Box<exhibit::Granted>>,
    /// For an act by which the agency claims the power to use force.
    pub compulsion: Option<CompulsionFacts>,
    /// For an act that issues a document, or archives the case: the document, or the bound file, as it was printed; none: it was not.
    pub printed: Option<issuing::Printed>,
    /// When it is night.
    pub night: Night,
    /// For an act that concludes the transcript of an interview: when its officers asked somebody in another case, as far as it meets
    /// the time of this one.
    pub questionings: Vec<transcript::Questioning>,
}

/// Another case, as far as an act that names it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Id.
    pub id: CaseId,
    /// Procedure.
    pub procedure: ProcedureKind,
    /// Case it comes from.
    pub from_case: Option<CaseId>,
    /// Party.
    pub party: PartyId,
    /// Identity code.
    pub code: CaseCode,
    /// Agency that handles it.
    pub agency: Agency,
    /// Whether it has ended.
    pub closed: bool,
    /// How many measures of compulsion it has.
    pub measures: u32,
}

/// An agency with those that stand above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The agency.
    pub agency: Agency,
    /// Its superior, the superior of that, and so on.
    pub above: BTreeSet<AgencyId>,
}

/// Who acts.
#[derive(Debug, Clone)]
pub enum Caller {
    /// A person.
    Person(Box<Person>),
    /// The clock.
    Clock,
}

/// A person who acts.
#[derive(Debug, Clone)]
pub struct Person {
    /// Officer id of the account; none: the account is not an officer's.
    pub officer_id: Option<OfficerId>,
    /// The officer as of the day of the act; none: not known.
    pub officer: Option<Officer>,
    /// Agencies for which the person may act: the account's own and its postings.
    pub agencies: BTreeSet<AgencyId>,
    /// What the person's roles grant.
    pub rights: BTreeSet<Right>,
}

/// What is known of the things a case is opened with.
#[derive(Debug, Clone)]
pub struct OpeningFacts {
    /// Id of the new case.
    pub id: CaseId,
    /// Identity code of the new case.
    pub code: CaseCode,
    /// The agency; none: not qualified on the day of the act.
    pub agency: Option<Agency>,
    /// Agencies named to take part that are not qualified on the day of the act.
    pub unqualified_joint_agencies: Vec<AgencyId>,
    /// The party; none: not known.
    pub party: Option<Party>,
    /// Name of the party that stands for it since they were merged; none: it stands for itself.
    pub merged_into: Option<String>,
    /// Division of the place of the act.
    pub place: Division,
    /// Who is competent for each item there, on the day of the act.
    pub competence: BTreeMap<ItemId, Competence>,
    /// The items in the order in which they were named.
    pub items: Vec<Item>,
    /// Items named that are not listed on the day of the act.
    pub unlisted_items: Vec<ItemId>,
    /// Lead that the case comes from: what becomes of it is judged and written together with the opening.
    pub from_lead: Option<LeadId>,
    /// For an inspection: what is to be looked at, item by item; the numbers are given when it is opened.
    pub checks: Vec<inspection::Check>,
    /// For an inspection of a firm: what is on record of the year's visits under each item.
    pub visits: BTreeMap<ItemId, inspection::Visits>,
    /// Government to which a party may apply for review of what the agency decides (行政复议法 §24); empty: its name is not known.
    pub government: String,
}

impl Facts<'_> {
    /// Today in Asia/Shanghai.
    pub fn today(&self) -> CivilDate {
        CivilDate::of(self.now)
    }

    /// The person who acts; none: the clock.
    pub fn person(&self) -> Option<&Person> {
        match &self.caller {
            Caller::Person(person) => Some(person),
            Caller::Clock => None,
        }
    }

    /// The acting officer, if the caller is one that is known.
    pub fn officer(&self) -> Option<&Officer> {
        self.person().and_then(|person| person.officer.as_ref())
    }

    /// The acting officer's id for the record; empty where no officer acts.
    pub(crate) fn officer_id(&self) -> OfficerId {
        self.person()
            .and_then(|person| person.officer_id.clone())
            .unwrap_or_else(|| OfficerId::from(""))
    }
}
