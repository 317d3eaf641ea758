//! Random expressions.

use evc_runtime::rng::Rng;
use evc_runtime::{Loc, Value};

/// A type of data. The last component of a tuple is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    Unit,
    Int,
    Bool,
    Loc,
    Tuple(Vec<Ty>),
    Locs,
    Ints,
}

impl Ty {
    pub fn random(rng: &mut Rng, depth: u32) -> Self {
        match rng.below(if depth == 0 { 9 } else { 13 }) {
            0..=3 => Self::Int,
            4 => Self::Bool,
            5 => Self::Loc,
            6 => Self::Unit,
            7 => Self::Locs,
            8 => Self::Ints,
            _ => {
                let parts = (0..2 + rng.below(2)).map(|_| Self::random(rng, depth - 1));
                Self::product(parts.collect())
            }
        }
    }

    pub fn product(mut parts: Vec<Self>) -> Self {
        match parts.pop() {
            Some(Self::Tuple(rest)) => parts.extend(rest),
            last => parts.extend(last),
        }
        if parts.len() == 1 { parts.remove(0) } else { Self::Tuple(parts) }
    }

    /// In evml syntax.
    pub fn text(&self) -> String {
        match self {
            Self::Unit => "Unit".to_owned(),
            Self::Int => "Int".to_owned(),
            Self::Bool => "Bool".to_owned(),
            Self::Loc => "Loc".to_owned(),
            Self::Locs => "(Loc Bag)".to_owned(),
            Self::Ints => "(Int List)".to_owned(),
            Self::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(Self::text).collect();
                format!("({})", parts.join(" * "))
            }
        }
    }

    pub fn value(&self, rng: &mut Rng) -> Value {
        match self {
            Self::Unit => Value::Unit,
            Self::Int => Value::Int(match rng.below(12) {
                0 => i64::MAX,
                1 => i64::MIN,
                n => n as i64 - 3,
            }),
            Self::Bool => Value::Bool(rng.below(2) == 0),
            Self::Loc => Value::Loc(random_loc(rng)),
            Self::Locs => Value::bag((0..rng.below(3)).map(|_| Value::Loc(random_loc(rng)))),
            Self::Ints => Value::list((0..rng.below(3)).map(|n| Value::Int(n as i64))),
            Self::Tuple(parts) => Value::tuple(parts.iter().map(|part| part.value(rng))),
        }
    }
}

fn random_loc(rng: &mut Rng) -> Loc {
    Loc::new(["n", "m", "c"][rng.below(3) as usize])
}

/// A function of the specification.
#[derive(Clone, Debug)]
pub struct Helper {
    pub name: String,
    pub args: Vec<Ty>,
    pub result: Ty,
}

/// Writes expressions.
pub struct Writer<'r> {
    pub rng: &'r mut Rng,
    pub env: Vec<(String, Ty)>,
    pub helpers: Vec<Helper>,
    /// What can be sent: names and types.
    pub sendable: Vec<(&'static str, Ty)>,
}

const NAMES: [&str; 9] = ["x", "y", "z", "s", "t", "u", "v", "epoch", "next-one"];

