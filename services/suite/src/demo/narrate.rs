//! What the demonstration prints: one line for each step, who did what under which article.

use anyhow::bail;
use tonic::Status;
use tonic_types::StatusExt as _;

/// Prints the story and counts its refusals.
#[derive(Debug, Default)]
pub(super) struct Narrator {
    step: u32,
    refusals: u32,
}

impl Narrator {
    /// Begins a part.
    pub(super) fn title(&mut self, title: &str) {
        self.step = 0;
        println!("\n== {title} ==");
    }

    /// One lawful step.
    pub(super) fn step(&mut self, who: &str, what: &str, article: &str) {
        self.step += 1;
        println!("  {:>2}. {who}：{what}（{article}）", self.step);
    }

    /// One refusal: it must come, and for this reason.
    pub(super) fn refused<T>(
        &mut self,
        who: &str,
        what: &str,
        reason: &str,
        answer: Result<T, Status>,
    ) -> anyhow::Result<()> {
        self.step += 1;
        let Err(status) = answer else {
            bail!("{what} should have been refused with {reason}")
        };
        if !is_refused(&status, reason) {
            bail!("{what} was refused for another reason: {status:?}");
        }
        self.refusals += 1;
        let details = status.get_error_details();
        let text = details
            .localized_message()
            .map_or("", |m| m.message.as_str());
        println!("  {:>2}. {who}：{what} —— 不予办理。{text}", self.step);
        Ok(())
    }

    /// A line of the summary.
    #[expect(
        clippy::unused_self,
        reason = "lines belong to the story they are told in"
    )]
    pub(super) fn line(&self, text: &str) {
        println!("  {text}");
    }

    /// How many refusals there were.
    pub(super) fn refusals(&self) -> u32 {
        self.refusals
    }
}

/// Whether a call was refused for this reason.
pub(super) fn is_refused(status: &Status, reason: &str) -> bool {
    let details = status.get_error_details();
    details
        .error_info()
        .is_some_and(|info| info.reason == reason)
}
