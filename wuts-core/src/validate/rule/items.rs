use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

use super::{Rules, Sent};
#[cfg(feature = "openapi")]
use crate::openapi::Node;
use crate::validate::diagnose::Object;
use crate::validate::{At, Context, Report};

/// Rules of the elements of a list, or of the values of a map.
#[derive(Debug)]
pub struct Items<R>(R);

/// Every element keeps `rules`.
pub const fn items<R>(rules: R) -> Items<R> {
    Items(rules)
}

impl<T, R: Rules<T>> Rules<Vec<T>> for Items<R> {
    fn pass(&self, value: &Vec<T>, context: Context<'_>) -> bool {
        value.iter().all(|item| self.0.pass(item, context))
    }

    fn report(&self, value: &Vec<T>, sent: Sent<'_>, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        let raws: Vec<&RawValue> = sent.text().and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
        for (index, (item, raw)) in value.iter().zip(raws).enumerate() {
            self.0.report(item, Sent::Text(raw), &At::Index(at, index), report, context);
        }
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        if let Some(items) = schema.get_mut("items") {
            self.0.describe(items);
        }
    }
}

/// The values of a map are read from their own text, since a map has no order to pair them by.
macro_rules! values {
    ($([$($generic:ident)*] $map:ty;)*) => {
        $(impl<T: serde::de::DeserializeOwned, R: Rules<T>, $($generic),*> Rules<$map> for Items<R> {
            fn pass(&self, value: &$map, context: Context<'_>) -> bool {
                value.values().all(|item| self.0.pass(item, context))
            }

            fn report(&self, _: &$map, sent: Sent<'_>, at: &At<'_>, report: &mut Report, context: Context<'_>) {
                let Some(raw) = sent.text() else { return };
                let Ok(Some(object)) = Object::read(raw.get(), at, report) else { return };
                for (key, raw) in object.entries() {
                    if let Ok(item) = serde_json::from_str::<T>(raw.get()) {
                        self.0.report(&item, Sent::Text(raw), &At::Field(at, key), report, context);
                    }
                }
            }

            #[cfg(feature = "openapi")]
            fn describe(&self, schema: &mut Node) {
                if let Some(values) = schema.get_mut("additionalProperties") {
                    self.0.describe(values);
                }
            }
        })*
    };
}

values! {
    [K S] HashMap<K, T, S>;
    [K] BTreeMap<K, T>;
}
