//! Where a call comes from: an address that a client cannot choose for itself.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use http::HeaderMap;
use serde::{Deserialize, Serialize};

/// Where a call comes from, as limits and the audit log know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A part of the platform in this process: its limit is that of its service account.
    Inside,
    /// An address on the network.
    Address(IpAddr),
}

impl Source {
    /// What limits count by: an IPv4 address, or an IPv6 /64, since whoever has one address of it has them all.
    pub fn block(self) -> Option<IpAddr> {
        match self {
            Self::Inside => None,
            Self::Address(IpAddr::V4(address)) => Some(IpAddr::V4(address)),
            Self::Address(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                Some(IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0)))
            }
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inside => f.write_str("inside"),
            Self::Address(address) => address.fmt(f),
        }
    }
}

/// The source of a call that came from `peer`. Only what trusted proxies have appended to `x-forwarded-for` is believed:
/// read from the right, the first address that is no trusted proxy. What stands further left anyone could have written.
pub fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Source {
    let mut address = peer.to_canonical();
    if !trusted.iter().any(|network| network.contains(address)) {
        return Source::Address(address);
    }
    let hops = headers
        .get_all("x-forwarded-for")
        .iter()
        .rev()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.rsplit(','));
    for hop in hops {
        let Ok(hop) = hop.trim().parse::<IpAddr>() else {
            break;
        };
        address = hop.to_canonical();
        if !trusted.iter().any(|network| network.contains(address)) {
            break;
        }
    }
    Source::Address(address)
}

/// An address or a network, e.g. `10.0.0.0/8` or `::1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether `address` lies in the network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.prefix);
                shifted(network.to_bits().into(), shift) == shifted(address.to_bits().into(), shift)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.prefix);
                shifted(network.to_bits(), shift) == shifted(address.to_bits(), shift)
            }
            _ => false,
        }
    }
}

fn shifted(bits: u128, by: u32) -> u128 {
    bits.checked_shr(by).unwrap_or(0)
}

/// A network that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0} is neither an address nor a network such as 10.0.0.0/8")]
pub struct BadNetwork(String);

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, BadNetwork> {
        let bad = || BadNetwork(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| bad())?;
        let longest = match address {
            IpAddr::V4(_) => 32,
            IpAddr::V6(_) => 128,
        };
        let prefix = match prefix {
            Some(prefix) => prefix.parse().map_err(|_| bad())?,
            None => longest,
        };
        if prefix > longest {
            return Err(bad());
        }
        Ok(Self { address, prefix })
    }
}

impl TryFrom<String> for Network {
    type Error = BadNetwork;

    fn try_from(text: String) -> Result<Self, BadNetwork> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        format!("{}/{}", network.address, network.prefix)
    }
}

/// Loopback, for tests and for a proxy on the same machine.
pub const LOOPBACK: Network = Network {
    address: IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)),
    prefix: 8,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(forwarded: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        headers
    }

    fn source(peer: &str, forwarded: &[&str]) -> String {
        let trusted = [
            "127.0.0.0/8".parse().unwrap(),
            "10.1.0.0/16".parse().unwrap(),
        ];
        of(peer.parse().unwrap(), &headers(forwarded), &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_its_source() {
        assert_eq!(source("192.0.2.9", &["203.0.113.1"]), "192.0.2.9");
    }

    #[test]
    fn the_rightmost_untrusted_hop_is_the_source() {
        assert_eq!(
            source("127.0.0.1", &["6.6.6.6, 203.0.113.1, 10.1.2.3"]),
            "203.0.113.1"
        );
        assert_eq!(
            source("127.0.0.1", &["6.6.6.6", "203.0.113.1"]),
            "203.0.113.1"
        );
        assert_eq!(source("127.0.0.1", &["6.6.6.6, rubbish"]), "127.0.0.1");
        assert_eq!(source("::ffff:127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn an_ipv6_source_counts_with_its_whole_network() {
        let one = Source::Address("2001:db8:1:2::1".parse().unwrap());
        let other = Source::Address("2001:db8:1:2:ffff::9".parse().unwrap());
        assert_eq!(one.block(), other.block());
        assert_ne!(
            one.block(),
            Source::Address("2001:db8:1:3::1".parse().unwrap()).block()
        );
    }

    #[test]
    fn networks_are_read_strictly() {
        for bad in ["10.0.0.0/33", "10.0.0/8", "x", "::/129", "10.0.0.0/-1"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("255.1.2.3".parse().unwrap()));
        assert!(!all.contains("::1".parse().unwrap()));
    }
}
