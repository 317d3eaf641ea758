//! The messages of a specification that is evaluated by its definition.

use evc_runtime::dynamic::Message;
use evc_runtime::schema::fingerprint;
use evc_runtime::wire::{self, Reader, WireError};
use evc_runtime::{Datum, Header, Schema, SchemaError, Value};

use crate::Reference;
use crate::boundary::enter;

/// The messages of a specification, straight from its declarations.
///
/// The wire form of a body says itself what it is ([`Datum`] of [`Value`]), since the types of a
/// specification's parameters need not be known here. The fingerprint is therefore never that of
/// an engine that compiles, and nodes of the two refuse each other.
#[derive(Clone, Debug)]
pub struct Messages {
    reference: Reference,
    boot: Header,
}

impl Messages {
    pub(crate) fn new(reference: Reference) -> Self {
        Self { reference, boot: Header::boot() }
    }

    /// Whether a body is of the type of a declared message.
    fn is_body(&self, index: usize, body: &Value) -> bool {
        let hir = &self.reference.program.hir;
        let declared = hir.messages.get(index);
        declared.is_some_and(|message| enter(&self.reference, body, message.ty).is_some())
    }

    /// The type of a declared message's body, as evml text.
    fn shown(&self, index: usize) -> String {
        let hir = &self.reference.program.hir;
        hir.messages.get(index).map(|message| hir.types.show(message.ty)).unwrap_or_default()
    }
}

impl Schema for Messages {
    type Msg = Message;

    fn boot(&self) -> Message {
        Message { index: None, body: Value::Unit, authentic: false }
    }

    fn header<'a>(&'a self, msg: &'a Message) -> &'a Header {
        let declared = msg.index.and_then(|index| self.reference.headers().get(index as usize));
        declared.unwrap_or(&self.boot)
    }

    fn body(&self, msg: &Message) -> Value {
        msg.body.clone()
    }

    fn message(&self, header: &Header, body: &Value) -> Result<Message, SchemaError> {
        let headers = self.reference.headers().iter().enumerate();
        let alike: Vec<usize> = headers.filter(|(_, own)| *own == header).map(|(i, _)| i).collect();
        let Some(first) = alike.first() else {
            return Err(SchemaError::UnknownHeader(header.clone()));
        };
        match alike.iter().find(|index| self.is_body(**index, body)) {
            Some(index) => {
                Ok(Message { index: Some(*index as u32), body: body.clone(), authentic: false })
            }
            None => {
                Err(SchemaError::BodyType { header: header.clone(), expected: self.shown(*first) })
            }
        }
    }

    fn encode(&self, msg: &Message, out: &mut Vec<u8>) {
        if let Some(index) = msg.index {
            wire::put_variant(index, out);
            msg.authentic.encode(out);
            msg.body.encode(out);
        }
    }

    fn decode(&self, input: &mut Reader<'_>) -> Result<Message, WireError> {
        let index = input.take_variant()?;
        if index as usize >= self.reference.headers().len() {
            return Err(WireError::UnknownMessage(index));
        }
        let (authentic, body) = (bool::decode(input)?, Value::decode(input)?);
        if !self.is_body(index as usize, &body) {
            return Err(WireError::UnknownVariant(index));
        }
        Ok(Message { index: Some(index), body, authentic })
    }

    fn fingerprint(&self) -> u128 {
        let form = Header::new(["evc", "values that say what they are"]);
        let headers = self.reference.headers();
        let types: Vec<String> = (0..headers.len()).map(|index| self.shown(index)).collect();
        let messages = headers.iter().zip(types.iter().map(String::as_str));
        fingerprint([(&form, "")].into_iter().chain(messages))
    }
}
