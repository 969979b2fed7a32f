//! The tables, as migrations. What has been released is never changed; a change is a new migration.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// Where it stands which migrations ran: a table of our own, beside that of the service.
const LEDGER: &str = "webhook_migrations";

/// The tables and indexes. `{serial}`, `{integer}`, `{boolean}`, `{text}` and `{bytes}` are the database's words.
///
/// `due_at` of a delivery is when it may be claimed: the end of a delay, or of the lease of who claimed it last. Every index
/// but two holds only rows of one state, so that delivered rows cost nothing.
const FIRST: &str = "
    CREATE TABLE webhook_receivers (
        device_id      {text} PRIMARY KEY,
        url            {text} NOT NULL,
        events         {text},
        enabled        {boolean} NOT NULL,
        ordered        {boolean} NOT NULL,
        retry_attempts {integer} NOT NULL,
        timeout_us     {integer} NOT NULL,
        secrets        {text} NOT NULL,
        headers        {text} NOT NULL,
        failures       {integer} NOT NULL DEFAULT 0,
        paused_until   {integer} NOT NULL DEFAULT 0,
        updated_at     {integer} NOT NULL
    );
    CREATE TABLE webhook_deliveries (
        seq        {serial},
        id         {text} NOT NULL UNIQUE,
        device_id  {text} NOT NULL,
        lane       {text},
        event      {text} NOT NULL,
        body       {text} NOT NULL,
        state      {integer} NOT NULL DEFAULT 0,
        due_at     {integer} NOT NULL,
        claim      {integer} NOT NULL DEFAULT 0,
        attempts   {integer} NOT NULL DEFAULT 0,
        created_at {integer} NOT NULL,
        settled_at {integer}
    );
    CREATE INDEX webhook_deliveries_lanes ON webhook_deliveries (device_id, lane, seq) WHERE state = 0;
    CREATE INDEX webhook_deliveries_loose ON webhook_deliveries (device_id, due_at, seq) WHERE state = 0 AND lane IS NULL;
    CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at) WHERE state = 0;
    CREATE INDEX webhook_deliveries_delivered ON webhook_deliveries (settled_at) WHERE state = 1;
    CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (seq) WHERE state = 2;
    CREATE TABLE webhook_attempts (
        seq         {serial},
        delivery_id {text} NOT NULL,
        at          {integer} NOT NULL,
        elapsed_us  {integer} NOT NULL,
        status      {integer},
        error       {text},
        answer      {bytes} NOT NULL
    );
    CREATE INDEX webhook_attempts_of ON webhook_attempts (delivery_id, seq);
";

/// The words of one database.
pub struct Words {
    pub serial: &'static str,
    pub integer: &'static str,
    pub boolean: &'static str,
    pub text: &'static str,
    pub bytes: &'static str,
}

/// The migrations in these words.
pub fn migrator(words: &Words) -> Migrator {
    let sql = FIRST
        .replace("{serial}", words.serial)
        .replace("{integer}", words.integer)
        .replace("{boolean}", words.boolean)
        .replace("{text}", words.text)
        .replace("{bytes}", words.bytes);
    // The text above is all there is in it.
    let first = Migration::new(1, "outbox".into(), MigrationType::Simple, AssertSqlSafe(sql).into_sql_str(), false);
    let mut migrator = Migrator::with_migrations(vec![first]);
    migrator.dangerous_set_table_name(LEDGER);
    migrator
}
