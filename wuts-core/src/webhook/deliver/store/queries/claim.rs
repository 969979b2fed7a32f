//! Finding what is to be sent, and leasing it.

use std::sync::Arc;

use super::{BEGIN, Connection, Db, Pool};
use crate::webhook::deliver::Receiver;
use crate::webhook::deliver::load::Load;
use crate::webhook::deliver::store::{Claimed, Lease, StoredReceiver};

/// How many receivers are looked at in one go.
const PAGE: u16 = 256;

/// The receivers for which something waits, and that may be asked now. Each step jumps to the next device in the index, so a
/// receiver costs the same whether one delivery of it waits or a hundred thousand.
const READY: &str = "
    WITH RECURSIVE waiting (device_id) AS (
        SELECT * FROM (
            SELECT device_id FROM webhook_deliveries WHERE state = 0 AND device_id > $1 ORDER BY device_id LIMIT 1
        ) AS first
        UNION ALL
        SELECT (
            SELECT next.device_id FROM webhook_deliveries next
            WHERE next.state = 0 AND next.device_id > waiting.device_id
            ORDER BY next.device_id LIMIT 1
        ) FROM waiting WHERE waiting.device_id IS NOT NULL
    )
    SELECT r.device_id, r.failures, r.updated_at, r.url, r.events, r.enabled, r.ordered, r.retry_attempts, r.timeout_us,
        r.secrets, r.headers
    FROM waiting JOIN webhook_receivers r ON r.device_id = waiting.device_id
    WHERE r.enabled AND r.paused_until <= $2
    ORDER BY r.device_id LIMIT $3
";

/// Lease up to `$4` deliveries of a device until `$5`: the first of each lane behind `$2`, and those that have no lane. The
/// steps go from lane to lane, so what waits behind the first of a lane costs nothing.
const TAKE: &str = concat!(
    "
    WITH RECURSIVE head (seq) AS (
        SELECT * FROM (
            SELECT seq FROM webhook_deliveries WHERE state = 0 AND device_id = $1 AND lane > $2 ORDER BY lane, seq LIMIT 1
        ) AS first
        UNION ALL
        SELECT (
            SELECT next.seq FROM webhook_deliveries next
            WHERE next.state = 0 AND next.device_id = $1 AND next.lane > this.lane
            ORDER BY next.lane, next.seq LIMIT 1
        ) FROM head JOIN webhook_deliveries this ON this.seq = head.seq
    ),
    candidate (seq) AS (
        SELECT * FROM (
            SELECT seq FROM head
            WHERE (SELECT due_at FROM webhook_deliveries d WHERE d.seq = head.seq) <= $3
            LIMIT $4
        ) AS ordered
        UNION ALL
        SELECT * FROM (
            SELECT seq FROM webhook_deliveries
            WHERE state = 0 AND device_id = $1 AND lane IS NULL AND due_at <= $3
            ORDER BY due_at, seq LIMIT $4
        ) AS loose
    ),
    picked (seq) AS (
        SELECT d.seq FROM webhook_deliveries d
        WHERE d.seq IN (SELECT seq FROM candidate) AND d.state = 0 AND d.due_at <= $3
        LIMIT $4 ",
    skip_locked!(),
    "
    )
    UPDATE webhook_deliveries SET due_at = $5, claim = claim + 1, attempts = attempts + 1
    WHERE seq IN (SELECT seq FROM picked)
    RETURNING seq, claim, id, lane, body, attempts, created_at
    "
);

type ReadyRow = (String, i64, i64, String, Option<String>, bool, bool, i64, i64, String, String);
type TakenRow = (i64, i64, String, Option<String>, String, i64, i64);

/// A receiver that may be asked.
struct Ready {
    device_id: String,
    failures: i64,
    version: i64,
    receiver: Arc<Receiver>,
}

