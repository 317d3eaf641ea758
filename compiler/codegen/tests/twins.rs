//! A generated module beside the interpreter, on random messages: everything that can be seen of
//! them is the same.

use std::fmt::Debug;

use evc_base::SourceMap;
use evc_interp::Program;
use evc_ir::{System, Ty};
use evc_runtime::rng::Rng;
use evc_runtime::wire::Reader;
use evc_runtime::{Effects, Fault, Function, Header, Loc, Process, Schema, Tok, Value};

/// How many messages a machine gets.
const STEPS: usize = 40;

/// Random values for the parameters.
pub fn params(system: &System, seed: u64) -> Vec<Value> {
    let mut rng = Rng::new(seed);
    system.params.iter().map(|param| value(&param.ty, &mut rng)).collect()
}

/// Steps both with the same messages at two locations.
pub fn compare<S, P>(
    system: &System,
    sources: &SourceMap,
    (params, seed): (Vec<Value>, u64),
    schema: &S,
    install: &dyn Fn(Loc) -> Result<Option<P>, Fault>,
) where
    S: Schema,
    S::Msg: Debug + PartialEq,
    P: Process<Msg = S::Msg>,
{
    let program = Program::new(system, params, sources).expect("the parameters are well typed");
    let messages = program.schema();
    assert_eq!(schema.fingerprint(), messages.fingerprint());
    let mut rng = Rng::new(seed);
    for name in ["n", "m"] {
        let loc = Loc::new(name);
        let (mut ours, mut theirs) = match (install(loc), program.at(loc)) {
            (Ok(Some(ours)), Ok(Some(theirs))) => (ours, theirs),
            (Ok(None), Ok(None)) => continue,
            (Err(this), Err(that)) => {
                assert_eq!(this, that);
                continue;
            }
            (_, theirs) => panic!("only one is installed at {name}: the other is {theirs:?}"),
        };
        for _ in 0..STEPS {
            assert_eq!(ours.state(), theirs.state());
            let (this, that) = match random_message(system, &mut rng) {
                Some((header, body)) => {
                    let this = schema.message(&header, &body).expect("it is declared");
                    let that = messages.message(&header, &body).expect("it is declared");
                    assert_eq!(schema.body(&this), body);
                    let bytes = encoded(schema, &this);
                    assert_eq!(bytes, encoded(&messages, &that));
                    let decoded = schema.decode(&mut Reader::new(&bytes)).expect("it was encoded");
                    assert_eq!(decoded, this);
                    (this, that)
                }
                None => (schema.boot(), messages.boot()),
            };
            let before = ours.clone();
            let (this, that) = (step(&mut ours, schema, this), step(&mut theirs, &messages, that));
            assert_eq!(this, that);
            assert!(this.is_ok() || ours == before, "a fault leaves the state alone");
        }
    }
    refuse(schema);
}

/// What is not a message of the specification.
fn refuse<S: Schema>(schema: &S) {
    assert!(schema.message(&Header::new(["no", "such"]), &Value::Unit).is_err());
    assert!(schema.decode(&mut Reader::new(&[99])).is_err());
    assert_eq!(schema.header(&schema.boot()), &Header::boot());
}

fn encoded<S: Schema>(schema: &S, msg: &S::Msg) -> Vec<u8> {
    let mut bytes = Vec::new();
    schema.encode(msg, &mut bytes);
    bytes
}

/// Where something goes, when, and what it is.
type Sent = (Loc, u64, Header, Value);

fn step<S: Schema, P: Process<Msg = S::Msg>>(
    process: &mut P,
    schema: &S,
    msg: S::Msg,
) -> Result<Vec<Sent>, Fault> {
    let mut fx = Effects::new();
    process.step(msg, &mut fx)?;
    let sent = fx.drain().map(|send| {
        let (header, body) = (schema.header(&send.msg).clone(), schema.body(&send.msg));
        (send.to, send.delay_ms, header, body)
    });
    Ok(sent.collect())
}

/// A message of the system, or nothing for the boot message.
fn random_message(system: &System, rng: &mut Rng) -> Option<(Header, Value)> {
    let index = rng.below(system.messages.len() as u64 + 1) as usize;
    let message = system.messages.get(index)?;
    let header = Header::new(message.header.iter().map(|token| token.as_str()));
    Some((header, value(&message.ty, rng)))
}

fn value(ty: &Ty, rng: &mut Rng) -> Value {
    let several = |ty: &Ty, rng: &mut Rng| -> Vec<Value> {
        (0..rng.below(4)).map(|_| value(ty, rng)).collect()
    };
    let one_of = |words: [&'static str; 4], rng: &mut Rng| {
        words.into_iter().nth(rng.below(4) as usize).unwrap_or("x")
    };
    match ty {
        Ty::Unit => Value::Unit,
        Ty::Bool => Value::Bool(rng.below(2) == 0),
        Ty::Int => match rng.below(20) {
            0 => Value::Int(i64::MAX),
            1 => Value::Int(i64::MIN),
            n => Value::Int(n as i64 - 6),
        },
        Ty::Str => Value::Str(one_of(["", "skip", "keep", "text"], rng).into()),
        Ty::Tok => Value::Tok(Tok::new(one_of(["x", "t", "u", "hello"], rng))),
        Ty::Loc => Value::Loc(Loc::new(one_of(["n", "m", "c", "d"], rng))),
        Ty::Tuple(parts) => Value::tuple(parts.iter().map(|part| value(part, rng))),
        Ty::List(element) => Value::list(several(element, rng)),
        Ty::Bag(element) => Value::bag(several(element, rng)),
        Ty::Sum(left, right) => match rng.below(2) {
            0 => Value::Inl(value(left, rng).into()),
            _ => Value::Inr(value(right, rng).into()),
        },
        Ty::Function(_, to) => {
            let result = value(to, rng);
            Value::Function(Function::new(move |_| Ok(result.clone())))
        }
    }
}
