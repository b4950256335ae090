//! `yifa demo`: two lawful acts played through the gateway as a client would, with three refusals on the way, and what the
//! supervisor, the public, the leader and the city see of them; in the end the file of one of them.

mod accounts;
mod closing;
mod file;
mod gas_safety;
mod greet;
mod load;
mod narrate;
mod papers;
mod penalty;
mod scale;
mod transcript;
mod weighing;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Duration, Utc};
use clock::{Clock, Entropy};
use contract::cases::v1::{Case, DeadlineState, ExportCaseBundleRequest};
use tonic::transport::Channel;

use crate::client::{self, Client};
pub use accounts::{ACCOUNTS, DemoAccount, PASSWORD, account, one_time_code};
pub(crate) use greet::greet;
pub(crate) use load::load;
use narrate::Narrator;
pub use scale::{Scale, load_scale};
pub use weighing::weigh;

/// What a story is played with.
struct Stage<'a> {
    channel: Channel,
    clock: &'a dyn Clock,
    entropy: &'a dyn Entropy,
    narrator: Narrator,
}

/// Plays both stories against the gateway at `address` and prints each step; then what everybody sees, the city in its own
/// deployment at `city` if there is one; then the file that is left.
pub async fn play(
    address: &str,
    city: Option<&str>,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> anyhow::Result<()> {
    let channel = client::connect(address).await?;
    let mut stage = Stage {
        channel,
        clock,
        entropy,
        narrator: Narrator::default(),
    };
    stage
        .narrator
        .title("故事一：石码街道联合检查小吃店燃气安全");
    let inspection = gas_safety::play(&mut stage).await?;
    stage
        .narrator
        .title("故事二：龙海区市场监管局办理一件普通程序处罚案");
    let penalty = penalty::play(&mut stage).await?;
    stage.narrator.title("小结");
    for (name, outcome) in [("行政检查", &inspection), ("行政处罚", &penalty)] {
        stage.summarise(name, outcome).await?;
    }
    stage.narrator.line(&format!(
        "依法拒绝办理 {} 次，均注明法律依据。",
        stage.narrator.refusals()
    ));
    closing::play(&mut stage, address, city, &penalty).await?;
    stage.narrator.title("案卷：整卷导出，当事人的材料包");
    file::play(&mut stage, address, &penalty).await
}

/// A story's end: the case, and someone who may export its record.
struct Outcome {
    case: Case,
    reader: Client,
}

impl Stage<'_> {
    /// Signs an account in. A code that was used a moment ago is refused, so the next one is waited for once.
    async fn sign_in(&self, username: &str) -> anyhow::Result<Client> {
        self.sign_in_at(self.channel.clone(), username).await
    }

    /// The same at another deployment.
    async fn sign_in_at(&self, channel: Channel, username: &str) -> anyhow::Result<Client> {
        let account =
            account(username).with_context(|| format!("no demonstration account {username}"))?;
        let now = self.clock.now();
        match Self::try_sign_in(&channel, account, now).await {
            Ok(client) => Ok(client),
            Err(status) if status.code() == tonic::Code::Unauthenticated => {
                println!("      （{username} 的动态口令刚用过，等待下一个……）");
                let left = 30 - now.timestamp().rem_euclid(30);
                tokio::time::sleep(std::time::Duration::from_secs(left.unsigned_abs() + 1)).await;
                Ok(Self::try_sign_in(&channel, account, self.clock.now()).await?)
            }
            Err(status) => Err(status.into()),
        }
    }

    async fn try_sign_in(
        channel: &Channel,
        account: &DemoAccount,
        at: DateTime<Utc>,
    ) -> Result<Client, tonic::Status> {
        let code = one_time_code(account.username, at)
            .map_err(|error| tonic::Status::internal(error.to_string()))?;
        Client::sign_in(channel.clone(), account.username, PASSWORD, code).await
    }

    fn request_id(&self) -> String {
        self.entropy.random_id().to_string()
    }

    /// Today in Asia/Shanghai.
    fn today(&self) -> calendar::CivilDate {
        calendar::CivilDate::of(self.clock.now())
    }

    fn minutes_ago(&self, minutes: i64) -> prost_types::Timestamp {
        let at = self.clock.now() - Duration::minutes(minutes);
        prost_types::Timestamp {
            seconds: at.timestamp(),
            nanos: 0,
        }
    }

    async fn summarise(&self, name: &str, outcome: &Outcome) -> anyhow::Result<()> {
        let case = &outcome.case;
        self.narrator.line(&format!(
            "{name}：{}（{}），身份码 {}",
            case.step_name, case.agency_name, case.case_code
        ));
        for deadline in &case.deadlines {
            let state = match deadline.state() {
                DeadlineState::Open => "进行中",
                DeadlineState::Met => "已按期完成",
                DeadlineState::Passed => "已届满",
                DeadlineState::Cancelled => "已取消",
                DeadlineState::Unspecified => bail!("a deadline without a state"),
            };
            let provisional = if deadline.provisional {
                "（次年节假日安排未公布，暂定）"
            } else {
                ""
            };
            self.narrator.line(&format!(
                "    期限 {}：{} 至 {}{provisional}，{state}（{}）",
                deadline.name, deadline.start_date, deadline.due_date, deadline.citation
            ));
        }
        let bundle = outcome
            .reader
            .cases()
            .export_case_bundle(ExportCaseBundleRequest {
                case_id: case.case_id.clone(),
            })
            .await?
            .into_inner()
            .bundle_json;
        let bundle: feed::bundle::Bundle = serde_json::from_str(&bundle)?;
        let report = feed::bundle::verify(&bundle, None);
        if !report.problems.is_empty() {
            bail!(
                "the record of case {} does not verify: {:?}",
                case.case_code,
                report.problems
            );
        }
        self.narrator.line(&format!(
            "    案件记录 {} 条，国密 SM3 链与日志包含证明核验通过。",
            report.events
        ));
        Ok(())
    }
}
