//! The messages of an interpreted system.

use evc_ir::{System, Ty};
use evc_runtime::schema::fingerprint;
use evc_runtime::wire::{self, Reader, WireError};
use evc_runtime::{Header, Schema, SchemaError, Value};

use crate::typed;
use evc_runtime::dynamic::Message;

/// A declared message.
#[derive(Clone, Debug)]
struct Declared {
    header: Header,
    ty: Ty,
    /// The type as evml text.
    text: String,
}

/// The messages of a system.
#[derive(Clone, Debug)]
pub struct Messages {
    declared: Vec<Declared>,
    boot: Header,
}

impl Messages {
    pub(crate) fn new(system: &System) -> Self {
        let declared = system.messages.iter().map(|message| Declared {
            header: Header::new(message.header.iter().map(|token| token.as_str())),
            ty: message.ty.clone(),
            text: message.ty.to_string(),
        });
        Self { declared: declared.collect(), boot: Header::boot() }
    }

    fn declared(&self, msg: &Message) -> Option<&Declared> {
        self.declared.get(msg.index? as usize)
    }
}

impl Schema for Messages {
    type Msg = Message;

    fn boot(&self) -> Message {
        Message { index: None, body: Value::Unit, authentic: false }
    }

    fn header<'a>(&'a self, msg: &'a Message) -> &'a Header {
        self.declared(msg).map_or(&self.boot, |declared| &declared.header)
    }

    fn body(&self, msg: &Message) -> Value {
        msg.body.clone()
    }

    fn message(&self, header: &Header, body: &Value) -> Result<Message, SchemaError> {
        let found = self.declared.iter().enumerate().find(|(_, message)| message.header == *header);
        let Some((index, declared)) = found else {
            return Err(SchemaError::UnknownHeader(header.clone()));
        };
        if !typed::has_type(body, &declared.ty) {
            let (header, expected) = (header.clone(), declared.text.clone());
            return Err(SchemaError::BodyType { header, expected });
        }
        Ok(Message { index: Some(index as u32), body: body.clone(), authentic: false })
    }

    fn encode(&self, msg: &Message, out: &mut Vec<u8>) {
        if let (Some(index), Some(declared)) = (msg.index, self.declared(msg)) {
            wire::put_variant(index, out);
            typed::encode(&msg.body, &declared.ty, out);
        }
    }

    fn decode(&self, input: &mut Reader<'_>) -> Result<Message, WireError> {
        let index = input.take_variant()?;
        let declared = self.declared.get(index as usize);
        let declared = declared.ok_or(WireError::UnknownMessage(index))?;
        let body = typed::decode(&declared.ty, input)?;
        Ok(Message { index: Some(index), body, authentic: false })
    }

    fn fingerprint(&self) -> u128 {
        fingerprint(self.declared.iter().map(|message| (&message.header, message.text.as_str())))
    }
}
