//! States of a warning and the acts that move it, as one table.

use contract::supervision::v1 as proto;
use refusal::Refusal;

use crate::reasons;

/// State of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// 待签收
    Raised,
    /// 已签收
    Acknowledged,
    /// 已说明
    Explained,
    /// 已办结
    Closed,
}

/// What moves a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// 签收, by a supervisor.
    Acknowledge,
    /// 说明, by the agency that handles the case.
    Explain,
    /// 办结, by a supervisor.
    Close,
    /// 情形消除, by the platform: before anybody has done anything about it.
    Lift,
}

/// From which state an act leads to which.
pub const MOVES: &[(State, Act, State)] = &[
    (State::Raised, Act::Acknowledge, State::Acknowledged),
    (State::Raised, Act::Explain, State::Explained),
    (State::Raised, Act::Close, State::Closed),
    (State::Raised, Act::Lift, State::Closed),
    (State::Acknowledged, Act::Explain, State::Explained),
    (State::Acknowledged, Act::Close, State::Closed),
    (State::Explained, Act::Close, State::Closed),
];

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Raised,
        Self::Acknowledged,
        Self::Explained,
        Self::Closed,
    ];

    /// Name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raised => "RAISED",
            Self::Acknowledged => "ACKNOWLEDGED",
            Self::Explained => "EXPLAINED",
            Self::Closed => "CLOSED",
        }
    }

    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Name in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Raised => "待签收",
            Self::Acknowledged => "已签收",
            Self::Explained => "已说明",
            Self::Closed => "已办结",
        }
    }

    /// Where an act leads from here.
    ///
    /// # Refuses
    /// `WARNING_STATE` when the act is not for a warning in this state.
    pub fn after(self, act: Act) -> Result<Self, Refusal> {
        let found = MOVES
            .iter()
            .find(|(from, by, _)| *from == self && *by == act);
        found.map(|(_, _, to)| *to).ok_or_else(|| {
            Refusal::new(
                &reasons::WARNING_STATE,
                format!("a warning that is {} cannot be {}", self.name(), act.done()),
                format!("该预警{}，不能再{}", self.zh(), act.zh()),
            )
            .with_metadata("state", self.name())
        })
    }
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 4] = [Self::Acknowledge, Self::Explain, Self::Close, Self::Lift];

    const fn done(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledged",
            Self::Explain => "explained",
            Self::Close => "closed",
            Self::Lift => "lifted",
        }
    }

    const fn zh(self) -> &'static str {
        match self {
            Self::Acknowledge => "签收",
            Self::Explain => "说明",
            Self::Close => "办结",
            Self::Lift => "自动办结",
        }
    }
}

impl From<State> for proto::WarningState {
    fn from(state: State) -> Self {
        match state {
            State::Raised => Self::Raised,
            State::Acknowledged => Self::Acknowledged,
            State::Explained => Self::Explained,
            State::Closed => Self::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_answers_every_act() {
        let mut moves = 0;
        for state in State::ALL {
            for act in Act::ALL {
                match state.after(act) {
                    Ok(to) => {
                        moves += 1;
                        assert!(to > state, "{state:?} {act:?}: a warning never goes back");
                    }
                    Err(refusal) => {
                        assert_eq!(refusal.reason().name, "WARNING_STATE");
                        assert_eq!(refusal.metadata()["state"], state.name());
                        assert!(refusal.zh().contains(state.zh()));
                    }
                }
            }
            assert_eq!(State::named(state.name()), Some(state));
        }
        assert_eq!(moves, MOVES.len(), "no move stands twice");
        let closes = |state: &State| state.after(Act::Close).is_ok();
        assert_eq!(State::ALL.iter().filter(|state| closes(state)).count(), 3);
        assert!(State::Closed.after(Act::Explain).is_err());
    }

    #[test]
    fn the_platform_lifts_only_what_nobody_has_touched() {
        let lifted: Vec<State> = State::ALL
            .into_iter()
            .filter(|state| state.after(Act::Lift).is_ok())
            .collect();
        assert_eq!(lifted, [State::Raised]);
    }
}