impl Writer<'_> {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.rng.below(bound)
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    /// A variable or parameter of a type, if there is one in scope.
    fn variable(&mut self, ty: &Ty) -> Option<String> {
        let mut seen: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for (name, of) in self.env.iter().rev() {
            if !seen.contains(&name.as_str()) {
                seen.push(name);
                if of == ty {
                    found.push(name.clone());
                }
            }
        }
        let nth = self.rng.below(found.len().max(1) as u64) as usize;
        found.get(nth).cloned()
    }

    /// A pattern for a type; what it binds comes into scope.
    pub fn pat(&mut self, ty: &Ty) -> String {
        let mut bound = Vec::new();
        let text = self.pat_within(ty, &mut bound);
        self.env.extend(bound);
        text
    }

    fn pat_within(&mut self, ty: &Ty, bound: &mut Vec<(String, Ty)>) -> String {
        let choice = self.below(10);
        match ty {
            Ty::Unit if choice < 4 => return "()".to_owned(),
            Ty::Tuple(parts) if choice < 7 => {
                // The last pattern takes all that is left.
                let count = 2 + self.below(parts.len() as u64 - 1) as usize;
                let mut texts = Vec::new();
                for part in &parts[..count - 1] {
                    texts.push(self.pat_within(part, bound));
                }
                texts.push(self.pat_within(&Ty::product(parts[count - 1..].to_vec()), bound));
                return format!("({})", texts.join(", "));
            }
            _ => {}
        }
        let name = NAMES[self.below(NAMES.len() as u64) as usize];
        if choice == 9 || bound.iter().any(|(other, _)| other == name) {
            return "_".to_owned();
        }
        bound.push((name.to_owned(), ty.clone()));
        name.to_owned()
    }

    /// `write` in a scope of its own.
    pub fn scoped<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.env.len();
        let result = write(self);
        self.env.truncate(depth);
        result
    }

    /// An expression of a type, an atom.
    pub fn expr(&mut self, ty: &Ty, depth: u32) -> String {
        if depth == 0 || self.below(5) == 0 {
            return self.variable(ty).unwrap_or_else(|| self.constant(ty));
        }
        let depth = depth - 1;
        match self.below(12) {
            0 => self.conditional(ty, depth),
            1 => self.definition(depth, |this, depth| this.expr(ty, depth)),
            2 => self.application(depth, |this, depth| this.expr(ty, depth)),
            3 => self.projection(ty, depth),
            4 => self.helper(ty, depth).unwrap_or_else(|| self.operator(ty, depth)),
            5 => self.general(ty, depth),
            _ => self.operator(ty, depth),
        }
    }

    pub fn constant(&mut self, ty: &Ty) -> String {
        match ty {
            Ty::Unit => "()".to_owned(),
            Ty::Int => ["0", "1", "2", "3", "(~ 1)", "100", "9223372036854775807"]
                [self.below(7) as usize]
                .to_owned(),
            Ty::Bool => ["true", "false"][self.below(2) as usize].to_owned(),
            Ty::Loc => self.variable(&Ty::Loc).unwrap_or_else(|| "c".to_owned()),
            Ty::Locs => ["ls", "{c}", "({} : Loc Bag)"][self.below(3) as usize].to_owned(),
            Ty::Ints => ["[1; 2]", "([] : Int List)", "[0]"][self.below(3) as usize].to_owned(),
            Ty::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.constant(part)).collect();
                format!("({})", parts.join(", "))
            }
        }
    }

    fn conditional(&mut self, ty: &Ty, depth: u32) -> String {
        let condition = self.expr(&Ty::Bool, depth);
        let (yes, no) = (self.expr(ty, depth), self.expr(ty, depth));
        format!("(if {condition} then {yes} else {no})")
    }

    /// A local definition with a body.
    pub fn definition(
        &mut self,
        depth: u32,
        body: impl FnOnce(&mut Self, u32) -> String,
    ) -> String {
        let ty = Ty::random(self.rng, 2);
        let value = self.expr(&ty, depth);
        self.scoped(|this| {
            let pat = this.pat(&ty);
            format!("(let {pat} = {value} in {})", body(this, depth))
        })
    }

    /// A function with a body, applied.
    pub fn application(
        &mut self,
        depth: u32,
        body: impl FnOnce(&mut Self, u32) -> String,
    ) -> String {
        let ty = Ty::random(self.rng, 2);
        let value = self.expr(&ty, depth);
        let shape = self.below(3);
        self.scoped(|this| {
            let pat = this.pat(&ty);
            let body = body(this, depth);
            match shape {
                0 => format!("((\\{pat}. {body}) {value})"),
                // The name of a function of a definition may hide nothing that its value reads.
                1 => format!("(let local-function {pat} = {body} in local-function {value})"),
                _ => format!("((\\it. (\\{pat}. {body}) it) {value})"),
            }
        })
    }

    fn projection(&mut self, ty: &Ty, depth: u32) -> String {
        let other = Ty::random(self.rng, 1);
        match (self.coin(), ty) {
            (true, ty) => {
                let (first, second) = (self.expr(ty, depth), self.expr(&other, depth));
                format!("(fst ({first}, {second}))")
            }
            (false, Ty::Int) => format!("(fst {})", self.expr(&q_type(), depth)),
            (false, Ty::Bool) => format!("(snd {})", self.expr(&q_type(), depth)),
            (false, ty) => {
                let (first, second) = (self.expr(&other, depth), self.expr(ty, depth));
                format!("(snd ({first}, {second}))")
            }
        }
    }

    fn helper(&mut self, ty: &Ty, depth: u32) -> Option<String> {
        let fitting: Vec<_> =
            self.helpers.iter().filter(|helper| helper.result == *ty).cloned().collect();
        let nth = self.below(fitting.len().max(1) as u64) as usize;
        let helper = fitting.get(nth)?;
        let args: Vec<_> = helper.args.iter().map(|arg| self.expr(arg, depth)).collect();
        if let [first, second] = &args[..]
            && self.coin()
        {
            return Some(format!("(let part = {} {first} in part {second})", helper.name));
        }
        Some(format!("({} {})", helper.name, args.join(" ")))
    }

    /// A use of one of the polymorphic helpers.
    fn general(&mut self, ty: &Ty, depth: u32) -> String {
        let other = Ty::random(self.rng, 1);
        match (self.below(3), ty) {
            (0, Ty::Tuple(parts)) => {
                let rest = self.expr(&Ty::product(parts[1..].to_vec()), depth);
                format!("(swap ({rest}, {}))", self.expr(&parts[0], depth))
            }
            (1, ty) => {
                let (first, second) = (self.expr(ty, depth), self.expr(&other, depth));
                format!("(keep {first} {second})")
            }
            (_, ty) => {
                let argument = self.expr(ty, depth);
                self.scoped(|this| {
                    let pat = this.pat(ty);
                    let body = this.expr(ty, depth);
                    format!("(twice (\\{pat}. {body}) {argument})")
                })
            }
        }
    }

    fn operator(&mut self, ty: &Ty, depth: u32) -> String {
        match ty {
            Ty::Int => match self.below(7) {
                0 => format!("(~ ({}))", self.expr(ty, depth)),
                1 => format!("(f {})", self.expr(ty, depth)),
                n => {
                    let op = ["+", "-", "*", "/", "+"][n as usize - 2];
                    format!("({} {op} {})", self.expr(ty, depth), self.expr(ty, depth))
                }
            },
            Ty::Bool => match self.below(6) {
                0 => format!("({} & {})", self.expr(ty, depth), self.expr(ty, depth)),
                1 => format!("({} or {})", self.expr(ty, depth), self.expr(ty, depth)),
                2 => format!("(!({}))", self.expr(ty, depth)),
                3 => {
                    let op = ["<", "<=", ">", ">="][self.below(4) as usize];
                    let (a, b) = (self.expr(&Ty::Int, depth), self.expr(&Ty::Int, depth));
                    format!("({a} {op} {b})")
                }
                n => {
                    let op = if n == 4 { "=" } else { "<>" };
                    let of = Ty::random(self.rng, 1);
                    let (a, b) = (self.expr(&of, depth), self.expr(&of, depth));
                    format!("(({a} : {}) {op} {b})", of.text())
                }
            },
            Ty::Locs => {
                let parts: Vec<_> =
                    (0..self.below(3)).map(|_| self.expr(&Ty::Loc, depth)).collect();
                format!("({{{}}} : Loc Bag)", parts.join("; "))
            }
            Ty::Ints => {
                let parts: Vec<_> =
                    (0..self.below(3)).map(|_| self.expr(&Ty::Int, depth)).collect();
                format!("([{}] : Int List)", parts.join("; "))
            }
            Ty::Tuple(parts) => {
                let count = 2 + self.below(parts.len() as u64 - 1) as usize;
                let mut texts: Vec<_> =
                    parts[..count - 1].iter().map(|part| self.expr(part, depth)).collect();
                texts.push(self.expr(&Ty::product(parts[count - 1..].to_vec()), depth));
                format!("({})", texts.join(", "))
            }
            Ty::Unit | Ty::Loc => self.conditional(ty, depth),
        }
    }
}

/// The type of the parameter `q`.
pub fn q_type() -> Ty {
    Ty::Tuple(vec![Ty::Int, Ty::Bool])
}
