//! Taking deliveries. A single statement writes first, so that a transaction that has read nothing yet never has to turn from
//! reading to writing, which SQLite may refuse.

use super::{Connection, Db};
use crate::webhook::deliver::store::NewDelivery;

/// Nothing is inserted without an enabled receiver that wants the event. `$7` is the event's name between line ends, as
/// the wanted ones are stored.
const INSERT: &str = "
    INSERT INTO webhook_deliveries (id, device_id, lane, event, body, due_at, created_at)
    SELECT $1, r.device_id, CASE WHEN r.ordered THEN $3 ELSE NULL END, $4, $5, $6, $6 FROM webhook_receivers r
    WHERE r.device_id = $2 AND r.enabled AND (r.events IS NULL OR replace(r.events, $7, '') <> r.events)
    ON CONFLICT (id) DO NOTHING
";

const PENDING: &str = "SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries WHERE state = 0 LIMIT $1) AS waiting";

const PENDING_OF: &str =
    "SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries WHERE state = 0 AND device_id = $1 LIMIT $2) AS waiting";

/// Insert a delivery; false if it is not wanted, or is there.
pub async fn insert(connection: &mut Connection, new: &NewDelivery<'_>) -> sqlx::Result<bool> {
    let inserted = sqlx::query::<Db>(INSERT)
        .bind(new.id)
        .bind(new.device_id)
        .bind(format!("/{}", new.chat))
        .bind(new.event)
        .bind(new.body)
        .bind(new.now)
        .bind(format!("\n{}\n", new.event))
        .execute(connection)
        .await?;
    Ok(inserted.rows_affected() > 0)
}

/// Whose delivery has this id.
pub async fn device_of(connection: &mut Connection, id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("SELECT device_id FROM webhook_deliveries WHERE id = $1").bind(id).fetch_optional(connection).await
}

/// How many deliveries wait, counted up to `limit`.
pub async fn pending(connection: &mut Connection, limit: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(PENDING).bind(limit).fetch_one(connection).await
}

/// How many deliveries of a device wait, counted up to `limit`.
pub async fn pending_of(connection: &mut Connection, device_id: &str, limit: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(PENDING_OF).bind(device_id).bind(limit).fetch_one(connection).await
}

/// Take back a delivery that the same transaction inserted.
pub async fn withdraw(connection: &mut Connection, id: &str) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM webhook_deliveries WHERE id = $1").bind(id).execute(connection).await.map(drop)
}
