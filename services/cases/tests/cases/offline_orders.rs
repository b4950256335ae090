//! Commands in any order and any parts, cut off, answered in vain, sent again, with the process changing in between: they come to what
//! they come to on-line.

use std::collections::BTreeMap;
use std::time::Duration;

use contract::cases::v1::offline_service_client::OfflineServiceClient;
use contract::cases::v1::*;

use crate::acts::{self, done};
use crate::office::{self, Office, refusal, zheng};
use crate::offline::{MONDAY, REPLAYED, count};
use crate::phone::{CONCLUDE, Phone};

/// Numbers that look like chance, and are the same for the same seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let z = z ^ (z >> 31);
        usize::try_from(z % u64::try_from(bound).unwrap()).unwrap()
    }

    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

/// What was recorded about one case, in order.
struct Story {
    filing: FileCaseRequest,
    steps: Vec<Step>,
}

enum Step {
    Evidence(RecordEvidenceRequest),
    Conclude(ConcludeInquiryRequest),
}

fn story(office: &Office, length: usize) -> Story {
    let evidence = |number: usize| RecordEvidenceRequest {
        description: format!("证据{number}"),
        ..acts::evidence(office, "")
    };
    let mut steps: Vec<Step> = (0..length)
        .map(|number| Step::Evidence(evidence(number)))
        .collect();
    // One that is no evidence at all, one that comes too late, one that comes twice.
    steps.insert(
        length / 2,
        Step::Evidence(RecordEvidenceRequest {
            description: String::new(),
            ..evidence(0)
        }),
    );
    steps.push(Step::Conclude(acts::conclude("", 300_000)));
    steps.push(Step::Evidence(evidence(length)));
    steps.push(Step::Conclude(acts::conclude("", 200_000)));
    Story {
        filing: acts::file(office),
        steps,
    }
}

/// Plays a story on-line, act by act; the case's id, and the reasons of what was refused.
async fn online(office: &Office, story: &Story) -> (String, Vec<String>) {
    let case = done!(office, &zheng(), penalties.file_case(story.filing.clone()));
    let mut reasons = Vec::new();
    for step in &story.steps {
        let mut penalties = office.penalties.clone();
        let refused = match step {
            Step::Evidence(it) => {
                let mut it = it.clone();
                it.case_id.clone_from(&case.case_id);
                penalties
                    .record_evidence(office.by(&zheng(), it))
                    .await
                    .err()
            }
            Step::Conclude(it) => {
                let mut it = it.clone();
                it.case_id.clone_from(&case.case_id);
                penalties
                    .conclude_inquiry(office.by(&zheng(), it))
                    .await
                    .err()
            }
        };
        reasons.push(refused.map(|it| refusal(&it).0).unwrap_or_default());
    }
    (case.case_id, reasons)
}

/// The same story as a phone records it: each act builds on the one before that went well.
fn offline(
    office: &Office,
    phone: &mut Phone,
    story: &Story,
    reasons: &[String],
) -> Vec<OfflineCommand> {
    let mut all = vec![phone.file(office, &story.filing)];
    let id = all[0].opens_case_id.clone();
    let mut last = all[0].clone();
    for (step, reason) in story.steps.iter().zip(reasons) {
        let command = match step {
            Step::Evidence(it) => {
                let mut it = it.clone();
                it.case_id.clone_from(&id);
                phone.evidence(office, &it, &[&last])
            }
            Step::Conclude(it) => {
                let mut it = it.clone();
                it.case_id.clone_from(&id);
                phone.record(
                    office.now(),
                    CONCLUDE,
                    (it.request_id.clone().as_str(), &it),
                    &[&last],
                )
            }
        };
        if reason.is_empty() {
            last = command.clone();
        }
        all.push(command);
    }
    all
}

/// A case as it is kept, but for what two openings of it can never share.
async fn alike(office: &Office, case_id: &str) -> String {
    let kept = office.kept(case_id).await;
    let code = kept["opening"]["code"].to_string();
    let text = kept.to_string();
    text.replace(case_id, "ID").replace(&code, "CODE")
}

