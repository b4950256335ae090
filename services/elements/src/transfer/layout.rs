//! The contract's messages by the names of their fields, so that columns can be plain data.

use std::sync::LazyLock;

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::Registry;
use prost::Message as _;
use prost_reflect::{
    DescriptorError, DescriptorPool, DynamicMessage, FieldDescriptor, Kind, MessageDescriptor,
    Value,
};
use refusal::Fault;

use super::table::Column;

static CONTRACTS: LazyLock<Result<DescriptorPool, DescriptorError>> =
    LazyLock::new(|| DescriptorPool::decode(contract::DESCRIPTORS));

/// The contract does not hold what the columns name.
#[derive(Debug, thiserror::Error)]
#[error("the contract has no {0}")]
struct Unknown(String);

/// The message of a registry's elements.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    element: MessageDescriptor,
    field: FieldDescriptor,
    pub(crate) message: MessageDescriptor,
}

impl Layout {
    /// The message of a registry.
    pub(crate) fn of(registry: Registry) -> Result<Self, Fault> {
        let unknown = |what: &str| Fault::internal(Unknown(what.to_owned()));
        let pool = CONTRACTS.as_ref().map_err(Fault::internal)?;
        let element = pool
            .get_message_by_name("yifa.elements.v1.Element")
            .ok_or_else(|| unknown("Element"))?;
        let field = element
            .get_field_by_name(registry.name())
            .ok_or_else(|| unknown(registry.name()))?;
        let Kind::Message(message) = field.kind() else {
            return Err(unknown(registry.name()));
        };
        Ok(Self {
            element,
            field,
            message,
        })
    }

    /// The field that a column fills.
    pub(crate) fn field(&self, column: &Column) -> Option<FieldDescriptor> {
        let Some((list, field)) = column.list() else {
            return self.message.get_field_by_name(column.field);
        };
        let list = self.message.get_field_by_name(list)?;
        match (field, list.kind()) {
            (Some(field), Kind::Message(entry)) => entry.get_field_by_name(field),
            (None, _) => Some(list),
            (Some(_), _) => None,
        }
    }

    /// An element without anything in it.
    pub(crate) fn empty(&self) -> DynamicMessage {
        DynamicMessage::new(self.message.clone())
    }

    /// The element that a message is.
    pub(crate) fn body(&self, message: DynamicMessage) -> Result<Body, Fault> {
        let mut element = DynamicMessage::new(self.element.clone());
        element
            .try_set_field(&self.field, Value::Message(message))
            .map_err(Fault::internal)?;
        let element: proto::Element = element.transcode_to().map_err(Fault::internal)?;
        element
            .body
            .ok_or_else(|| Fault::internal(Unknown("body".to_owned())))
    }

    /// The message that an element is.
    pub(crate) fn message(&self, body: Body) -> Result<DynamicMessage, Fault> {
        let element = proto::Element { body: Some(body) }.encode_to_vec();
        let element = DynamicMessage::decode(self.element.clone(), element.as_slice())
            .map_err(Fault::internal)?;
        match element.get_field(&self.field).into_owned() {
            Value::Message(message) => Ok(message),
            _ => Err(Fault::internal(Unknown("message".to_owned()))),
        }
    }
}
