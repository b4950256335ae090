//! How much a caller may have in transfer, and for how long.

use std::time::Duration;

use chrono::TimeDelta;

/// Largest file, in bytes.
pub(crate) const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// Largest piece of an upload, in bytes.
pub(crate) const LARGEST_PIECE: usize = 1024 * 1024;
/// Bytes that are kept as one row.
pub(crate) const PIECE: usize = 512 * 1024;
/// Bytes of all the uploads that a caller may have at once.
pub(crate) const UPLOADS_HELD: i64 = 256 * 1024 * 1024;
/// Operations of a caller that have not ended.
pub(crate) const OPEN_OPERATIONS: i64 = 4;
/// How long files and operations are kept.
pub(crate) const KEPT: TimeDelta = TimeDelta::days(7);
/// How long a worker has an operation before another may take it; it is renewed while the work goes on.
pub(crate) const LEASE: TimeDelta = TimeDelta::seconds(30);
/// How often progress is written and a cancellation heard.
pub(crate) const BEAT: Duration = Duration::from_millis(400);
/// How often a worker looks for work that another process left.
pub(crate) const LOOK: Duration = Duration::from_secs(2);
/// How often what is kept no longer is thrown away.
pub(crate) const TIDY: Duration = Duration::from_mins(10);
/// How many workers may begin an operation before it is given up.
pub(crate) const ATTEMPTS: i32 = 3;
/// Errors that are kept of one import.
pub(crate) const ERRORS_KEPT: usize = 20_000;
/// Longest name of a file, in characters.
pub(crate) const LONGEST_NAME: usize = 200;
