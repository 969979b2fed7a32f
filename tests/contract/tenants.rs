//! Tenants: the platform's own token.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use wuts_core::{Error, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, is_example, reference};

#[derive(Deserialize, WutsRequest)]
pub struct RegisterTenant {
    #[wuts(length(min = 1, max = 255))]
    tenant_name: String,
    email: String,
    #[wuts(sensitive, length(min = 8))]
    password: String,
    #[wuts(one_of("admin"))]
    role: Option<String>,
    #[wuts(url)]
    webhook_url: Option<String>,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Registered {
    user: Value,
    tenant: Value,
    token: String,
    webhook_configured: bool,
    webhook_url: Option<String>,
    note: String,
}

#[wuts_endpoint(POST, "/register", auth = master, tag = "superadmin")]
pub async fn super_admin_register_tenant(body: RegisterTenant) -> Result<Registered, Error> {
    let mut registered: Registered = reference(example!("superAdminRegisterTenant.response"))?;
    assert!(body.password.len() > 7 && body.role.is_some());
    registered.tenant["name"] = body.tenant_name.into();
    registered.user["email"] = body.email.into();
    Ok(Registered { webhook_url: body.webhook_url, ..registered })
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
pub struct TenantPath {
    id: Uuid,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Deleted {
    message: String,
    data: DeletedData,
}

#[derive(Serialize, Deserialize)]
struct DeletedData {
    tenant_id: Uuid,
    tenant_name: String,
    deleted_at: jiff::Timestamp,
}

#[wuts_endpoint(DELETE, "/global/tenants/{id}", auth = master, tag = "superadmin")]
pub async fn super_admin_delete_tenant(path: TenantPath) -> Result<Deleted, Error> {
    let mut deleted: Deleted = reference(example!("superAdminDeleteTenant.response"))?;
    deleted.data.tenant_id = path.id;
    Ok(deleted)
}

#[tokio::test]
async fn the_platform_manages_tenants() {
    let service = Service::start().await;
    let answer = service.call_as_master(Method::POST, "/register", Some(example!("superAdminRegisterTenant.request"))).await;
    is_example(&answer, example!("superAdminRegisterTenant.response"));
    let path = "/global/tenants/1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d";
    is_example(&service.call_as_master(Method::DELETE, path, None).await, example!("superAdminDeleteTenant.response"));
}

#[tokio::test]
async fn nobody_else_does() {
    let service = Service::start().await;
    let request = example!("superAdminRegisterTenant.request");
    for answer in [
        service.call(Method::POST, "/register", Some(request)).await,
        service.call_as_admin(Method::POST, "/register", Some(request)).await,
    ] {
        assert_eq!(answer.is_failure(401, "UNAUTHORIZED"), "invalid master token");
    }
    let answer = service.call_as_master(Method::POST, "/send/text", Some("{}")).await;
    answer.is_failure(401, "UNAUTHORIZED");
}
