//! Bundles (一地创新、全省复用): scenes, forms, packs that were tried in one place, signed, for another.

mod compare;
mod file;
mod origin;

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::Registry;

pub use compare::{Compared, compare};
pub use file::{Opened, open, seal};
pub use origin::{Taken, keep, last_taken};

/// Registries whose elements may travel: settings, never people, parties or powers.
pub const TRAVELLING: [Registry; 6] = [
    Registry::Scene,
    Registry::Template,
    Registry::ParameterPack,
    Registry::Standard,
    Registry::LeniencyList,
    Registry::Norm,
];

/// The body as it would stand in another division, under the same id.
pub fn moved_to(mut body: Body, division: &str) -> Body {
    if let Some(held) = division_mut(&mut body) {
        division.clone_into(held);
    }
    body
}

/// The body under another id.
pub fn renamed(mut body: Body, id: &str) -> Body {
    if let Some(held) = id_mut(&mut body) {
        id.clone_into(held);
    }
    body
}

/// Division in which a body is used; `None`: it does not travel.
pub fn division_of(body: &Body) -> Option<&str> {
    Some(match body {
        Body::Scene(it) => &it.division,
        Body::Template(it) => &it.division,
        Body::ParameterPack(it) => &it.division,
        Body::Standard(it) => &it.division,
        Body::LeniencyList(it) => &it.division,
        Body::Norm(it) => &it.division,
        _ => return None,
    })
}

/// Id of a body that travels.
pub fn id_of(body: &Body) -> Option<&str> {
    Some(match body {
        Body::Scene(it) => &it.scene_id,
        Body::Template(it) => &it.template_id,
        Body::ParameterPack(it) => &it.parameter_pack_id,
        Body::Standard(it) => &it.standard_id,
        Body::LeniencyList(it) => &it.leniency_list_id,
        Body::Norm(it) => &it.norm_id,
        _ => return None,
    })
}

fn division_mut(body: &mut Body) -> Option<&mut String> {
    Some(match body {
        Body::Scene(it) => &mut it.division,
        Body::Template(it) => &mut it.division,
        Body::ParameterPack(it) => &mut it.division,
        Body::Standard(it) => &mut it.division,
        Body::LeniencyList(it) => &mut it.division,
        Body::Norm(it) => &mut it.division,
        _ => return None,
    })
}

fn id_mut(body: &mut Body) -> Option<&mut String> {
    Some(match body {
        Body::Scene(it) => &mut it.scene_id,
        Body::Template(it) => &mut it.template_id,
        Body::ParameterPack(it) => &mut it.parameter_pack_id,
        Body::Standard(it) => &mut it.standard_id,
        Body::LeniencyList(it) => &mut it.leniency_list_id,
        Body::Norm(it) => &mut it.norm_id,
        _ => return None,
    })
}

/// SM3 of a body as the contract encodes it.
pub fn body_hash(body: &Body) -> feed::Hash {
    use prost::Message as _;
    let element = proto::Element {
        body: Some(body.clone()),
    };
    feed::sm3(&[b"yifa.elements.body.v1", &element.encode_to_vec()])
}
