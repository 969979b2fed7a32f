use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Authenticate, bearer};
use crate::envelope::{Error, ErrorCode};

/// What a user may do inside the tenant. Ordered: a higher role may do what a lower one may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Own data and own devices.
    User,
    /// Devices, reports and limited user management.
    Manager,
    /// Everything inside the tenant.
    Admin,
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::User => "user",
            Self::Manager => "manager",
            Self::Admin => "admin",
        })
    }
}

/// Whom the bearer token of a request belongs to.
///
/// As an argument of an endpoint it is what the guard found. In a `public` endpoint, which has no guard, `Option<Caller>` checks
/// the `Authorization` header itself: it is `None` where there is no header, and a wrong token is refused.
///
/// ```
/// use wuts_core::auth::{Caller, Role};
/// use wuts_core::uuid::Uuid;
///
/// let caller = Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::Admin };
/// assert!(caller.role > Role::Manager);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caller {
    /// The tenant that every answer is confined to.
    pub tenant_id: Uuid,
    /// The user.
    pub user_id: Uuid,
    /// What the user may do inside the tenant.
    pub role: Role,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get().copied().ok_or_else(|| Error::of(ErrorCode::UNAUTHORIZED))
    }
}

impl<S: Authenticate> OptionalFromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Error> {
        if let Some(caller) = parts.extensions.get() {
            return Ok(Some(*caller));
        }
        if !parts.headers.contains_key(AUTHORIZATION) {
            return Ok(None);
        }
        bearer::caller(&parts.headers, state).await.map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_ordered_and_named_as_in_the_contract() {
        assert!(Role::Admin > Role::Manager && Role::Manager > Role::User);
        assert_eq!(serde_json::to_string(&[Role::User, Role::Manager, Role::Admin]).unwrap(), r#"["user","manager","admin"]"#);
    }
}