async fn on_line_and_off(seed: u64, cases: usize, length: usize) {
    let (there, here) = (office::open(MONDAY).await, office::open(MONDAY).await);
    let mut phone = Phone::new("p-1");
    let (mut expected, mut commands) = (BTreeMap::new(), Vec::new());
    let mut pairs = Vec::new();
    for _ in 0..cases {
        let story = story(&here, length);
        let (id, reasons) = online(&there, &story).await;
        let recorded = offline(&here, &mut phone, &story, &reasons);
        pairs.push((id, recorded[0].opens_case_id.clone()));
        expected.insert(recorded[0].command_id.clone(), String::new());
        for (command, reason) in recorded[1..].iter().zip(reasons) {
            expected.insert(command.command_id.clone(), reason);
        }
        commands.extend(recorded);
    }
    let mut dice = Dice(seed);
    dice.shuffle(&mut commands);
    let mut door = here.door.clone();
    let mut desks = Vec::new();
    let mut known: BTreeMap<String, CommandResult> = BTreeMap::new();
    let mut left = commands.clone();
    for round in 0.. {
        assert!(round < 5_000, "{} are never settled", left.len());
        let size = 1 + dice.below(left.len().min(60));
        dice.shuffle(&mut left);
        let mut batch = left[..size].to_vec();
        // Some again that were settled long ago, some twice in one call.
        batch.push(commands[dice.below(commands.len())].clone());
        batch.push(batch[0].clone());
        let request = here.by(&zheng(), phone.batch(here.now(), &batch));
        let mut client = OfflineServiceClient::new(door.clone());
        let call = async move { client.replay(request).await };
        let answer = match dice.below(4) {
            // Cut somewhere on the way; what was done is done.
            0 => {
                let patience = Duration::from_millis(u64::try_from(dice.below(150)).unwrap());
                tokio::time::timeout(patience, call).await.ok()
            }
            // Done, and the answer is lost.
            1 => {
                call.await.unwrap();
                None
            }
            _ => Some(call.await),
        };
        if dice.below(8) == 0 {
            let desk = here.restarted(|_| ()).await;
            door = here.door_of(&desk);
            desks.push(desk);
        }
        for result in answer
            .into_iter()
            .flat_map(|it| it.unwrap().into_inner().results)
        {
            if result.state() != CommandState::Waiting {
                known.insert(result.command_id.clone(), result);
            }
        }
        left.retain(|it| !known.contains_key(&it.command_id));
        if left.is_empty() {
            break;
        }
    }
    assert_eq!(known.len(), commands.len());
    for (id, reason) in &expected {
        let result = &known[id];
        let why = result.refusal.as_ref().map(|it| it.reason.clone());
        assert_eq!(&why.unwrap_or_default(), reason, "{result:?}");
        let is_done = matches!(
            result.state(),
            CommandState::Accepted | CommandState::AlreadyDone
        );
        assert_eq!(is_done, reason.is_empty(), "{result:?}");
    }
    let done = expected.values().filter(|reason| reason.is_empty()).count();
    assert_eq!(count(&here, REPLAYED).await, i64::try_from(done).unwrap());
    let answers = count(&here, "select count(*) from answer").await;
    assert_eq!(
        answers,
        i64::try_from(done).unwrap(),
        "each is answered once"
    );
    for (on_line, off_line) in &pairs {
        assert_eq!(alike(&there, on_line).await, alike(&here, off_line).await);
        here.stands_as_recorded(off_line).await;
    }
    for desk in desks {
        desk.pool().close().await;
    }
    there.close().await;
    here.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_commands_under_cuts_come_to_what_they_come_to_on_line() {
    // 25 cases of 20 commands each.
    Box::pin(on_line_and_off(20_231_120, 25, 15)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_the_order_and_the_parts_the_outcome_is_the_same() {
    for seed in 1..=12 {
        Box::pin(on_line_and_off(seed, 2, 4)).await;
    }
}
