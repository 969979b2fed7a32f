//! Writing down what came of attempts.

use std::collections::BTreeMap;

use super::{BEGIN, Connection, Db, Pool};
use crate::webhook::deliver::load::REST_AFTER;
use crate::webhook::deliver::store::{Health, Lease, Settlement, Step};

const ATTEMPT: &str =
    "INSERT INTO webhook_attempts (delivery_id, at, elapsed_us, status, error, answer) VALUES ($1, $2, $3, $4, $5, $6)";

/// A delivery that arrived is done, whoever holds the lease by now.
const DELIVERED: &str = "UPDATE webhook_deliveries SET state = 1, settled_at = $2 WHERE seq = $1 AND state <> 1";
const RETRY: &str = "UPDATE webhook_deliveries SET due_at = $2 WHERE seq = $1 AND claim = $3 AND state = 0";
const FAILED: &str = "UPDATE webhook_deliveries SET state = 2, settled_at = $2 WHERE seq = $1 AND claim = $3 AND state = 0";

/// An attempt that was not made does not count.
const RELEASE: &str =
    "UPDATE webhook_deliveries SET due_at = $2, attempts = attempts - 1 WHERE seq = $1 AND claim = $3 AND state = 0";

const WELL: &str =
    "UPDATE webhook_receivers SET failures = 0, paused_until = 0 WHERE device_id = $1 AND (failures > 0 OR paused_until > 0)";

/// What fails while the receiver rests already tells nothing new.
const UNWELL: &str =
    "UPDATE webhook_receivers SET failures = failures + 1 WHERE device_id = $1 AND paused_until <= $2 RETURNING failures";
const REST: &str = "UPDATE webhook_receivers SET paused_until = $2 WHERE device_id = $1 AND paused_until < $2";

/// Not if it was configured anew since.
const GONE: &str = "UPDATE webhook_receivers SET enabled = $2 WHERE device_id = $1 AND updated_at = $3";

/// Write down these results in one transaction; tells of each whether it changed its delivery. A result whose lease was lost
/// does not, unless it is a success.
pub async fn settle(
    pool: &Pool,
    settlements: &[Settlement],
    now: i64,
    rest: impl Fn(i64) -> i64 + Send,
) -> sqlx::Result<Vec<bool>> {
    let mut transaction = pool.begin_with(BEGIN).await?;
    let mut changed = Vec::with_capacity(settlements.len());
    for settlement in settlements {
        record(&mut transaction, settlement).await?;
        changed.push(step(&mut transaction, settlement, now).await?);
    }
    // In one order everywhere, so that two processes never wait for each other.
    let mut by_device: BTreeMap<&str, Vec<&Settlement>> = BTreeMap::new();
    for settlement in settlements {
        by_device.entry(&settlement.device_id).or_default().push(settlement);
    }
    for (device_id, settlements) in by_device {
        note_health(&mut transaction, device_id, &settlements, now, &rest).await?;
    }
    transaction.commit().await?;
    Ok(changed)
}

async fn record(connection: &mut Connection, settlement: &Settlement) -> sqlx::Result<()> {
    sqlx::query::<Db>(ATTEMPT)
        .bind(&settlement.id)
        .bind(settlement.at)
        .bind(settlement.elapsed_us)
        .bind(settlement.status.map(i64::from))
        .bind(&settlement.error)
        .bind(&settlement.answer)
        .execute(connection)
        .await
        .map(drop)
}

async fn step(connection: &mut Connection, settlement: &Settlement, now: i64) -> sqlx::Result<bool> {
    let Lease { seq, claim } = settlement.lease;
    let query = match settlement.step {
        Step::Delivered => sqlx::query::<Db>(DELIVERED).bind(seq).bind(now),
        Step::Retry { due_at } => sqlx::query(RETRY).bind(seq).bind(due_at).bind(claim),
        Step::Failed => sqlx::query(FAILED).bind(seq).bind(now).bind(claim),
    };
    Ok(query.execute(connection).await?.rows_affected() > 0)
}

async fn note_health(
    connection: &mut Connection,
    device_id: &str,
    settlements: &[&Settlement],
    now: i64,
    rest: &(impl Fn(i64) -> i64 + Send),
) -> sqlx::Result<()> {
    for settlement in settlements {
        match settlement.health {
            Health::Well => {
                sqlx::query::<Db>(WELL).bind(device_id).execute(&mut *connection).await?;
            }
            Health::Unwell => {
                let failures: Option<i64> =
                    sqlx::query_scalar(UNWELL).bind(device_id).bind(now).fetch_optional(&mut *connection).await?;
                if let Some(failures) = failures.filter(|failures| *failures >= REST_AFTER) {
                    sqlx::query::<Db>(REST).bind(device_id).bind(rest(failures)).execute(&mut *connection).await?;
                }
            }
            Health::Busy { until } => {
                sqlx::query::<Db>(REST).bind(device_id).bind(until).execute(&mut *connection).await?;
            }
            Health::Gone => {
                let query = sqlx::query::<Db>(GONE).bind(device_id).bind(false).bind(settlement.version);
                query.execute(&mut *connection).await?;
            }
        }
    }
    Ok(())
}

/// Give back leases on which no attempt was finished.
pub async fn release(pool: &Pool, leases: &[Lease], now: i64) -> sqlx::Result<()> {
    let mut transaction = pool.begin_with(BEGIN).await?;
    for lease in leases {
        sqlx::query::<Db>(RELEASE).bind(lease.seq).bind(now).bind(lease.claim).execute(&mut *transaction).await?;
    }
    transaction.commit().await
}
