//! Random specifications.

use evc_runtime::Value;
use evc_runtime::dynamic::Message;
use evc_runtime::rng::Rng;

use super::exprs::{Helper, Ty, Writer, q_type};

/// A random specification, well typed.
pub struct Spec {
    pub text: String,
    /// The types of its messages, in order of declaration.
    messages: Vec<Ty>,
}

const HEAD: &str = "specification random
parameter p : Int
parameter q : Int * Bool
parameter ls : Loc Bag
parameter c : Loc
parameter f : Int -> Int
let swap (x, y) = (y, x) ;;
let keep x y = x ;;
let twice g x = g (g x) ;;
";

impl Spec {
    pub fn random(rng: &mut Rng) -> Self {
        let messages: Vec<Ty> = (0..4).map(|_| Ty::random(rng, 2)).collect();
        let sendable = vec![("go", messages[2].clone()), ("out", messages[3].clone())];
        let env = [("p", Ty::Int), ("q", q_type()), ("ls", Ty::Locs), ("c", Ty::Loc)];
        let env = env.map(|(name, ty)| (name.to_owned(), ty)).to_vec();
        let writer = Writer { rng, env, helpers: Vec::new(), sendable };
        let mut maker = Maker { writer, messages, text: HEAD.to_owned(), classes: Vec::new() };
        maker.write();
        Self { text: maker.text, messages: maker.messages }
    }

    /// A message of it, or the boot message.
    pub fn random_message(&self, rng: &mut Rng) -> Message {
        let index = rng.below(self.messages.len() as u64 + 1) as usize;
        match self.messages.get(index) {
            Some(ty) => {
                Message { index: Some(index as u32), body: ty.value(rng), authentic: false }
            }
            None => Message { index: None, body: Value::Unit, authentic: false },
        }
    }
}

const BASES: [&str; 4] = ["a", "b", "go", "out"];

/// Writes a specification.
struct Maker<'r> {
    writer: Writer<'r>,
    messages: Vec<Ty>,
    text: String,
    /// The class definitions: name, argument type if there is one, element type.
    classes: Vec<(String, Option<Ty>, Ty)>,
}

