//! Any process killed with SIGKILL, again and again, while officers work.

use clock::{Entropy, SeededEntropy, SystemEntropy};
use stories::{ACTS, Load, Shape, Stage, caught_up, deviations, drifts, finished};

use super::MORNING;

const KILLS: usize = 14;
const WRITERS: usize = 4;
const CASES_EACH: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn any_process_may_be_killed_at_any_time() {
    let seed = seed();
    println!("seed {seed} (YIFA_SEED={seed} plays the same kills)");
    let dice = SeededEntropy::new(seed);
    let mut stage = Stage::shaped(Shape::OnePerProcess, MORNING).await;
    let load = Load::sign_in(&stage).await;
    let working = load.start(WRITERS, CASES_EACH);

    let processes = stage.processes();
    let names = processes.names();
    // One after so many acts, at a place within them that the dice choose.
    let apart = WRITERS * CASES_EACH * ACTS / KILLS;
    for kill in 0..KILLS {
        load.reaches(kill * apart + usize::from(roll(&dice)) % apart)
            .await;
        let name = &names[usize::from(roll(&dice)) % names.len()];
        processes.kill(name).await;
        processes.restart(name);
    }
    let journal = finished(working).await;
    assert_eq!(journal.len(), WRITERS * CASES_EACH);

    caught_up(&stage.settings).await;
    assert_eq!(
        deviations(&stage.settings, &journal).await,
        Vec::<String>::new()
    );
    assert_eq!(stage.findings().await, Vec::<String>::new());
    assert_eq!(drifts(&stage).await, Vec::<String>::new());
    stage.close().await;
}

/// The seed of this run: that of YIFA_SEED, or another one each time.
fn seed() -> u64 {
    let given = host::settings::variable("YIFA_SEED").and_then(|seed| seed.parse().ok());
    given.unwrap_or_else(|| u64::from(SystemEntropy.random_id().as_fields().0))
}

fn roll(dice: &dyn Entropy) -> u8 {
    let mut byte = [0];
    dice.fill(&mut byte);
    byte[0]
}
