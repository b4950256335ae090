//! The way to the upper deployment: its gateway, with an account of its own.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use host::upstream::Away;
use host::{Gateway, Host, ServiceAccount, Upstream, keys};
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint};
use tower::ServiceExt as _;

use crate::settings::Upper;

/// How to call the upper deployment.
pub(crate) fn gateway(upper: &Upper, host: &Host) -> anyhow::Result<Gateway> {
    let private_key = if upper.account_key.is_empty() {
        keys::load(&upper.account_key_file)
            .context("the key of our account at the upper deployment cannot be read")?
    } else {
        upper.account_key.clone()
    };
    let account = ServiceAccount {
        name: upper.account.clone(),
        private_key,
    };
    let gateway = Gateway::new(account, Arc::clone(&host.clock), Arc::clone(&host.entropy));
    gateway.bind(upstream(upper)?);
    Ok(gateway)
}

/// A connection that is made with the first call and again after a break; half-open ones are found within 15 seconds.
fn upstream(upper: &Upper) -> anyhow::Result<Upstream> {
    let address = &upper.address;
    let mut endpoint = Endpoint::from_shared(address.clone())
        .with_context(|| format!("exchange.upper.address {address} is no address"))?
        .connect_timeout(Duration::from_secs(5))
        .http2_keep_alive_interval(Duration::from_secs(10))
        .keep_alive_timeout(Duration::from_secs(5))
        .keep_alive_while_idle(true);
    if address.starts_with("https://") {
        ensure!(
            !upper.ca_file.as_os_str().is_empty(),
            "exchange.upper.ca_file is needed for {address}: the authority that vouches for the upper deployment"
        );
        let authority = std::fs::read_to_string(&upper.ca_file)
            .with_context(|| format!("cannot read {}", upper.ca_file.display()))?;
        let tls = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(authority));
        endpoint = endpoint.tls_config(tls).context("exchange.upper.ca_file")?;
    }
    Ok(Upstream::new(
        endpoint.connect_lazy().map_err(Away::because),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_way_with_tls_needs_an_authority() {
        let at = |address: &str| Upper {
            address: address.to_owned(),
            ..Upper::default()
        };
        assert!(upstream(&at("http://upper:8080")).is_ok());
        let refused = upstream(&at("https://upper"))
            .err()
            .map(|error| error.to_string());
        assert!(refused.is_some_and(|text| text.contains("ca_file")));
        assert!(upstream(&at("no address")).is_err());
    }
}
