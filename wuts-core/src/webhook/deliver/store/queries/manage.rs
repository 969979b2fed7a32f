//! Receivers, and what became of deliveries.

use super::{BEGIN, Db, Pool};
use crate::webhook::deliver::store::{AttemptRow, FailedRow, StoredReceiver};

const CONFIGURE: &str = "
    INSERT INTO webhook_receivers
        (device_id, url, events, enabled, ordered, retry_attempts, timeout_us, secrets, headers, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (device_id) DO UPDATE SET url = $2, events = $3, enabled = $4, ordered = $5, retry_attempts = $6,
        timeout_us = $7, secrets = $8, headers = $9, updated_at = $10, failures = 0, paused_until = 0
";

const RECEIVER: &str = "
    SELECT url, events, enabled, ordered, retry_attempts, timeout_us, secrets, headers FROM webhook_receivers
    WHERE device_id = $1
";

const ABANDON: &str = "UPDATE webhook_deliveries SET state = 2, settled_at = $2 WHERE device_id = $1 AND state = 0";

const FAILED: &str = "
    SELECT seq, id, device_id, event, body, attempts, created_at, settled_at FROM webhook_deliveries
    WHERE state = 2 AND seq > $1 AND ($2 IS NULL OR device_id = $2)
    ORDER BY seq LIMIT $3
";

const ATTEMPTS: &str = "SELECT at, elapsed_us, status, error, answer FROM webhook_attempts WHERE delivery_id = $1 ORDER BY seq";

const RESEND: &str = "
    UPDATE webhook_deliveries SET state = 0, attempts = 0, due_at = $2, settled_at = NULL WHERE id = $1 AND state = 2
";

const DISCARD_ATTEMPTS: &str = "
    DELETE FROM webhook_attempts
    WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE id = $1 AND state = 2)
";
const DISCARD: &str = "DELETE FROM webhook_deliveries WHERE id = $1 AND state = 2";

const PURGE_ATTEMPTS: &str = "
    DELETE FROM webhook_attempts WHERE delivery_id IN (
        SELECT id FROM webhook_deliveries WHERE state = 1 AND settled_at < $1 ORDER BY settled_at, seq LIMIT $2
    )
";
const PURGE: &str = "
    DELETE FROM webhook_deliveries WHERE seq IN (
        SELECT seq FROM webhook_deliveries WHERE state = 1 AND settled_at < $1 ORDER BY settled_at, seq LIMIT $2
    )
";

/// Set the receiver of a device.
pub async fn configure(pool: &Pool, device_id: &str, receiver: &StoredReceiver, now: i64) -> sqlx::Result<()> {
    sqlx::query::<Db>(CONFIGURE)
        .bind(device_id)
        .bind(&receiver.url)
        .bind(&receiver.events)
        .bind(receiver.is_enabled)
        .bind(receiver.is_ordered)
        .bind(receiver.retry_attempts)
        .bind(receiver.timeout_us)
        .bind(&receiver.secrets)
        .bind(&receiver.headers)
        .bind(now)
        .execute(pool)
        .await
        .map(drop)
}

/// The receiver of a device.
pub async fn receiver(pool: &Pool, device_id: &str) -> sqlx::Result<Option<StoredReceiver>> {
    type Row = (String, Option<String>, bool, bool, i64, i64, String, String);
    let row: Option<Row> = sqlx::query_as::<Db, _>(RECEIVER).bind(device_id).fetch_optional(pool).await?;
    Ok(row.map(|(url, events, is_enabled, is_ordered, retry_attempts, timeout_us, secrets, headers)| StoredReceiver {
        url,
        events,
        is_enabled,
        is_ordered,
        retry_attempts,
        timeout_us,
        secrets,
        headers,
    }))
}

/// Forget the receiver of a device; what waits for it has failed. False if there is none.
pub async fn remove(pool: &Pool, device_id: &str, now: i64) -> sqlx::Result<bool> {
    let mut transaction = pool.begin_with(BEGIN).await?;
    let removed = sqlx::query::<Db>("DELETE FROM webhook_receivers WHERE device_id = $1")
        .bind(device_id)
        .execute(&mut *transaction)
        .await?;
    sqlx::query::<Db>(ABANDON).bind(device_id).bind(now).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(removed.rows_affected() > 0)
}

/// The state of a delivery, as a number.
pub async fn state(pool: &Pool, id: &str) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar::<Db, _>("SELECT state FROM webhook_deliveries WHERE id = $1").bind(id).fetch_optional(pool).await
}

/// The failed deliveries behind a position, of one device or of all.
pub async fn failed(pool: &Pool, device_id: Option<&str>, after: i64, limit: i64) -> sqlx::Result<Vec<FailedRow>> {
    sqlx::query_as::<Db, _>(FAILED).bind(after).bind(device_id).bind(limit).fetch_all(pool).await
}

/// The attempts at a delivery, first to last.
pub async fn attempts(pool: &Pool, id: &str) -> sqlx::Result<Vec<AttemptRow>> {
    sqlx::query_as::<Db, _>(ATTEMPTS).bind(id).fetch_all(pool).await
}

/// Let a failed delivery wait again. False if none of this id has failed.
pub async fn resend(pool: &Pool, id: &str, now: i64) -> sqlx::Result<bool> {
    Ok(sqlx::query::<Db>(RESEND).bind(id).bind(now).execute(pool).await?.rows_affected() > 0)
}

/// Forget a failed delivery. False if none of this id has failed.
pub async fn discard(pool: &Pool, id: &str) -> sqlx::Result<bool> {
    let mut transaction = pool.begin_with(BEGIN).await?;
    sqlx::query::<Db>(DISCARD_ATTEMPTS).bind(id).execute(&mut *transaction).await?;
    let discarded = sqlx::query::<Db>(DISCARD).bind(id).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(discarded.rows_affected() > 0)
}

/// Forget up to `limit` deliveries that were delivered before a time; tells how many.
pub async fn purge(pool: &Pool, before: i64, limit: i64) -> sqlx::Result<u64> {
    let mut transaction = pool.begin_with(BEGIN).await?;
    sqlx::query::<Db>(PURGE_ATTEMPTS).bind(before).bind(limit).execute(&mut *transaction).await?;
    let purged = sqlx::query::<Db>(PURGE).bind(before).bind(limit).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(purged.rows_affected())
}

/// When the oldest delivery that waits was taken.
pub async fn oldest(pool: &Pool) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar::<Db, _>("SELECT min(created_at) FROM webhook_deliveries WHERE state = 0").fetch_one(pool).await
}
