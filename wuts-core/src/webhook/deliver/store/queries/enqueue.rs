//! Taking deliveries. A single statement writes first, so that a transaction that has read nothing yet never has to turn from
//! reading to writing, which SQLite may refuse.

use std::time::Instant;

use super::{Connection, Db};
use crate::webhook::deliver::capacity::Room;
use crate::webhook::deliver::store::NewDelivery;
use crate::webhook::deliver::{Enqueued, OutboxError};

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

/// Take a delivery if there is room for it.
pub async fn enqueue(connection: &mut Connection, new: &NewDelivery<'_>, room: &Room<'_>) -> Result<Enqueued, OutboxError> {
    if !insert(connection, new).await? {
        return match device_of(connection, new.id).await? {
            Some(device_id) if device_id == new.device_id => Ok(Enqueued::Known),
            Some(_) => Err(OutboxError::IdTaken),
            None => Ok(Enqueued::NotWanted),
        };
    }
    let now = Instant::now();
    let (has_room, receiver_has_room) = room.capacity.add(new.device_id, room.limit, room.share, now);
    if !receiver_has_room {
        let number = pending_of(connection, new.device_id, room.share).await?;
        room.capacity.counted_of(new.device_id, number, now);
        if number > room.share.into() {
            withdraw(connection, new.id).await?;
            return Err(OutboxError::Full { of_receiver: true });
        }
    }
    if !has_room {
        let number = pending(connection, room.limit).await?;
        room.capacity.counted(number, now);
        if number > room.limit.into() {
            withdraw(connection, new.id).await?;
            return Err(OutboxError::Full { of_receiver: false });
        }
    }
    Ok(Enqueued::Taken)
}

/// Insert a delivery; false if it is not wanted, or is there.
async fn insert(connection: &mut Connection, new: &NewDelivery<'_>) -> sqlx::Result<bool> {
    let inserted = sqlx::query::<Db>(INSERT)
        .bind(new.id)
        .bind(new.device_id)
        .bind(new.lane)
        .bind(new.event)
        .bind(new.body)
        .bind(new.now)
        .bind(format!("\n{}\n", new.event))
        .execute(connection)
        .await?;
    Ok(inserted.rows_affected() > 0)
}

/// Whose delivery has this id.
async fn device_of(connection: &mut Connection, id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("SELECT device_id FROM webhook_deliveries WHERE id = $1").bind(id).fetch_optional(connection).await
}

/// How many deliveries wait, counted to one beyond `limit`.
async fn pending(connection: &mut Connection, limit: u32) -> sqlx::Result<i64> {
    sqlx::query_scalar(PENDING).bind(i64::from(limit) + 1).fetch_one(connection).await
}

/// How many deliveries of a device wait, counted to one beyond `limit`.
async fn pending_of(connection: &mut Connection, device_id: &str, limit: u32) -> sqlx::Result<i64> {
    sqlx::query_scalar(PENDING_OF).bind(device_id).bind(i64::from(limit) + 1).fetch_one(connection).await
}

/// Take back a delivery that the same transaction inserted.
async fn withdraw(connection: &mut Connection, id: &str) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM webhook_deliveries WHERE id = $1").bind(id).execute(connection).await.map(drop)
}
