//! Case handling as law: cases, the acts that move them, the events that record it, and the tables
//! of the procedures with their guards and clocks.
//!
//! Pure: no clock, no SQL, no async. [`decide`] judges an act against [`Facts`] that were looked up
//! before; [`evolve()`] says what a case is after an event; [`due()`] says what falls due by itself.

pub mod account;
mod act;
pub mod assistance;
mod back_entry;
mod beside;
mod case;
mod closing;
pub mod code;
mod competence;
mod compulsion;
pub mod concurrence;
pub mod custody;
pub mod deadline;
mod decide;
pub mod diagram;
mod disclosure;
pub mod disposal;
mod document;
mod due;
mod ending;
mod event;
mod evolve;
pub mod execution;
pub mod exhibit;
mod facts;
pub mod fast;
pub mod guard;
pub mod handover;
pub mod hearing;
pub mod inspection;
pub mod interview;
pub mod issuing;
mod item;
pub mod jurisdiction;
mod kind;
pub mod limitation;
pub mod measure;
pub mod meeting;
mod money;
mod names;
mod officer;
pub mod offline;
pub mod offsite;
mod paper;
mod parameter;
mod party;
pub mod penalty;
pub mod presentation;
pub mod preservation;
pub mod procedure;
pub mod public_notice;
pub mod reasons;
pub mod recording;
pub mod recusal;
pub mod referral;
pub mod register;
pub mod remedy;
pub mod remedy_text;
pub mod review;
mod revocation;
pub mod serving;
mod standstill;
mod summary;
pub mod summary_penalty;
pub mod suspension;
pub mod task;
pub mod testing;
mod timeline;
pub mod transcript;
pub mod weighing;

pub use account::Account;
pub use act::{
    Act, ArchiveCase, Close, CloseCase, ConcludeInquiry, CorrectDeadlineStart, CorrectErrors,
    Decide, Dismiss, EndCase, EndorseDecision, ExtendReview, FileCase, ForgoReview, Found,
    OpenInspection, OrderRectification, ProposeClosing, RecordEvidence, RecordPayment,
    RecordRevisit, RecordSite, RecordStatement, ReviewLegality, RevokeDecision, ServeNotice,
    WaiveStatement,
};
pub use assistance::Assistance;
pub use back_entry::{BackEntry, Offline, OfflineReason};
pub use calendar::CivilDate;
pub use case::{Case, Opening, Procedure, ProcedureKind};
pub use closing::{ClosingGround, ClosingProposal};
pub use code::CaseCode;
pub use competence::{Competence, Power, Subject};
pub use compulsion::{CompulsionFacts, Means, Night};
pub use concurrence::Distinction;
pub use deadline::{
    Clock, Deadline, DeadlineKind, DeadlineState, Excluded, Extended, Rules, length_zh,
};
pub use decide::{Allowed, allowed, decide};
pub use disclosure::{Disclosed, NoteDisclosure};
pub use disposal::{Disposal, Ruling, Sanction, SanctionKind};
pub use document::DocumentKind;
pub use due::{DueAct, due};
pub use ending::EndGround;
pub use event::{
    CaseDismissed, CaseEnded, CaseFiled, Closed, DeadlineStartCorrected, Event, InquiryConcluded,
    InspectionOpened, NoticeServed, PaymentRecorded, PenaltyDecided, RectificationOrdered,
    RevisitRecorded, SiteRecorded, StatementLapsed, StatementRecorded, StatementWaived,
};
pub use evolve::{DoesNotFollow, evolve, replay};
pub use execution::Execution;
pub use facts::{Caller, Facts, Known, Linked, OpeningFacts, Person};
pub use guard::Guard;
pub use handover::Handover;
pub use hearing::Hearing;
pub use inspection::{Finding, Inspection, InspectionKind, RevisitResult};
pub use interview::Interview;
pub use issuing::Document;
pub use item::{Item, ItemKind, ItemProcedure, ItemSnapshot};
pub use jurisdiction::Dispute;
pub use kind::{ActKind, Right};
pub use measure::Measure;
pub use meeting::Meeting;
pub use money::{FineRange, in_yuan, total};
pub use names::{AgencyId, CaseId, Division, ItemId, LeadId, OfficerId, PartyId};
pub use officer::{Certificate, Officer, OfficerSnapshot, Standing};
pub use offsite::Capture;
pub use paper::{Service, ServiceAddress, ServiceManner, Signature, SignatureManner};
pub use parameter::{Figure, InForce, Parameters, Rule, Set};
pub use party::{Agency, Party, PartyKind};
pub use penalty::{Evidence, EvidenceKind, Penalty, Review, ReviewOpinion};
pub use presentation::Presentation;
pub use preservation::Preservation;
pub use procedure::Outcome;
pub use public_notice::PublicNotice;
pub use recusal::Recusal;
pub use referral::Referral;
pub use remedy::Remedy;
pub use remedy_text::{Decided, remedy_text};
pub use revocation::{Revocation, RevocationEffect, RevocationGround};
pub use serving::Serving;
pub use statute::{DocumentNumber, Domain, Fen};
pub use summary_penalty::SummaryPenalty;
pub use suspension::Standstill;
pub use task::Task;
pub use testing::Testing;
pub use transcript::Transcript;
pub use weighing::Weighing;
