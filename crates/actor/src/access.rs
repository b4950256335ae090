//! Who may call a method, as its option says: one reading of it for the gateway and for a service that does a method for a caller.

use contract::access::v1 as proto;

use crate::{Actor, Kind};

/// Who may call a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Any account or service account.
    SignedIn,
    /// A person whose roles grant the permission, or a service account that holds the scope.
    Officer {
        /// Permission of a person.
        permission: String,
        /// Scope of a service account; none may when absent.
        scope: Option<String>,
    },
    /// Only a service account that holds the scope.
    Service {
        /// Scope of a service account.
        scope: String,
    },
}

/// An option that says too little or contradicts itself: what it must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub &'static str);

impl Access {
    /// Whether `actor` may call. Nobody in particular may only call what is public.
    pub fn allows(&self, actor: Option<&Actor>) -> bool {
        match (self, actor) {
            (Self::Public, _) | (Self::SignedIn, Some(_)) => true,
            (_, None) => false,
            (Self::Officer { permission, scope }, Some(actor)) => match actor.kind {
                Kind::Person => actor.may(permission),
                Kind::Service => scope.as_ref().is_some_and(|scope| actor.may(scope)),
            },
            (Self::Service { scope }, Some(actor)) => {
                actor.kind == Kind::Service && actor.may(scope)
            }
        }
    }
}

impl TryFrom<&proto::Access> for Access {
    type Error = Unfit;

    fn try_from(rule: &proto::Access) -> Result<Self, Unfit> {
        let scope = (!rule.scope.is_empty()).then(|| rule.scope.clone());
        let named = !rule.permission.is_empty();
        match rule.caller() {
            proto::Caller::Unspecified => Err(Unfit("the option must name a caller")),
            proto::Caller::Public | proto::Caller::SignedIn if named || scope.is_some() => Err(
                Unfit("a permission or scope has no meaning for this caller"),
            ),
            proto::Caller::Public => Ok(Self::Public),
            proto::Caller::SignedIn => Ok(Self::SignedIn),
            proto::Caller::Officer if !named => Err(Unfit("CALLER_OFFICER needs a permission")),
            proto::Caller::Officer => Ok(Self::Officer {
                permission: rule.permission.clone(),
                scope,
            }),
            proto::Caller::Service if named => Err(Unfit("CALLER_SERVICE takes no permission")),
            proto::Caller::Service => match scope {
                Some(scope) => Ok(Self::Service { scope }),
                None => Err(Unfit("CALLER_SERVICE needs a scope")),
            },
        }
    }
}
