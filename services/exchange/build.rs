//! Rebuilds when a migration changes: `sqlx::migrate!` cannot see that by itself.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
