//! What is seen of metrics: how each is measured, its series, and whether counters only grow.

use serde::{Deserialize, Serialize};

use super::bounded::Bounded;
use super::distinct::{Distinct, hex};
use super::keys::{Counting, Keys, hash_of_all, observe};
use super::merge::Merge;
use super::names::{REDACTED, without_private};
use super::scratch::Scratch;
use super::tally::{Standing, Tally};
use crate::capture::record::{Metric, MetricKind, Number, Point, Value};

/// The series of a metric that are followed through time.
const MOST_STREAMS: usize = 200;
/// Points that are kept of each.
const MOST_POINTS: usize = 24;

/// By name.
pub(in crate::capture) type Metrics = Bounded<MetricStats, 500>;

/// How often each text was seen.
pub(in crate::capture) type Counts = Bounded<u64, 16>;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct MetricStats {
    /// The metric, each time that it was sent.
    pub(in crate::capture) seen: Tally,
    pub(in crate::capture) points: u64,
    /// Instruments as the conventions call them.
    pub(in crate::capture) instruments: Counts,
    pub(in crate::capture) units: Counts,
    pub(in crate::capture) temporalities: Counts,
    /// Boundaries of histograms.
    pub(in crate::capture) layouts: Counts,
    pub(in crate::capture) keys: Keys,
    /// Different sets of attributes.
    pub(in crate::capture) series: Distinct,
    pub(in crate::capture) overflow: Tally,
    pub(in crate::capture) not_finite: Tally,
    /// By resource and attributes.
    pub(in crate::capture) streams: Bounded<Stream, MOST_STREAMS>,
}

/// Some points of a series that only grows, picked by their time alone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct Stream {
    points: Vec<StreamPoint>,
}

#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
struct StreamPoint {
    start: u64,
    time: u64,
    #[serde(with = "bits")]
    value: f64,
}

/// A number as its bits: digits of a fraction do not come back as they were.
mod bits {
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
    pub(super) fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(value.to_bits())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        u64::deserialize(deserializer).map(f64::from_bits)
    }
}

/// The instrument that a metric was made by, as far as the protocol tells.
pub(super) fn instrument(metric: &Metric<'_>) -> &'static str {
    match (metric.kind, metric.monotonic) {
        (Some(MetricKind::Gauge), _) => "gauge",
        (Some(MetricKind::Sum), true) => "counter",
        (Some(MetricKind::Sum), false) => "updowncounter",
        (Some(MetricKind::Histogram | MetricKind::ExponentialHistogram), _) => "histogram",
        (Some(MetricKind::Summary), _) => "summary",
        (None, _) => "",
    }
}

fn add(counts: &mut Counts, text: &str) {
    if let Some(count) = counts.entry(text, || 0) {
        *count += 1;
    }
}

impl MetricStats {
    /// `unit` is that of the metric as it may be shown.
    pub(in crate::capture) fn add(&mut self, metric: &Metric<'_>, unit: &str, standing: &Standing<'_>) {
        self.seen.add(standing, String::new);
        add(&mut self.units, unit);
        if metric.kind.is_some() {
            add(&mut self.instruments, instrument(metric));
        }
        match metric.temporality {
            1 => add(&mut self.temporalities, "delta"),
            2 => add(&mut self.temporalities, "cumulative"),
            _ => {}
        }
    }

    /// `resource` tells processes apart.
    pub(in crate::capture) fn point(
        &mut self,
        point: &Point<'_>,
        metric: Shape,
        resource: u64,
        standing: &Standing<'_>,
        scratch: &mut Scratch,
    ) {
        self.points += 1;
        for attribute in &point.attributes {
            observe(&mut self.keys, attribute, standing, Counting::Values, scratch);
            if attribute.key == "otel.metric.overflow" && attribute.value == Value::Flag(true) {
                self.overflow.add_named(standing);
            }
        }
        let series = hash_of_all(&point.attributes);
        self.series.add(series);
        if metric.is_histogram {
            let bounds: Vec<String> = point.bounds.iter().take(200).map(f64::to_string).collect();
            let bounds = bounds.join(", ");
            let is_known = self.layouts.has(&bounds);
            let shown = if is_known { bounds.into() } else { without_private(&bounds, None, REDACTED, &mut scratch.hits) };
            scratch.hits.clear();
            add(&mut self.layouts, &shown);
        }
        let is_recorded = point.flags & 1 == 0;
        let value = match point.value {
            // Which value stands there does not matter.
            _ if !is_recorded => return,
            Some(Number::Double(number)) if !number.is_finite() => {
                self.not_finite.add_named(standing);
                return;
            }
            Some(Number::Double(number)) => Some(number),
            #[allow(clippy::cast_precision_loss, reason = "what is lost is the same for neighbours")]
            Some(Number::Int(number)) => Some(number as f64),
            None => None,
        };
        #[allow(clippy::cast_precision_loss, reason = "what is lost is the same for neighbours")]
        let grows = if metric.is_counter {
            value
        } else if metric.is_cumulative_histogram {
            Some(point.count as f64)
        } else {
            None
        };
        if let Some(value) = grows {
            let key = hex(&[resource.to_be_bytes(), series.to_be_bytes()].concat());
            if let Some(stream) = self.streams.entry(&key, Stream::default) {
                stream.add(StreamPoint { start: point.start, time: point.time, value });
            }
        }
    }
}

/// What of a metric decides on its points.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::capture) struct Shape {
    is_histogram: bool,
    /// A sum that only grows, counted from one start.
    is_counter: bool,
    is_cumulative_histogram: bool,
}

