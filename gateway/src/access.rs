//! Who may call what: a table built at start from the option that every method carries. There is no default to get wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

pub use actor::Access;
use contract::access::v1 as proto;
use prost_reflect::{DescriptorPool, DynamicMessage, MethodDescriptor};
use refusal::{Refusal, general};

use crate::caller::Caller;
use crate::meters::Labels;
use crate::roles;

/// Name of the option.
const OPTION: &str = "yifa.access.v1.access";

/// Every method of the platform and its rule.
#[derive(Debug)]
pub struct Table {
    methods: BTreeMap<String, Arc<Method>>,
}

/// One method.
#[derive(Debug)]
pub struct Method {
    /// Path, e.g. `/yifa.cases.v1.CaseService/GetCase`.
    pub path: String,
    /// Full name of its service, e.g. `yifa.cases.v1.CaseService`.
    pub service: String,
    /// Package of its service, e.g. `yifa.cases.v1`: what upstreams are registered under.
    pub package: String,
    /// Who may call it.
    pub access: Access,
    /// Whether a repeated call has no further effect.
    pub idempotent: bool,
    /// Largest request message in bytes, where the method says so.
    pub max_request_bytes: Option<u32>,
    /// Longest time, where the method says so.
    pub timeout: Option<Duration>,
    /// What the audit log keeps.
    pub audit: Audited,
    /// Whether either side sends more than one message.
    pub streams: bool,
    /// Its messages, for JSON.
    pub descriptor: MethodDescriptor,
    /// What spans and metrics call it.
    pub(crate) labels: Labels,
}

/// What the audit log keeps of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audited {
    /// An ordinary read: no row.
    No,
    /// Reading personal data, secrets or whole files: one row for each call.
    Sensitive,
    /// Changing something: one row for each call.
    Mutation,
}

/// That a caller may call a method. [`Method::permit`] is the only thing that makes one, and forwarding takes nothing else.
#[derive(Debug)]
pub struct Permit {
    caller: Option<Arc<Caller>>,
}

impl Permit {
    /// Who may call; nobody in particular for a public method.
    pub fn caller(&self) -> Option<&Arc<Caller>> {
        self.caller.as_ref()
    }
}

/// A contract that the gateway refuses to start with.
#[derive(Debug, thiserror::Error)]
pub enum BadContract {
    /// The descriptor set cannot be read.
    #[error("the descriptor set cannot be read")]
    Unreadable(#[source] prost_reflect::DescriptorError),
    /// The set does not define the option at all.
    #[error("the descriptor set does not define ({OPTION})")]
    NoOption,
    /// A method lacks the option.
    #[error("{0} has no option ({OPTION}): say who may call it")]
    Missing(String),
    /// A method's rule says too little or contradicts itself.
    #[error("{method}: {rule}")]
    Unfit {
        /// The method.
        method: String,
        /// What its option must say.
        rule: &'static str,
    },
    /// A permission that no role grants: nobody could ever call the method.
    #[error("{method}: permission {permission} is granted by no role (gateway/src/roles.rs)")]
    Ungranted {
        /// The method.
        method: String,
        /// The permission.
        permission: String,
    },
}

impl Table {
    /// Reads the rules of every method in an encoded descriptor set. A method without a whole rule is an error: it would
    /// have to be open to all or closed to all, and either would be a guess.
    pub fn from_descriptors(encoded: &[u8]) -> Result<Self, BadContract> {
        let pool = DescriptorPool::decode(encoded).map_err(BadContract::Unreadable)?;
        let option = pool
            .get_extension_by_name(OPTION)
            .ok_or(BadContract::NoOption)?;
        let mut methods = BTreeMap::new();
        for service in pool.services() {
            for descriptor in service.methods() {
                let path = format!("/{}/{}", service.full_name(), descriptor.name());
                let options = descriptor.options();
                if !options.has_extension(&option) {
                    return Err(BadContract::Missing(path));
                }
                let value = options.get_extension(&option).into_owned();
                let rule = value
                    .as_message()
                    .and_then(|message: &DynamicMessage| {
                        message.transcode_to::<proto::Access>().ok()
                    })
                    .ok_or_else(|| BadContract::Missing(path.clone()))?;
                let method = Method {
                    access: access(&path, &rule)?,
                    audit: audited(&path, &rule)?,
                    service: service.full_name().to_owned(),
                    package: service.package_name().to_owned(),
                    idempotent: rule.idempotent,
                    max_request_bytes: (rule.max_request_bytes > 0)
                        .then_some(rule.max_request_bytes),
                    timeout: (rule.timeout_ms > 0)
                        .then(|| Duration::from_millis(rule.timeout_ms.into())),
                    labels: Labels::new(service.full_name(), descriptor.name()),
                    streams: descriptor.is_client_streaming() || descriptor.is_server_streaming(),
                    descriptor,
                    path,
                };
                methods.insert(method.path.clone(), Arc::new(method));
            }
        }
        Ok(Self { methods })
    }

    /// The method at `path`.
    pub fn get(&self, path: &str) -> Option<&Arc<Method>> {
        self.methods.get(path)
    }

    /// Every method, by path.
    pub fn methods(&self) -> impl Iterator<Item = &Arc<Method>> {
        self.methods.values()
    }

    /// Full names of every service.
    pub fn services(&self) -> BTreeSet<&str> {
        self.methods
            .values()
            .map(|method| method.service.as_str())
            .collect()
    }
}

impl Method {
    /// The permit of a caller.
    ///
    /// # Refuses
    /// Unauthenticated when nobody in particular calls what is not public; forbidden when no role or scope permits it.
    pub fn permit(&self, caller: Option<Arc<Caller>>) -> Result<Permit, Refusal> {
        if self.access.allows(caller.as_deref().map(Caller::actor)) {
            return Ok(Permit { caller });
        }
        Err(match caller {
            None => crate::refusals::unauthenticated(),
            Some(_) => Refusal::new(
                &general::FORBIDDEN,
                "none of your roles or scopes permits this method",
                general::FORBIDDEN.remedy,
            ),
        })
    }
}

fn access(path: &str, rule: &proto::Access) -> Result<Access, BadContract> {
    let access = Access::try_from(rule).map_err(|unfit| BadContract::Unfit {
        method: path.to_owned(),
        rule: unfit.0,
    })?;
    match &access {
        Access::Officer { permission, .. } if !roles::is_granted(permission) => {
            Err(BadContract::Ungranted {
                method: path.to_owned(),
                permission: permission.clone(),
            })
        }
        _ => Ok(access),
    }
}

fn audited(path: &str, rule: &proto::Access) -> Result<Audited, BadContract> {
    match rule.audit() {
        proto::Audit::Unspecified => Err(BadContract::Unfit {
            method: path.to_owned(),
            rule: "the option must say what the audit log keeps",
        }),
        proto::Audit::None => Ok(Audited::No),
        proto::Audit::Sensitive => Ok(Audited::Sensitive),
        proto::Audit::Mutation => Ok(Audited::Mutation),
    }
}
