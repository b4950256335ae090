//! What the process takes of the machine.

use std::fs;

use opentelemetry::metrics::Meter;

/// Clock ticks of a second in `/proc`: 100 on every Linux that we know of.
const TICKS: f64 = 100.0;

/// Observes memory, file descriptors, threads and processor time, each time that metrics are sent.
pub(super) fn observe(meter: &Meter) {
    meter
        .i64_observable_up_down_counter("process.memory.usage")
        .with_unit("By")
        .with_description("Resident memory.")
        .with_callback(|observer| {
            if let Some(kib) = status("VmRSS:") {
                observer.observe(kib * 1024, &[]);
            }
        })
        .build();
    meter
        .i64_observable_up_down_counter("process.thread.count")
        .with_unit("{thread}")
        .with_description("Threads.")
        .with_callback(|observer| {
            if let Some(threads) = status("Threads:") {
                observer.observe(threads, &[]);
            }
        })
        .build();
    meter
        .i64_observable_up_down_counter("process.unix.file_descriptor.count")
        .with_unit("{file_descriptor}")
        .with_description("Open files and connections.")
        .with_callback(|observer| {
            let open = fs::read_dir("/proc/self/fd").map(Iterator::count);
            if let Ok(open) = open.map(i64::try_from)
                && let Ok(open) = open
            {
                observer.observe(open, &[]);
            }
        })
        .build();
    meter
        .f64_observable_counter("process.cpu.time")
        .with_unit("s")
        .with_description("Processor time, of the program and of the system for it.")
        .with_callback(|observer| {
            if let Some(seconds) = processor_time() {
                observer.observe(seconds, &[]);
            }
        })
        .build();
}

/// A number of `/proc/self/status`.
fn status(name: &str) -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn processor_time() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name stands in parentheses and may hold anything; the numbers follow the last one.
    let mut numbers = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: u32 = numbers.next()?.parse().ok()?;
    let system: u32 = numbers.next()?.parse().ok()?;
    Some((f64::from(user) + f64::from(system)) / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_is_seen_in_proc() {
        assert!(status("VmRSS:").unwrap() > 100);
        assert!(status("Threads:").unwrap() >= 1);
        assert!(processor_time().unwrap() >= 0.0);
        assert_eq!(status("NoSuchThing:"), None);
    }
}