/// Lease what there is room for. The receivers take turns, beginning where the last call ended.
pub async fn claim(pool: &Pool, now: i64, load: &mut Load) -> sqlx::Result<Vec<Claimed>> {
    let start = std::mem::take(&mut load.after);
    let mut claimed = claim_behind(pool, &start, now, load).await?;
    if !start.is_empty() && load.after.is_empty() {
        claimed.extend(claim_behind(pool, "", now, load).await?);
    }
    Ok(claimed)
}

async fn claim_behind(pool: &Pool, start: &str, now: i64, load: &mut Load) -> sqlx::Result<Vec<Claimed>> {
    let (mut receivers, end) = ready(pool, start, now).await?;
    receivers.retain(|ready| load.room(&ready.device_id, ready.failures) > 0);
    load.after = end;
    let mut claimed = Vec::new();
    if receivers.is_empty() {
        return Ok(claimed);
    }
    let mut transaction = pool.begin_with(BEGIN).await?;
    for ready in receivers {
        claimed.extend(claim_of(&mut transaction, &ready, now, load).await?);
        if load.is_full() {
            load.after = ready.device_id;
            break;
        }
    }
    transaction.commit().await?;
    Ok(claimed)
}

/// The receivers behind a device, and where to go on; empty at the end.
async fn ready(pool: &Pool, start: &str, now: i64) -> sqlx::Result<(Vec<Ready>, String)> {
    let rows: Vec<ReadyRow> = sqlx::query_as(READY).bind(start).bind(now).bind(i64::from(PAGE)).fetch_all(pool).await?;
    let end = rows.last().filter(|_| rows.len() == usize::from(PAGE)).map(|row| row.0.clone()).unwrap_or_default();
    Ok((rows.into_iter().filter_map(read).collect(), end))
}

fn read(row: ReadyRow) -> Option<Ready> {
    let (device_id, failures, version, url, events, is_enabled, is_ordered, retry_attempts, timeout_us, secrets, headers) = row;
    let stored = StoredReceiver { url, events, is_enabled, is_ordered, retry_attempts, timeout_us, secrets, headers };
    match stored.read() {
        Ok(receiver) => Some(Ready { device_id, failures, version, receiver: Arc::new(receiver) }),
        Err(error) => {
            tracing::error!(device_id, %error, "the stored webhook receiver cannot be read; nothing is sent to it");
            None
        }
    }
}

/// Lease what there is room for of one receiver. Its lanes take turns, too.
async fn claim_of(connection: &mut Connection, ready: &Ready, now: i64, load: &mut Load) -> sqlx::Result<Vec<Claimed>> {
    let lane = load.lane(&ready.device_id);
    let mut rows = take(connection, ready, &lane, now, load).await?;
    if !lane.is_empty() && load.room(&ready.device_id, ready.failures) > 0 {
        rows.extend(take(connection, ready, "", now, load).await?);
    }
    rows.sort_by_key(|row| row.0);
    Ok(rows.into_iter().map(|row| claimed(row, ready)).collect())
}

async fn take(connection: &mut Connection, ready: &Ready, lane: &str, now: i64, load: &mut Load) -> sqlx::Result<Vec<TakenRow>> {
    let room = load.room(&ready.device_id, ready.failures);
    let rows: Vec<TakenRow> = sqlx::query_as::<Db, _>(TAKE)
        .bind(&ready.device_id)
        .bind(lane)
        .bind(now)
        .bind(i64::try_from(room).unwrap_or(i64::MAX))
        .bind(load.lease_end(now, ready.receiver.timeout))
        .fetch_all(connection)
        .await?;
    let last = rows.iter().filter_map(|row| row.3.as_deref()).max();
    load.took(&ready.device_id, rows.len(), last.filter(|_| rows.len() == room));
    Ok(rows)
}

fn claimed(row: TakenRow, ready: &Ready) -> Claimed {
    let (seq, claim, id, _, body, attempts, created_at) = row;
    let device_id = ready.device_id.clone();
    Claimed {
        lease: Lease { seq, claim },
        id,
        device_id,
        body,
        attempts,
        created_at,
        version: ready.version,
        receiver: ready.receiver.clone(),
    }
}
