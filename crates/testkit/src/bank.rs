//! A bank that takes payments in and tells them over a socket of its own, with switches for everything that goes wrong between
//! two institutions: it tells twice, late, in the wrong order, with wrong contents, or does not hear the answer.
//!
//! What it has taken in is never in doubt: its day file says so, whatever it told before.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::cases::v1::payment_service_client::PaymentServiceClient;
use contract::cases::v1::{
    BankPayment, DayFileLine, NotifyPaymentRequest, SubmitDayFileRequest, SubmitDayFileResponse,
};
use futures::future::join_all;
use host::{Upstream, upstream};
use http::HeaderValue;
use tonic::metadata::AsciiMetadataValue;
use tonic::{Code, Request, Status};

/// Gives the header that proves who calls.
type Vouch = Box<dyn Fn() -> (&'static str, HeaderValue) + Send + Sync>;

/// A bank.
pub struct Bank {
    callbacks: PaymentServiceClient<Upstream>,
    vouch: Option<Vouch>,
    books: Mutex<Books>,
}

impl fmt::Debug for Bank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bank")
            .field("books", &self.books)
            .finish_non_exhaustive()
    }
}

/// A payment that the bank took in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Its number.
    pub number: String,
    /// The notice that the payer named.
    pub notice: String,
    /// Amount in fen.
    pub amount_fen: i64,
    /// Day (YYYY-MM-DD).
    pub day: String,
    /// Number of the treasury receipt; empty: it has not come yet.
    pub receipt: String,
    /// Who paid.
    pub payer: String,
}

/// What goes wrong when the bank tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own, and any of them go together"
)]
pub struct Faults {
    /// Each payment is told so many times more, all at once.
    pub told_again: u8,
    /// Nothing is told before the switch is off.
    pub late: bool,
    /// The answer does not arrive: it is told anew until it does, the second time.
    pub answer_lost: bool,
    /// So many fen too much are told, or too little.
    pub amount_off: i64,
    /// The notice's number is told with its last digit changed.
    pub notice_garbled: bool,
    /// What came last is told first.
    pub reordered: bool,
    /// The same payment is told once more under another number.
    pub renumbered: bool,
}

#[derive(Debug, Default)]
struct Books {
    faults: Faults,
    taken: u32,
    days: BTreeMap<String, Vec<Transaction>>,
    untold: Vec<Transaction>,
}

/// Answers of the other side that mean: tell it again later.
const AGAIN: [Code; 2] = [Code::Unavailable, Code::DeadlineExceeded];

/// How often a payment is told until it is heard.
const TRIES: u32 = 5;

