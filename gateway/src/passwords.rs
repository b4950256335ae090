//! Passwords: argon2id on blocking threads, a few at a time, and the same work whether or not the account exists.

use std::sync::Arc;

use anyhow::anyhow;
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
};
use clock::Entropy;
use refusal::{Failure, Fault, Refusal};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::refusals;
use crate::settings::SignIn;

/// Shortest password, in characters.
const SHORTEST: usize = 12;
/// Longest password, in bytes: more would only be work.
pub(crate) const LONGEST: usize = 256;
/// Passwords, or beginnings of them, that everyone tries first; compared without case.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "admin123",
    "administrator",
    "welcome",
    "qwerty",
    "qwertyuiop",
    "1qaz2wsx",
    "zaq12wsx",
    "letmein",
    "iloveyou",
    "abc123",
    "a1b2c3",
    "aa123456",
    "123456",
    "111111",
    "woaini",
    "zhifa",
    "fujian",
    "zhangzhou",
    "xzzf",
    "yifa12",
    "changeme",
    "test1234",
    "root1234",
    "huawei@",
    "hello123",
];

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub(crate) struct Passwords(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    params: Params,
    at_once: Semaphore,
    waiting: Semaphore,
    /// What is checked when there is no account.
    nobody: String,
    entropy: Arc<dyn Entropy>,
}

impl Passwords {
    pub(crate) fn new(settings: &SignIn, entropy: Arc<dyn Entropy>) -> anyhow::Result<Self> {
        let params = Params::new(settings.hash_memory_kib, settings.hash_passes, 1, None)
            .map_err(|error| anyhow!("gateway.sign_in: no such password hash: {error}"))?;
        let mut secret = [0_u8; 32];
        entropy.fill(&mut secret);
        let nobody = hash(&params, &secret, entropy.as_ref())
            .map_err(|error| anyhow!("passwords cannot be hashed: {error}"))?;
        let at_once = settings.hashes_at_once.max(1);
        Ok(Self(Arc::new(Inner {
            params,
            at_once: Semaphore::new(at_once),
            waiting: Semaphore::new(at_once + settings.hashes_waiting),
            nobody,
            entropy,
        })))
    }

    /// Whether `password` is the one that was hashed. Without a hash it never is, after the same work.
    pub(crate) async fn is(&self, password: &str, hashed: Option<String>) -> Result<bool, Failure> {
        let password = Zeroizing::new(password.as_bytes().to_vec());
        let exists = hashed.is_some();
        let hashed = hashed.unwrap_or_else(|| self.0.nobody.clone());
        let matches = self
            .work(move |inner| {
                let Ok(hashed) = PasswordHash::new(&hashed) else {
                    return false;
                };
                argon2(&inner.params)
                    .verify_password(&password, &hashed)
                    .is_ok()
            })
            .await?;
        Ok(matches && exists)
    }

    /// The hash of a new password.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Failure> {
        let password = Zeroizing::new(password.as_bytes().to_vec());
        let hashed = self
            .work(move |inner| hash(&inner.params, &password, inner.entropy.as_ref()))
            .await?;
        hashed.map_err(|error| Fault::internal(error.to_string()).into())
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let _place = self
            .0
            .waiting
            .try_acquire()
            .map_err(|_| refusals::overloaded())?;
        let _turn = self.0.at_once.acquire().await.map_err(Fault::internal)?;
        let inner = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || work(&inner)).await;
        done.map_err(|error| Fault::internal(error).into())
    }
}

/// Whether a password is fit for an account (GB/T 22239-2019 8.1.4.1 a).
///
/// # Refuses
/// Shorter than 12 characters, fewer than three classes of character, a common one, or one that contains the user name.
pub(crate) fn require_strong(password: &str, username: &str) -> Result<(), Refusal> {
    let weak = |rule: &str| {
        Refusal::new(
            &refusals::WEAK_PASSWORD,
            format!("password: {rule}"),
            refusals::WEAK_PASSWORD.remedy,
        )
        .with_field("password", rule, refusals::WEAK_PASSWORD.remedy)
    };
    if password.chars().count() < SHORTEST {
        return Err(weak("needs at least 12 characters"));
    }
    if password.len() > LONGEST {
        return Err(weak("is longer than 256 bytes"));
    }
    if password.chars().any(char::is_control) {
        return Err(weak("must not contain control characters"));
    }
    let classes = [
        password.chars().any(|c| c.is_ascii_lowercase()),
        password.chars().any(|c| c.is_ascii_uppercase()),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_ascii_alphanumeric()),
    ];
    if classes.iter().filter(|present| **present).count() < 3 {
        return Err(weak(
            "needs three of: lower case, upper case, digits, others",
        ));
    }
    let lower = password.to_lowercase();
    if lower.contains(username) {
        return Err(weak("must not contain the user name"));
    }
    if COMMON.iter().any(|common| lower.starts_with(common)) || is_monotonous(&lower) {
        return Err(weak("is too common"));
    }
    Ok(())
}

/// Few different characters make many, like `Aa1!Aa1!Aa1!`.
fn is_monotonous(password: &str) -> bool {
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    different.len() < 6
}

fn argon2(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

fn hash(
    params: &Params,
    password: &[u8],
    entropy: &dyn Entropy,
) -> Result<String, argon2::password_hash::Error> {
    let mut salt = [0_u8; 16];
    entropy.fill(&mut salt);
    Ok(argon2(params)
        .hash_password_with_salt(password, &salt)?
        .to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clock::SeededEntropy;

    fn passwords(waiting: usize) -> Passwords {
        let settings = SignIn {
            hash_memory_kib: 8,
            hash_passes: 1,
            hashes_at_once: 1,
            hashes_waiting: waiting,
            ..SignIn::default()
        };
        Passwords::new(&settings, Arc::new(SeededEntropy::new(1))).unwrap()
    }

    #[test]
    fn weak_passwords_are_refused() {
        for weak in [
            "Short-1",
            "alllowercaseletters",
            "LOWERandUPPERonly",
            "Password-2026",
            "Aa1!Aa1!Aa1!Aa1!",
            "Xx-lin.jianguo-1",
            "Fujian-2026-Yes",
            "With\u{0}control-1",
        ] {
            assert!(require_strong(weak, "lin.jianguo").is_err(), "{weak}");
        }
        for strong in [
            "Yifa-demo-2026",
            "石码街道执法队二〇二六Aa1",
            "correct Horse 9 battery",
        ] {
            assert!(require_strong(strong, "lin.jianguo").is_ok(), "{strong}");
        }
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = passwords(8);
        let hashed = passwords.hash("Yifa-demo-2026").await.unwrap();
        assert!(
            hashed.starts_with("$argon2id$v=19$m=8,t=1,p=1$"),
            "{hashed}"
        );
        assert!(
            passwords
                .is("Yifa-demo-2026", Some(hashed.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.is("Yifa-demo-2027", Some(hashed)).await.unwrap());
        assert!(!passwords.is("Yifa-demo-2026", None).await.unwrap());
        assert!(
            !passwords
                .is("Yifa-demo-2026", Some("rubbish".into()))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn a_flood_of_sign_ins_is_refused_and_not_queued_without_end() {
        let passwords = passwords(0);
        let turn = passwords.0.waiting.acquire().await.unwrap();
        assert!(passwords.is("x", None).await.is_err());
        drop(turn);
        assert!(passwords.is("x", None).await.is_ok());
    }
}
