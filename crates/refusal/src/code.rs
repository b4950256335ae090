//! The closed set of codes, and what each is on the wire.

/// What kind of no it is. A restricted set on purpose: a caller reacts to these ten and to nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The message cannot be read as an act: fix the field named.
    Malformed,
    /// Sign in.
    Unauthenticated,
    /// The caller may know that it exists, but may not do this.
    Forbidden,
    /// Not there, or not the caller's to know.
    Absent,
    /// The law or the procedure says no now: do what it asks, then retry.
    Refused,
    /// Somebody changed it: reload and decide again.
    Stale,
    /// The same identity with other contents.
    Duplicate,
    /// Too much: wait as told.
    Throttled,
    /// Retry with backoff and the same `request_id`.
    Unavailable,
    /// Our bug: only a trace id leaves the process.
    Fault,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 10] = [
        Self::Malformed,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::Absent,
        Self::Refused,
        Self::Stale,
        Self::Duplicate,
        Self::Throttled,
        Self::Unavailable,
        Self::Fault,
    ];

    /// Name of the gRPC status.
    pub fn grpc_name(self) -> &'static str {
        match self {
            Self::Malformed => "INVALID_ARGUMENT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "PERMISSION_DENIED",
            Self::Absent => "NOT_FOUND",
            Self::Refused => "FAILED_PRECONDITION",
            Self::Stale => "ABORTED",
            Self::Duplicate => "ALREADY_EXISTS",
            Self::Throttled => "RESOURCE_EXHAUSTED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Fault => "INTERNAL",
        }
    }

    /// HTTP status of the JSON surface.
    pub fn http(self) -> u16 {
        match self {
            Self::Malformed | Self::Refused => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::Absent => 404,
            Self::Stale | Self::Duplicate => 409,
            Self::Throttled => 429,
            Self::Fault => 500,
            Self::Unavailable => 503,
        }
    }
}
