//! 裁量: how a fine is weighed, step by step, each step under its article.
//!
//! Pure. The caller has looked up the item and the standard as they stood on the day of the act and on the day of the
//! decision, has chosen the tier whose conditions the facts meet, and has named the circumstances with their evidence.
//! What is decided here:
//!
//! | step | rule |
//! | --- | --- |
//! | who cannot be punished, and what must or may stay unpunished | 行政处罚法 §30, §31, §33; 四张清单 |
//! | the law of the day of the act, unless that of the decision is lighter | 行政处罚法 §37 |
//! | the tier of the standard, never outside the range of the law | 行政处罚法 §34; 国办发〔2022〕27号 |
//! | lighter, heavier, mitigated | 行政处罚法 §30 to §32, §49 |
//! | an amount in the middle of what is left | proposed, never binding |
//!
//! [`Assessment::is_sound`] holds the whole chain of steps against the range they start from: an amount that it lets pass
//! lies in that range, whatever the standard says.

mod assess;
mod assessment;
mod circumstance;
mod range;
mod version;

pub use assess::{Question, Weights, assess};
pub use assessment::{Assessment, Departure, Operation, Outcome, Step};
pub use circumstance::{Circumstance, Effect, Ground};
pub use range::Range;
pub use version::{Tier, Version};