impl Bank {
    /// A bank that tells `endpoint` (`http://127.0.0.1:…`), and proves who it is with the header that `vouch` gives.
    pub fn telling(
        endpoint: &str,
        vouch: impl Fn() -> (&'static str, HeaderValue) + Send + Sync + 'static,
    ) -> Self {
        let endpoint = upstream::remote(endpoint).expect("the endpoint is an address");
        Self {
            vouch: Some(Box::new(vouch)),
            ..Self::calling(endpoint)
        }
    }

    /// A bank that calls with an account of its own, as one does that comes through the gateway.
    pub fn calling(way: Upstream) -> Self {
        Self {
            callbacks: PaymentServiceClient::new(way),
            vouch: None,
            books: Mutex::default(),
        }
    }

    /// Sets the switches.
    pub fn goes_wrong(&self, faults: Faults) {
        self.books().faults = faults;
    }

    /// Takes a payment in. It is told when [`Self::tell`] is called.
    pub fn take(&self, notice: &str, amount_fen: i64, day: &str) -> Transaction {
        let mut books = self.books();
        books.taken += 1;
        let transaction = Transaction {
            number: format!("{}{:06}", day.replace('-', ""), books.taken),
            notice: notice.to_owned(),
            amount_fen,
            day: day.to_owned(),
            receipt: format!("闽财{:08}", books.taken),
            payer: "缴款人".to_owned(),
        };
        let kept = transaction.clone();
        books.days.entry(day.to_owned()).or_default().push(kept);
        books.untold.push(transaction.clone());
        transaction
    }

    /// Tells everything that has not been told, one after the other, each with the faults that are switched on; the answers.
    pub async fn tell(&self) -> Vec<Result<BankPayment, Status>> {
        let faults = self.books().faults;
        if faults.late {
            return Vec::new();
        }
        let mut untold = std::mem::take(&mut self.books().untold);
        if faults.reordered {
            untold.reverse();
        }
        let mut answers = Vec::new();
        for transaction in untold {
            answers.extend(self.tell_one(&transaction, faults).await);
        }
        answers
    }

    /// Sends the file of a day: what was really taken in.
    pub async fn close_day(&self, day: &str) -> Result<SubmitDayFileResponse, Status> {
        let taken = self.books().days.get(day).cloned().unwrap_or_default();
        let lines = taken.into_iter().map(|it| DayFileLine {
            transaction_number: it.number,
            notice_number: it.notice,
            amount_fen: it.amount_fen,
            receipt_number: it.receipt,
            payer: it.payer,
        });
        let file = SubmitDayFileRequest {
            date: day.to_owned(),
            lines: lines.collect(),
        };
        let mut callbacks = self.callbacks.clone();
        let answer = callbacks.submit_day_file(self.vouched(file)).await?;
        Ok(answer.into_inner())
    }

    /// Takes a transaction out of a day, as a bank does that reverses it.
    pub fn reverse(&self, number: &str) {
        for day in self.books().days.values_mut() {
            day.retain(|it| it.number != number);
        }
    }

    async fn tell_one(
        &self,
        transaction: &Transaction,
        faults: Faults,
    ) -> Vec<Result<BankPayment, Status>> {
        let told = wrong(transaction, faults);
        let mut answers = if faults.told_again == 0 {
            vec![self.until_heard(&told).await]
        } else {
            self.at_once(&told, faults.told_again).await
        };
        if faults.answer_lost {
            // Nobody hears what was answered.
            answers = vec![self.until_heard(&told).await];
        }
        if faults.renumbered {
            let other = Transaction {
                number: format!("{}R", told.number),
                ..told
            };
            answers.push(self.until_heard(&other).await);
        }
        answers
    }

    /// The same several times at the same moment.
    async fn at_once(&self, told: &Transaction, more: u8) -> Vec<Result<BankPayment, Status>> {
        join_all((0..=more).map(|_| self.until_heard(told))).await
    }

    /// Tells until it is taken or refused.
    async fn until_heard(&self, it: &Transaction) -> Result<BankPayment, Status> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.once(it).await {
                Err(status) if AGAIN.contains(&status.code()) && tries < TRIES => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                answer => return answer,
            }
        }
    }

    async fn once(&self, it: &Transaction) -> Result<BankPayment, Status> {
        let request = NotifyPaymentRequest {
            transaction_number: it.number.clone(),
            notice_number: it.notice.clone(),
            amount_fen: it.amount_fen,
            paid_date: it.day.clone(),
            receipt_number: it.receipt.clone(),
            payer: it.payer.clone(),
        };
        let mut callbacks = self.callbacks.clone();
        let answer = callbacks.notify_payment(self.vouched(request)).await?;
        let payment = answer.into_inner().payment;
        payment.ok_or_else(|| Status::internal("the answer names no payment"))
    }

    fn vouched<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        if let Some(vouch) = &self.vouch {
            let (name, value) = vouch();
            let value = AsciiMetadataValue::try_from(value.as_bytes()).expect("a header is ASCII");
            request.metadata_mut().insert(name, value);
        }
        request
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is told of a payment with the faults that are switched on.
fn wrong(transaction: &Transaction, faults: Faults) -> Transaction {
    let mut told = transaction.clone();
    told.amount_fen += faults.amount_off;
    if faults.notice_garbled
        && let Some(last) = told.notice.pop()
    {
        told.notice.push(if last == '0' { '1' } else { '0' });
    }
    told
}
