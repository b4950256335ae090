//! The contracts: generated messages, clients and servers of proto/, and the descriptor set that carries the access options.
#![expect(
    missing_docs,
    reason = "generated from proto/, where every element is documented and linted"
)]
#![expect(clippy::all, clippy::pedantic, reason = "generated code")]

/// Every contract as an encoded `FileDescriptorSet`, options kept.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

/// Who may call a method, and who is calling.
pub mod access {
    pub mod v1 {
        tonic::include_proto!("yifa.access.v1");
    }
}

/// Event feeds.
pub mod feed {
    pub mod v1 {
        tonic::include_proto!("yifa.feed.v1");
    }
}

/// Signing in and accounts.
pub mod identity {
    pub mod v1 {
        tonic::include_proto!("yifa.identity.v1");
    }
}

/// The element centre.
pub mod elements {
    pub mod v1 {
        tonic::include_proto!("yifa.elements.v1");
    }
}

/// Case handling.
pub mod cases {
    pub mod v1 {
        tonic::include_proto!("yifa.cases.v1");
    }
}

/// Supervision.
pub mod supervision {
    pub mod v1 {
        tonic::include_proto!("yifa.supervision.v1");
    }
}

/// Disclosure.
pub mod disclosure {
    pub mod v1 {
        tonic::include_proto!("yifa.disclosure.v1");
    }
}

/// Figures.
pub mod analytics {
    pub mod v1 {
        tonic::include_proto!("yifa.analytics.v1");
    }
}

/// Exchange with other deployments.
pub mod exchange {
    pub mod v1 {
        tonic::include_proto!("yifa.exchange.v1");
    }
}