impl Maker<'_> {
    fn write(&mut self) {
        let kinds = ["input", "input", "internal", "output"];
        for ((kind, name), ty) in kinds.iter().zip(BASES).zip(&self.messages) {
            self.text.push_str(&format!("{kind} {name} : {}\n", ty.text()));
        }
        for n in 0..2 {
            self.helper(n);
        }
        for n in 0..1 + self.writer.below(4) {
            self.definition(n);
        }
        let main = self.instructions(3);
        self.text.push_str(&format!("main {main}\n"));
    }

    fn helper(&mut self, n: u64) {
        let args: Vec<_> =
            (0..1 + self.writer.below(2)).map(|_| Ty::random(self.writer.rng, 1)).collect();
        let result = Ty::random(self.writer.rng, 1);
        let text = self.writer.scoped(|writer| {
            let pats: Vec<_> = args
                .iter()
                .map(|arg| format!("(({}) : {})", writer.pat(arg), arg.text()))
                .collect();
            let body = writer.expr(&result, 3);
            format!("let helper{n} {} : {} = {body} ;;\n", pats.join(" "), result.text())
        });
        self.text.push_str(&text);
        let name = format!("helper{n}");
        self.writer.helpers.push(Helper { name, args, result });
    }

    fn definition(&mut self, n: u64) {
        let name = format!("Class{n}");
        let argument = (self.writer.below(4) == 0).then(|| Ty::random(self.writer.rng, 1));
        let depth = self.writer.env.len();
        let head = match &argument {
            Some(ty) => format!("class {name} ({} : {})", self.writer.pat(ty), ty.text()),
            None => format!("class {name}"),
        };
        let ty = Ty::random(self.writer.rng, 2);
        let class = if self.writer.below(3) == 0 {
            let (class, of) = self.any_class(2);
            self.classes.push((name, argument, of));
            class
        } else {
            let class = self.state(&ty, 2);
            self.classes.push((name, argument, ty));
            class
        };
        self.writer.env.truncate(depth);
        self.text.push_str(&format!("{head} = {class} ;;\n"));
    }

    /// A class of any type.
    fn any_class(&mut self, depth: u32) -> (String, Ty) {
        if !self.classes.is_empty() && self.writer.below(2) == 0 {
            let nth = self.writer.below(self.classes.len() as u64) as usize;
            let (name, argument, ty) = self.classes[nth].clone();
            let text = match argument {
                Some(argument) => format!("({name} {})", self.writer.expr(&argument, 1)),
                None => name,
            };
            return (text, ty);
        }
        if depth == 0 || self.writer.below(3) == 0 {
            let nth = self.writer.below(4) as usize;
            return (format!("{}'base", BASES[nth]), self.messages[nth].clone());
        }
        let ty = Ty::random(self.writer.rng, 1);
        match self.writer.below(5) {
            0 => (self.state(&ty, depth - 1), ty),
            1 => {
                let text = self.composition(depth - 1, &mut |this| this.bag(&ty, 2));
                let other = self.composition(depth - 1, &mut |this| this.bag(&ty, 2));
                (format!("({text} || {other})"), ty)
            }
            2 => {
                let (class, ty) = self.any_class(depth - 1);
                (format!("({class} @ {})", self.writer.expr(&Ty::Locs, 1)), ty)
            }
            _ => (self.composition(depth - 1, &mut |this| this.bag(&ty, 2)), ty),
        }
    }

    fn state(&mut self, ty: &Ty, depth: u32) -> String {
        let kind = if self.writer.below(2) == 0 { "State" } else { "Memory" };
        let init = self.writer.scoped(|writer| {
            writer.env.push(("slf".to_owned(), Ty::Loc));
            let depth = writer.below(2) as u32;
            format!("\\slf. ({} : {})", writer.expr(ty, depth), ty.text())
        });
        let mut parts = vec![init];
        // Transitions that may fire together are not compiled yet: a second one is of a message.
        for n in 0..1 + self.writer.below(2) {
            let (class, of) = match n {
                0 if self.writer.below(3) == 0 => self.any_class(depth),
                n => {
                    let nth = (n + 2 * self.writer.below(2)) as usize;
                    (format!("{}'base", BASES[nth]), self.messages[nth].clone())
                }
            };
            let transition = self.writer.scoped(|writer| {
                writer.env.push(("slf".to_owned(), Ty::Loc));
                let (value, old) = (writer.pat(&of), writer.pat(ty));
                format!("(\\slf. \\{value}. \\{old}. {})", writer.expr(ty, 3))
            });
            parts.push(transition);
            parts.push(class);
        }
        format!("{kind}({})", parts.join(", "))
    }

    /// A composition whose function's body is what `body` writes.
    fn composition(
        &mut self,
        depth: u32,
        body: &mut dyn FnMut(&mut Writer<'_>) -> String,
    ) -> String {
        let inputs: Vec<_> = (0..1 + self.writer.below(3)).map(|_| self.any_class(depth)).collect();
        let function = self.writer.scoped(|writer| {
            writer.env.push(("slf".to_owned(), Ty::Loc));
            let pats: Vec<_> =
                inputs.iter().map(|(_, ty)| format!("\\{}.", writer.pat(ty))).collect();
            format!("(\\slf. {} {})", pats.join(" "), body(writer))
        });
        let inputs: Vec<_> = inputs.into_iter().map(|(text, _)| text).collect();
        format!("({function} o ({}))", inputs.join(", "))
    }

    /// A class of instructions.
    fn instructions(&mut self, depth: u32) -> String {
        match self.writer.below(6) {
            0 | 1 if depth > 0 => {
                let (a, b) = (self.instructions(depth - 1), self.instructions(depth - 1));
                format!("({a} || {b})")
            }
            2 if depth > 0 => {
                let class = self.instructions(depth - 1);
                format!("({class} @ {})", self.writer.expr(&Ty::Locs, 1))
            }
            _ => self.composition(2, &mut |writer| writer.sends(3)),
        }
    }
}

impl Writer<'_> {
    /// A bag of values, written out.
    fn bag(&mut self, ty: &Ty, depth: u32) -> String {
        self.written_bag(depth, &mut |this, depth| this.expr(ty, depth))
    }

    /// A bag of instructions.
    fn sends(&mut self, depth: u32) -> String {
        if depth > 0 && self.below(4) == 0 {
            let bag = self.sends(depth - 1);
            let condition = self.expr(&Ty::Bool, depth - 1);
            return format!("(let bag = {bag} in if {condition} then bag else {{}})");
        }
        self.written_bag(depth, &mut |this, depth| this.send(depth))
    }

    fn written_bag(
        &mut self,
        depth: u32,
        element: &mut dyn FnMut(&mut Self, u32) -> String,
    ) -> String {
        if depth == 0 {
            return format!("{{{}}}", element(self, 1));
        }
        let less = depth - 1;
        match self.below(6) {
            0 | 1 => {
                let condition = self.expr(&Ty::Bool, depth);
                let yes = self.written_bag(less, element);
                format!("(if {condition} then {yes} else {})", self.written_bag(less, element))
            }
            2 => self.definition(depth, |this, _| this.written_bag(less, element)),
            3 => self.application(depth, |this, _| this.written_bag(less, element)),
            _ => {
                let elements: Vec<_> = (0..self.below(3)).map(|_| element(self, depth)).collect();
                format!("{{{}}}", elements.join("; "))
            }
        }
    }

    fn send(&mut self, depth: u32) -> String {
        let nth = self.below(self.sendable.len() as u64) as usize;
        let (name, ty) = self.sendable[nth].clone();
        let (to, body) = (self.expr(&Ty::Loc, depth), self.expr(&ty, depth));
        match self.below(4) {
            0 => format!("({name}''send {} {to} {body})", self.expr(&Ty::Int, depth)),
            1 => format!("(let instruction = {name}'send {to} {body} in instruction)"),
            2 => format!("(let send-it = {name}'send {to} in send-it {body})"),
            _ => format!("({name}'send {to} {body})"),
        }
    }
}
