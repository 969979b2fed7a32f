//! The metrics, as a recorder sees them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use metrics::{Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use wuts_core::webhook::deliver::{DeliveryState, metrics as names};

use crate::database::Database;
use crate::hook::{Hook, status};
use crate::{becomes, delivery, receiver};

/// Every value that was recorded, by name.
#[derive(Clone, Default)]
struct Values(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

struct Value(Values, String);

impl Value {
    fn push(&self, value: f64) {
        self.0.0.lock().unwrap().entry(self.1.clone()).or_default().push(value);
    }
}

impl CounterFn for Value {
    fn increment(&self, value: u64) {
        self.push(f64::from(u32::try_from(value).unwrap()));
    }

    fn absolute(&self, _: u64) {
        unreachable!("counters only grow");
    }
}

impl GaugeFn for Value {
    fn increment(&self, _: f64) {
        unreachable!("the age is set");
    }

    fn decrement(&self, _: f64) {
        unreachable!("the age is set");
    }

    fn set(&self, value: f64) {
        self.push(value);
    }
}

impl HistogramFn for Value {
    fn record(&self, value: f64) {
        self.push(value);
    }
}

impl Recorder for Values {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(Arc::new(Value(self.clone(), key.name().to_owned())))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(Arc::new(Value(self.clone(), key.name().to_owned())))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Arc::new(Value(self.clone(), key.name().to_owned())))
    }
}

/// All tasks of this test run on its own thread, so its recorder sees them.
#[tokio::test]
async fn what_happens_is_counted() {
    let values = Values::default();
    let recorder = values.clone();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let database = Database::sqlite().await.unwrap();
    let hook = Hook::new(|call| {
        status(if call.id == "bad" {
            400
        } else if call.nth == 1 {
            500
        } else {
            200
        })
    })
    .await;
    let outbox = database.outbox();
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    outbox.enqueue(&delivery("good", "d", "a")).await.unwrap();
    outbox.enqueue(&delivery("bad", "d", "b")).await.unwrap();
    outbox.enqueue(&delivery("bad", "d", "b")).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let workers = outbox.start().unwrap();
    becomes(&outbox, "good", DeliveryState::Delivered).await;
    becomes(&outbox, "bad", DeliveryState::Failed).await;
    workers.stop().await;

    let values = values.0.lock().unwrap();
    let sum = |name: &str| values.get(name).map_or(0.0, |values| values.iter().sum::<f64>());
    assert_eq!((sum(names::ENQUEUED), sum(names::DELIVERED), sum(names::FAILED), sum(names::RETRIED)), (2.0, 1.0, 1.0, 1.0));
    assert!((0.05..10.0).contains(&sum(names::LATENCY)), "{values:?}");
    assert!(values[names::OLDEST].iter().all(|age| (0.05..10.0).contains(age)), "{values:?}");
}
