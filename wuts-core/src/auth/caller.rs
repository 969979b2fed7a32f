use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Authenticate, bearer};
use crate::envelope::Error;

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
/// As an argument of an endpoint it is what the guard found. It is also an axum extractor: in a `public` endpoint or in a
/// plain axum handler it checks the `Authorization` header itself, and `Option<Caller>` is `None` where there is no header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caller {
    /// The tenant that every answer is confined to.
    pub tenant_id: Uuid,
    /// The user.
    pub user_id: Uuid,
    /// What the user may do inside the tenant.
    pub role: Role,
}

impl<S: Authenticate> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(*caller);
        }
        bearer::caller(&parts.headers, state).await
    }
}

impl<S: Authenticate> OptionalFromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Error> {
        if !parts.headers.contains_key(axum::http::header::AUTHORIZATION) {
            return Ok(None);
        }
        <Self as FromRequestParts<S>>::from_request_parts(parts, state).await.map(Some)
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