impl Shape {
    pub(in crate::capture) fn of(metric: &Metric<'_>) -> Self {
        let is_cumulative = metric.temporality == 2;
        let kind = metric.kind;
        Self {
            is_histogram: kind == Some(MetricKind::Histogram),
            is_counter: is_cumulative && metric.monotonic && kind == Some(MetricKind::Sum),
            is_cumulative_histogram: is_cumulative
                && matches!(kind, Some(MetricKind::Histogram | MetricKind::ExponentialHistogram)),
        }
    }
}

impl Stream {
    fn add(&mut self, point: StreamPoint) {
        let rank = |point: &StreamPoint| (point.time ^ point.start.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let key = |point: &StreamPoint| (rank(point), point.time, point.start, point.value.to_bits());
        let Err(at) = self.points.binary_search_by_key(&key(&point), key) else { return };
        if at < MOST_POINTS {
            self.points.insert(at, point);
            self.points.truncate(MOST_POINTS);
        }
    }

    /// Whether the value went down while the start stayed.
    pub(in crate::capture) fn decreases(&self) -> bool {
        let mut points = self.points.clone();
        points.sort_by_key(|point| (point.start, point.time));
        points.windows(2).any(|pair| {
            pair[0].start == pair[1].start && pair[0].start != 0 && pair[0].time < pair[1].time && pair[1].value < pair[0].value
        })
    }

    /// Whether two processes send it: what was counted since one start goes on after another start.
    pub(in crate::capture) fn overlaps(&self) -> bool {
        let mut ranges: std::collections::BTreeMap<u64, (u64, u64)> = std::collections::BTreeMap::new();
        for point in self.points.iter().filter(|point| point.start != 0 && point.start < point.time) {
            let range = ranges.entry(point.start).or_insert((u64::MAX, 0));
            *range = (range.0.min(point.time), range.1.max(point.time));
        }
        let ranges: Vec<(u64, (u64, u64))> = ranges.into_iter().collect();
        // The earlier one was sent again after the later one was sent.
        ranges.windows(2).any(|pair| pair[0].1.1 > pair[1].1.0)
    }
}

impl Merge for Stream {
    fn merge(&mut self, other: Self) {
        other.points.into_iter().for_each(|point| self.add(point));
    }
}

impl Merge for MetricStats {
    fn merge(&mut self, other: Self) {
        self.seen.merge(other.seen);
        self.points.merge(other.points);
        self.instruments.merge(other.instruments);
        self.units.merge(other.units);
        self.temporalities.merge(other.temporalities);
        self.layouts.merge(other.layouts);
        self.keys.merge(other.keys);
        self.series.merge(other.series);
        self.overflow.merge(other.overflow);
        self.not_finite.merge(other.not_finite);
        self.streams.merge(other.streams);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(points: &[(u64, u64, f64)]) -> Stream {
        let mut stream = Stream::default();
        for &(start, time, value) in points {
            stream.add(StreamPoint { start, time, value });
        }
        stream
    }

    #[test]
    fn growing_and_restarting() {
        for (points, decreases, overlaps) in [
            (&[(1, 10, 1.0), (1, 20, 2.0), (1, 30, 2.0)][..], false, false),
            (&[(1, 10, 5.0), (1, 20, 2.0)], true, false),
            // Restarted: a new start after the last time of the old one.
            (&[(1, 10, 5.0), (1, 20, 9.0), (25, 30, 2.0), (25, 40, 3.0)], false, false),
            // Two processes, one series.
            (&[(1, 10, 5.0), (2, 11, 1.0), (1, 20, 9.0), (2, 21, 2.0)], false, true),
            // Starts that are not given say nothing.
            (&[(0, 10, 5.0), (0, 20, 2.0)], false, false),
        ] {
            let found = stream(points);
            assert_eq!((found.decreases(), found.overlaps()), (decreases, overlaps), "{points:?}");
        }
    }
}
